import { describe, expect, test } from 'vitest'
import { type GateName, gateNames, type Offer, type Policy } from '../../src/index.ts'
import { cloudOffer, hourMs, jobOf, nowMs, refusalOf } from '../builders.ts'

/** For each gate one change that makes the offer fail there, and nowhere else. */
const faults: Readonly<Record<GateName, Partial<Offer>>> = {
  confidentiality: { site: 'cloud' },
  residency: { place: { region: 'somewhere', country: 'US' } },
  technical: { gpuCount: 1 },
  price: { observedAtMs: nowMs - 100 * hourMs },
  spot: { purchase: 'spot' },
  availability: { capacity: { stock: 'none' } },
  budget: { price: { usdPerHour: 9 } },
  strategy: { provider: 'gcp' },
  estimate: { gpu: { name: 'GPU of tomorrow' } },
}

const offerWith = (first?: GateName, second?: GateName): Offer => ({
  ...cloudOffer({ site: 'local', gpuCount: 2 }),
  ...(first && faults[first]),
  ...(second && faults[second]),
})

const policy: Policy = {
  strategy: { kind: 'provider-priority', order: ['aws'], others: 'exclude' },
  residency: { sites: ['local'], countries: ['DE'] },
  allowSpot: false,
  budget: { usdPerHour: 5 },
}
const asked = { policy, job: jobOf({ needs: { gpuCount: 2 } }) }

test('the gates come in the order of the architecture', () => {
  expect(gateNames).toEqual([
    'confidentiality',
    'residency',
    'technical',
    'price',
    'spot',
    'availability',
    'budget',
    'strategy',
    'estimate',
  ])
})

test('an offer without a fault passes all of them', () => {
  expect(refusalOf(offerWith(), asked)).toBeUndefined()
})

test.each(gateNames)('an offer with a fault for the gate %s is refused there', (gate) => {
  expect(refusalOf(offerWith(gate), asked)?.gate).toBe(gate)
})

const pairs = gateNames.flatMap((first, place) =>
  gateNames.slice(place + 1).map((second) => [first, second] as const),
)

test.each(pairs)('%s refuses before %s', (first, second) => {
  expect(refusalOf(offerWith(first, second), asked)?.gate).toBe(first)
})

describe('of the rules that need the estimate', () => {
  const shortWindow = {
    capacity: { bootHours: 0, openWindows: [{ fromMs: nowMs, untilMs: nowMs + hourMs / 2 }] },
  }
  const strict: Policy = {
    strategy: { kind: 'cost-first' },
    budget: { usdPerJob: 0.5 },
    maximumCompletionHours: 0.5,
  }

  test('the opening hours come first', () => {
    expect(refusalOf(cloudOffer(shortWindow), { policy: strict })?.kind).toBe('closes-too-early')
  })

  test('then the cost of the job', () => {
    expect(refusalOf(cloudOffer(), { policy: strict })?.kind).toBe('job-cost-over-budget')
  })

  test('then the time until the result', () => {
    const { budget: _, ...patient } = strict
    expect(refusalOf(cloudOffer(), { policy: patient })?.kind).toBe('takes-too-long')
  })
})
