import { describe, expect, test } from 'vitest'
import {
  type ChoiceReason,
  type Decision,
  explain,
  type Locale,
  type MatrixRule,
  type NothingFits,
  type Refusal,
  type RejectionKind,
  type SpeedBasis,
} from '../../src/index.ts'
import { cloudOffer, decided, hourMs, jobOf, nowMs, refused } from '../builders.ts'

const locales: readonly Locale[] = ['en', 'de']

/** One refusal of every kind; the compiler asks for the ones that are missing. */
const refusals: { readonly [Kind in RejectionKind]: Extract<Refusal, { readonly kind: Kind }> } = {
  'site-not-allowed': {
    gate: 'confidentiality',
    kind: 'site-not-allowed',
    needed: ['local'],
    actual: 'cloud',
  },
  'provider-not-allowed': { gate: 'residency', kind: 'provider-not-allowed', needed: ['gcp'], actual: 'aws' },
  'provider-denied': { gate: 'residency', kind: 'provider-denied', needed: ['aws'], actual: 'aws' },
  'country-not-allowed': { gate: 'residency', kind: 'country-not-allowed', needed: ['EU'], actual: 'US' },
  'trust-too-low': { gate: 'residency', kind: 'trust-too-low', needed: 'certified', actual: 'community' },
  'certification-missing': {
    gate: 'residency',
    kind: 'certification-missing',
    needed: 'SOC 2',
    actual: ['C5'],
  },
  'access-denied': { gate: 'residency', kind: 'access-denied', needed: 'team: red', actual: 'blue' },
  'too-few-gpus': { gate: 'technical', kind: 'too-few-gpus', needed: 8, actual: 4 },
  'vram-too-small': { gate: 'technical', kind: 'vram-too-small', needed: 48, actual: 24 },
  'total-vram-too-small': { gate: 'technical', kind: 'total-vram-too-small', needed: 96, actual: 48 },
  'model-not-allowed': { gate: 'technical', kind: 'model-not-allowed', needed: ['L4'], actual: 'T4' },
  'model-denied': { gate: 'technical', kind: 'model-denied', needed: ['T4'], actual: 'T4' },
  'vendor-not-allowed': { gate: 'technical', kind: 'vendor-not-allowed', needed: ['nvidia'], actual: 'amd' },
  'compute-capability-too-low': {
    gate: 'technical',
    kind: 'compute-capability-too-low',
    needed: 8.9,
    actual: 8,
  },
  'cuda-too-old': { gate: 'technical', kind: 'cuda-too-old', needed: 12.4, actual: 11.8 },
  'driver-too-old': { gate: 'technical', kind: 'driver-too-old', needed: '550.54', actual: '535.16' },
  'tflops-too-low': {
    gate: 'technical',
    kind: 'tflops-too-low',
    needed: { precision: 'fp16', tflops: 300 },
    actual: 165,
  },
  'memory-bandwidth-too-low': {
    gate: 'technical',
    kind: 'memory-bandwidth-too-low',
    needed: 900,
    actual: 300,
  },
  'form-factor-not-allowed': {
    gate: 'technical',
    kind: 'form-factor-not-allowed',
    needed: ['SXM5'],
    actual: 'NVL',
  },
  'interconnect-too-slow': {
    gate: 'technical',
    kind: 'interconnect-too-slow',
    needed: 'nvlink',
    actual: 'pcie',
  },
  'too-few-vcpus': { gate: 'technical', kind: 'too-few-vcpus', needed: 16, actual: 8 },
  'ram-too-small': { gate: 'technical', kind: 'ram-too-small', needed: 64, actual: 32 },
  'disk-too-small': { gate: 'technical', kind: 'disk-too-small', needed: 500, actual: 100 },
  'architecture-not-allowed': {
    gate: 'technical',
    kind: 'architecture-not-allowed',
    needed: ['x86_64'],
    actual: 'arm64',
  },
  'price-unknown': { gate: 'price', kind: 'price-unknown', needed: 'a price above 0', actual: null },
  'price-too-old': { gate: 'price', kind: 'price-too-old', needed: 24, actual: 30 },
  'spot-not-allowed': {
    gate: 'spot',
    kind: 'spot-not-allowed',
    needed: 'on-demand or owned',
    actual: 'spot',
  },
  'spot-dearer-than-on-demand': { gate: 'spot', kind: 'spot-dearer-than-on-demand', needed: 1, actual: 2 },
  'out-of-stock': { gate: 'availability', kind: 'out-of-stock', needed: 'stock', actual: 'none' },
  'busy-without-end': {
    gate: 'availability',
    kind: 'busy-without-end',
    needed: 'a known end',
    actual: 'busy',
  },
  'failed-recently': {
    gate: 'availability',
    kind: 'failed-recently',
    needed: nowMs + hourMs,
    actual: 'no-quota',
  },
  closed: { gate: 'availability', kind: 'closed', needed: nowMs, actual: nowMs + 3 * hourMs },
  'closes-too-early': {
    gate: 'availability',
    kind: 'closes-too-early',
    needed: nowMs + 4 * hourMs,
    actual: nowMs + hourMs,
  },
  'hourly-price-over-budget': { gate: 'budget', kind: 'hourly-price-over-budget', needed: 2, actual: 3 },
  'job-cost-over-budget': { gate: 'budget', kind: 'job-cost-over-budget', needed: 20, actual: 30 },
  'takes-too-long': { gate: 'budget', kind: 'takes-too-long', needed: 5, actual: 7 },
  'provider-excluded': { gate: 'strategy', kind: 'provider-excluded', needed: ['gcp'], actual: 'aws' },
  'speed-unknown': { gate: 'estimate', kind: 'speed-unknown', needed: 'fp16', actual: 'X9' },
  'never-finishes': { gate: 'estimate', kind: 'never-finishes', needed: 'a finite run', actual: null },
}

const all: readonly Refusal[] = Object.values(refusals)

/** No decision because of one refusal, which is told as a rejection and as a near miss. */
const refusedBy = (refusal: Refusal): NothingFits => ({
  ...refused([cloudOffer({ price: undefined })]),
  rejections: [{ offerId: 'cloud', provider: 'aws', ...refusal }],
  nearMisses: [{ offer: cloudOffer(), refusals: [refusal] }],
})

/** The lines on one refusal: as a near miss, and as a rejection. */
const linesOn = (refusal: Refusal, locale: Locale): readonly string[] =>
  explain(refusedBy(refusal), { locale })
    .split('\n')
    .filter((line) => line.startsWith('    '))

const unfilled = /[{}]|undefined|NaN/

describe.each(locales)('in %s', (locale) => {
  test.each(all)(
    'the refusal $kind has a text without an empty place, as near miss and as rejection',
    (refusal) => {
      const lines = linesOn(refusal, locale)
      expect(lines.length).toBe(2)
      expect(lines.join('\n')).not.toMatch(unfilled)
    },
  )

  test('no two kinds of refusal share a text', () => {
    const texts = all.map((refusal) => linesOn(refusal, locale)[1])
    expect(new Set(texts).size).toBe(all.length)
  })

  test('a refusal of what is unknown says so', () => {
    const [line] = linesOn({ ...refusals['vram-too-small'], actual: null }, locale)
    expect(line).toContain({ en: 'unknown', de: 'unbekannt' }[locale])
  })
})

test('each refusal reads differently in the two languages', () => {
  const same = all.filter((refusal) => linesOn(refusal, 'en')[0] === linesOn(refusal, 'de')[0])
  expect(same).toEqual([])
})

const rules: readonly MatrixRule[] = [
  'confidential',
  'no-local-gpu',
  'no-cloud-offer',
  'urgent-and-long-local-queue',
  'large-input-and-slow-upload',
  'local-cost-close-enough',
  'cloud-cheaper',
]

/** One reason of every kind but the matrix; the compiler asks for the ones that are missing. */
const plainReasons: {
  readonly [Kind in Exclude<ChoiceReason['kind'], 'matrix'>]: Extract<ChoiceReason, { readonly kind: Kind }>
} = {
  cheapest: { kind: 'cheapest', basis: 'job' },
  'local-in-time': { kind: 'local-in-time', maxLocalWaitHours: 2 },
  'no-local-in-time': { kind: 'no-local-in-time', fallback: { kind: 'preferred-provider', place: 3 } },
  'preferred-provider': { kind: 'preferred-provider', place: 2 },
  'no-preferred-provider': { kind: 'no-preferred-provider' },
  'best-balance': { kind: 'best-balance', valueOfTimeUsdPerHour: 5 },
  'starts-in-time': { kind: 'starts-in-time', startWithinHours: 0.5 },
  'starts-first': { kind: 'starts-first' },
  'premium-too-high': { kind: 'premium-too-high', maxPremium: 1.5 },
  'meets-deadline': { kind: 'meets-deadline', confidence: 0.95 },
  'best-deadline-chance': { kind: 'best-deadline-chance', confidence: 0.95 },
  'no-deadline': { kind: 'no-deadline' },
  'least-carbon': { kind: 'least-carbon', withinUsd: 12 },
}

const reasons: readonly ChoiceReason[] = [
  ...Object.values(plainReasons),
  ...rules.map((rule) => ({ kind: 'matrix', rule }) as const),
]

const decision: Decision = decided([cloudOffer()])
const whyLine = (reason: ChoiceReason, locale: Locale): string =>
  explain({ ...decision, reason }, { locale, detail: 'brief' }).split('\n')[2] ?? ''

describe.each(locales)('in %s', (locale) => {
  test.each(reasons)('the reason %j has a text without an empty place', (reason) => {
    const line = whyLine(reason, locale)
    expect(line).toMatch({ en: /^ {2}Why: ./, de: /^ {2}Warum: ./ }[locale])
    expect(line).not.toMatch(unfilled)
  })

  test('no two reasons share a text', () => {
    expect(new Set(reasons.map((reason) => whyLine(reason, locale))).size).toBe(reasons.length)
  })
})

test('each reason reads differently in the two languages', () => {
  const same = reasons.filter((reason) => whyLine(reason, 'en') === whyLine(reason, 'de'))
  expect(same).toEqual([])
})

test.each<[ChoiceReason, string]>([
  [plainReasons['no-local-in-time'], 'no. 3'],
  [plainReasons['preferred-provider'], 'no. 2'],
  [plainReasons['best-balance'], '5.00 USD an hour'],
  [plainReasons['starts-in-time'], '30 min'],
  [plainReasons['premium-too-high'], '1.5 times'],
  [plainReasons['meets-deadline'], '95%'],
  [plainReasons['least-carbon'], '12.00 USD'],
])('the reason %j tells %s', (reason, told) => {
  expect(whyLine(reason, 'en')).toContain(told)
})

const bases: readonly SpeedBasis[] = [
  'job-hours',
  'job-throughput',
  'offer-benchmark',
  'gpu-table',
  'assumed',
]

test.each(locales)('in %s each basis of a speed has a text of its own', (locale) => {
  const texts = bases.map((basis) => {
    const chosen = { ...decision.chosen, speed: { speed: 1, basis } }
    return explain({ ...decision, chosen, job: jobOf() }, { locale }).split('\n')[4]
  })
  expect(new Set(texts).size).toBe(bases.length)
})
