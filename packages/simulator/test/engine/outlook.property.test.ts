import {
  type Decision,
  type DecisionError,
  decide,
  mergePolicies,
  type Offer,
  type Policy,
} from '@aima/gpu-core'
import { arbitraryJob, arbitraryOffers, arbitraryPolicy, buildJob, buildOffer } from '@aima/gpu-testing'
import { fc, test } from '@fast-check/vitest'
import { expect } from 'vitest'
import { createBoard } from '../../src/engine/board.ts'
import { createHoldings } from '../../src/engine/holdings.ts'
import { createOutlook } from '../../src/engine/outlook.ts'
import { settingsOf } from '../../src/engine/settings.ts'
import { hourMs, marketOf, startMs } from '../simulate/scenario.ts'
import { arbitraryStep, changed, changeOf } from './board-model.ts'

const policies: fc.Arbitrary<Policy> = fc.oneof(
  { arbitrary: arbitraryPolicy(), weight: 3 },
  {
    arbitrary: fc.tuple(arbitraryPolicy(), arbitraryPolicy()).map(([own, larger]) => ({
      ...own,
      within: [larger],
    })),
    weight: 1,
  },
)

const cases = fc.record({
  jobs: fc.array(arbitraryJob(), { minLength: 1, maxLength: 3 }),
  offers: arbitraryOffers({ maxLength: 9 }),
  policy: policies,
  steps: fc.array(arbitraryStep, { maxLength: 6 }),
})

const countsOf = (outcome: Decision | DecisionError): Readonly<Record<string, number>> => {
  const counts: Record<string, number> = {}
  if (!('rejections' in outcome)) return counts
  for (const { kind } of outcome.rejections) counts[kind] = (counts[kind] ?? 0) + 1
  return counts
}

const chosenOf = (outcome: Decision | DecisionError) =>
  outcome.kind === 'decision' ? [outcome.chosen, outcome.reason, outcome.alternatives] : outcome.kind

/** The board of a market beside a plain list of the same. */
const begin = (offers: readonly Offer[], policy: Policy) => {
  const listed = (site: Offer['site']) => offers.filter((offer) => offer.site === site)
  const settings = settingsOf({
    jobs: [],
    market: marketOf(listed('cloud')),
    localGpus: listed('local'),
    policy,
  })._unsafeUnwrap()
  const board = createBoard([...settings.owned, ...settings.rented])
  return { settings, board, outlook: createOutlook(settings, board, createHoldings()) }
}

test.prop([cases], { numRuns: 600 })(
  'what is decided, refused and estimated is what core decides of all offers, however the market moved',
  ({ jobs, offers, policy, steps }) => {
    const { board, outlook } = begin(offers, policy)
    let plain: ReadonlyMap<string, Offer> = new Map(offers.map((offer) => [offer.id, offer]))
    const market = offers.filter(({ site }) => site === 'cloud').map(({ id }) => id)
    const check = (nowMs: number): void => {
      for (const job of jobs) {
        const answer = outlook.decide({ job, places: [], nowMs, freeFrom: new Map() })
        const seen = [...plain.values()].map((offer) => ({ ...offer, observedAtMs: nowMs }))
        const expected = decide(job, seen, policy, { nowMs, ranked: 3 }).match<Decision | DecisionError>(
          (decision) => decision,
          (error) => error,
        )
        expect(chosenOf(answer.outcome)).toEqual(chosenOf(expected))
        expect(answer.refusals).toEqual(countsOf(expected))
        expect(answer.whole()).toEqual(expected)
      }
    }
    check(startMs)
    for (const [index, step] of steps.entries()) {
      if (market.length === 0 && step.kind !== 'listed') continue
      const nowMs = startMs + (index + 1) * hourMs
      const change = changeOf(step, market)
      expect('kind' in board.change(change)).toBe(false)
      if (change.kind === 'listed' && !market.includes(change.offer.id)) market.push(change.offer.id)
      plain = changed(plain, change)
      check(nowMs)
    }
  },
)

test('of policies within others, the first rule of the inner one counts before any of the outer', () => {
  const inner: Policy = { strategy: { kind: 'cost-first' }, budget: { usdPerHour: 2 } }
  const outer: Policy = { strategy: { kind: 'cost-first' }, providers: { deny: ['runpod'] } }
  const { board, outlook } = begin([buildOffer({ id: 'a' })], { ...inner, within: [outer] })
  const ask = () => outlook.decide({ job: buildJob(), places: [], nowMs: startMs, freeFrom: new Map() })
  expect(ask().refusals).toEqual({ 'provider-denied': 1 })
  board.change({ kind: 'price', atMs: startMs, offerId: 'a', price: { usdPerHour: 3 } })
  expect(ask().refusals).toEqual({ 'hourly-price-over-budget': 1 })
})

test.prop([arbitraryJob(), arbitraryOffers(), arbitraryPolicy(), arbitraryPolicy()], { numRuns: 100 })(
  'so it is with merged policies',
  (job, offers, own, larger) => {
    const { outlook } = begin(offers, mergePolicies(larger, own))
    const answer = outlook.decide({ job, places: [], nowMs: startMs, freeFrom: new Map() })
    expect(answer.whole()).toMatchObject({ kind: answer.outcome.kind })
    expect(answer.refusals).toEqual(countsOf(answer.whole()))
    expect(chosenOf(answer.outcome)).toEqual(chosenOf(answer.whole()))
  },
)
