import { fc, test } from '@fast-check/vitest'
import { describe, expect, test as plainTest } from 'vitest'
import {
  type Decision,
  type DecisionError,
  explain,
  parseJob,
  parseOffer,
  parsePolicy,
} from '../../src/index.ts'
import { strategy } from './arbitraries/strategies.ts'
import { competition, type World, world } from './arbitraries/worlds.ts'
import {
  admittedIn,
  candidatesOf,
  decisionIn,
  outcomeIn,
  stored,
  untyped,
  withoutNegativeZero,
} from './outcomes.ts'
import './patience.ts'

const anyWorld = fc.oneof(world, competition(strategy))

/** The same value with one of its numbers replaced. */
const withNumber = (from: World, nth: number, replacement: number): World => {
  const text = JSON.stringify(from)
  const replaced = (wanted: number): { readonly value: World; readonly count: number } => {
    let count = 0
    const value: World = JSON.parse(text, (_, part: unknown) => {
      if (typeof part !== 'number') return part
      count += 1
      return count - 1 === wanted ? replacement : part
    })
    return { value, count }
  }
  return replaced(nth % Math.max(1, replaced(-1).count)).value
}

const isValid = ({ job, offers, policy }: World): boolean =>
  parseJob(job).isOk() &&
  parsePolicy(policy).isOk() &&
  offers.every((one) => parseOffer(one, one.site).isOk())

describe('numbers far beyond any sense', () => {
  const extreme = fc.constantFrom(0, 1e-12, 1e-6, 1e6, 1e12, Number.MAX_SAFE_INTEGER)

  test.prop([anyWorld, fc.nat({ max: 500 }), extreme], { numRuns: 300 })(
    'lead to a decision or an error that is JSON, reads well and depends on no order',
    (from, nth, replacement) => {
      const strange = withNumber(from, nth, replacement)
      fc.pre(isValid(strange))
      const outcome = outcomeIn(strange)
      expect(stored(outcome)).toEqual(withoutNegativeZero(outcome))
      expect(explain(outcome)).not.toMatch(/undefined|\bNaN\b|∞|Infinity/)
      const backwards = { ...strange, offers: [...strange.offers].reverse() }
      expect(JSON.stringify(outcomeIn(backwards))).toBe(JSON.stringify(outcome))
    },
  )

  test.prop([competition(strategy), fc.nat({ max: 500 }), extreme], { numRuns: 200 })(
    'make nothing free: who is used for a time is paid for it',
    (from, nth, replacement) => {
      const strange = withNumber(from, nth, replacement)
      fc.pre(isValid(strange))
      for (const { estimate } of candidatesOf(decisionIn(strange)))
        if (estimate.setupHours + estimate.computeHours > 1e-9) expect(estimate.computeUsd).toBeGreaterThan(0)
    },
  )
})

/** Names that every object answers to, and one that none does. */
const inherited = fc.constantFrom('constructor', '__proto__', 'toString', 'hasOwnProperty', 'valueOf')
const ordinary = 'no-such-name'

/** The same outcome with another name in it. */
const renamed = (outcome: Decision | DecisionError, name: string): unknown =>
  JSON.parse(JSON.stringify(outcome).replaceAll(`"${name}"`, `"${ordinary}"`))

describe('a name that every object has is a name like any other', () => {
  test.prop([anyWorld, inherited], { numRuns: 120 })('of a benchmark that no offer carries', (from, name) => {
    const withBenchmark = (benchmark: string): World => ({
      ...from,
      job: { ...from.job, run: { ...from.job.run, benchmark: { name: benchmark, referenceScore: 1 } } },
    })
    expect(renamed(outcomeIn(withBenchmark(name)), name)).toEqual(stored(outcomeIn(withBenchmark(ordinary))))
  })

  test.prop([anyWorld, inherited], { numRuns: 120 })('of a GPU that no table knows', (from, name) => {
    const withModel = (model: string): World => ({
      ...from,
      offers: from.offers.map((one) => ({ ...one, gpu: { ...one.gpu, model } })),
    })
    expect(renamed(outcomeIn(withModel(name)), name)).toEqual(stored(outcomeIn(withModel(ordinary))))
  })

  test.prop([anyWorld, inherited], { numRuns: 120 })('of a provider', (from, name) => {
    const withProvider = (provider: string): World => ({
      ...from,
      offers: from.offers.map((one, index) => (index === 0 ? { ...one, provider } : one)),
      policy: { ...from.policy, strategy: { kind: 'provider-priority', order: [provider] } },
    })
    expect(renamed(outcomeIn(withProvider(name)), name)).toEqual(stored(outcomeIn(withProvider(ordinary))))
  })

  test.prop([anyWorld, inherited], { numRuns: 120 })('of a label that a job does not carry', (from, name) => {
    const labels: Readonly<Record<string, string>> = JSON.parse(`{"${name}": "x"}`)
    const rules = [{ when: { labels }, strategy: { kind: 'cost-first' as const } }]
    const asked: World = { ...from, job: { ...from.job, labels: {} }, policy: { ...from.policy, rules } }
    expect(admittedIn(asked)).toEqual(admittedIn({ ...asked, policy: { ...asked.policy, rules: [] } }))
    expect(decisionIn(asked)?.strategy).toEqual(
      decisionIn({ ...asked, policy: { ...asked.policy, rules: [] } })?.strategy,
    )
  })
})

plainTest('a price that credits bring to nothing is 0, not below', () => {
  const offer = untyped<World['offers'][number]>({
    id: 'a',
    source: 'list',
    provider: 'aws',
    providerKind: 'hyperscaler',
    purchase: 'on-demand',
    gpu: { name: 'L4', model: 'L4' },
    gpuCount: 1,
    place: { region: 'eu-1' },
    price: { usdPerHour: 1 },
    observedAtMs: 0,
    launch: {},
    site: 'cloud',
  })
  const outcome = outcomeIn({
    job: { id: 'a', confidentiality: 'public' },
    offers: [offer],
    policy: {
      strategy: { kind: 'cost-first' },
      priceAdjustments: [
        { kind: 'add', where: {}, usdPerHour: -2 },
        { kind: 'multiply', where: {}, factor: 0 },
      ],
    },
    moment: { nowMs: 0 },
  })
  expect(stored(outcome)).toEqual(outcome)
  expect(explain(outcome)).not.toContain('-0')
})
