import { describe, expect, test } from 'vitest'
import { decide, type Job, mergePolicies, type Offer, type Policy } from '../src/index.ts'
import {
  after,
  cheapest,
  cloudOffer,
  costing,
  decided,
  jobOf,
  localOffer,
  nowMs,
  policyOf,
  refused,
  spotOffer,
} from './builders.ts'

const job: Job = jobOf({
  needs: { vramGiB: 24 },
  run: { refHours: 5, checkpoint: { everyHours: 'auto' } },
  data: { inputGB: 20, outputGB: 5, imageGB: 8 },
  deadlineHours: 9,
  labels: { team: 'forensics' },
})

const offers: readonly Offer[] = [
  localOffer(after(1)),
  cloudOffer({ energy: { powerKW: 0.5, gridGPerKWh: 300 } }),
  spotOffer({ spotRisk: { interruptionsPerHour: 0.1 }, price: { usdPerHour: 0.4, onDemandUsdPerHour: 1 } }),
  cloudOffer({ id: 'small', gpu: { name: 'RTX 3060', vramGiB: 12 } }),
  cloudOffer({ id: 'unpriced', price: undefined }),
  cloudOffer({ id: 'gone', capacity: { stock: 'none' } }),
  cloudOffer({ id: 'elsewhere', place: { region: 'us-1', country: 'US' } }),
]

const policy: Policy = mergePolicies(
  policyOf({ kind: 'cost-first' }, { residency: { countries: ['EU'] }, budget: { usdPerJob: 100 } }),
  policyOf(
    { kind: 'decision-matrix' },
    { localCost: 'full', priceAdjustments: [{ kind: 'multiply', where: { provider: 'aws' }, factor: 0.9 }] },
  ),
)

const text = (given: readonly Offer[], forJob = job, under = policy): string =>
  decide(forJob, given, under, { nowMs }).match(JSON.stringify, JSON.stringify)

const parsed = <T>(value: T): T => JSON.parse(JSON.stringify(value))

describe('a decision', () => {
  const decision = decided(offers, { job, policy })

  test('is plain JSON', () => {
    expect(parsed(decision)).toEqual(decision)
  })

  test('is made again to the byte from the job, the offers and the policy as JSON', () => {
    expect(text(parsed(offers), parsed(job), parsed(policy))).toBe(text(offers))
  })

  test('is made again from what it carries', () => {
    const { chosen, alternatives } = parsed(decision)
    const passed = [chosen, ...alternatives].map(({ offer }) => offer)
    expect(decided(passed, { job: decision.job, policy: decision.policy }).chosen).toEqual(decision.chosen)
  })

  test('does not depend on the order of the offers', () => {
    expect(text([...offers].reverse())).toBe(text(offers))
  })

  test('names each offer once, as a candidate or as refused', () => {
    const { chosen, alternatives, others, rejections } = decision
    const candidates = [chosen, ...alternatives].map(({ offer }) => offer.id)
    const ids = [
      ...candidates,
      ...others.map(({ offerId }) => offerId),
      ...rejections.map(({ offerId }) => offerId),
    ]
    expect(ids.sort()).toEqual(offers.map(({ id }) => id).sort())
  })

  test('counts the offers by the gates that refused them', () => {
    expect(decision.counts).toEqual({
      offers: 7,
      candidates: 3,
      rejected: {
        confidentiality: 0,
        residency: 1,
        technical: 1,
        price: 1,
        spot: 0,
        availability: 1,
        budget: 0,
        strategy: 0,
        estimate: 0,
      },
    })
  })

  test('lists its rejections by id', () => {
    expect(decision.rejections.map(({ offerId }) => offerId)).toEqual([
      'elsewhere',
      'gone',
      'small',
      'unpriced',
    ])
  })

  test('numbers the ranking from 1', () => {
    expect([decision.chosen, ...decision.alternatives].map(({ rank }) => rank)).toEqual([1, 2, 3])
  })

  test('carries the question: job, policy and time', () => {
    expect([decision.job, decision.policy, decision.nowMs]).toEqual([job, policy, nowMs])
  })
})

test('no decision is plain JSON, too', () => {
  const error = refused(offers, { job: jobOf({ needs: { vramGiB: 999 } }) })
  expect(parsed(error)).toEqual(error)
})

test('no decision counts the offers by the gates that refused them', () => {
  const { counts } = refused([cloudOffer({ price: undefined }), localOffer()], {
    job: jobOf({ needs: { vcpus: 8 } }),
  })
  expect([counts.offers, counts.candidates, counts.rejected.technical]).toEqual([2, 0, 2])
})

describe('how many are ranked', () => {
  const many = Array.from({ length: 30 }, (_, index) =>
    cloudOffer({
      id: `offer-${String(index).padStart(2, '0')}`,
      price: { usdPerHour: 1 + ((index * 7 + 13) % 30) },
    }),
  )
  const cheapestFirst = many
    .toSorted((one, other) => (one.price?.usdPerHour ?? 0) - (other.price?.usdPerHour ?? 0))
    .map(({ id }) => id)
  const rank = (ranked?: number) => decide(jobOf(), many, cheapest, { nowMs, ranked })._unsafeUnwrap()
  const idsOf = ({ chosen, alternatives }: ReturnType<typeof rank>) =>
    [chosen, ...alternatives].map(({ offer }) => offer.id)

  test.each([1, 5, 29, 30, 31, Number.POSITIVE_INFINITY])('can be set to %d', (ranked) => {
    expect(idsOf(rank(ranked))).toEqual(cheapestFirst.slice(0, ranked))
  })

  test('is 20 unless somebody sets it', () => {
    expect(idsOf(rank())).toEqual(cheapestFirst.slice(0, 20))
  })

  test('counts a fraction as the whole number below it', () => {
    expect(idsOf(rank(2.9))).toEqual(cheapestFirst.slice(0, 2))
  })

  test('leaves the others quoted by id', () => {
    const rest = cheapestFirst.slice(5).sort()
    expect(rank(5).others.map(({ offerId }) => offerId)).toEqual(rest)
  })

  test('leaves the quote of the others complete', () => {
    const [chosen, other] = [
      cloudOffer({ id: 'a' }),
      cloudOffer({ id: 'b', price: { usdPerHour: 2 }, ...after(3) }),
    ]
    const { others } = decide(jobOf(), [chosen, other], cheapest, { nowMs, ranked: 1 })._unsafeUnwrap()
    expect(others).toEqual([
      {
        offerId: 'b',
        provider: 'aws',
        site: 'cloud',
        usdPerHour: 2,
        totalUsd: 2,
        completionHours: 4,
        waitHours: 3,
        uploadHours: 0,
        interruptionsPerHour: 0,
        deadlineChance: null,
        carbonGrams: null,
      },
    ])
  })

  test.each([0, -1, Number.NaN])('cannot be %d', (ranked) => {
    expect(decide(jobOf(), many, cheapest, { nowMs, ranked })._unsafeUnwrapErr().kind).toBe('invalid-moment')
  })
})

test('two offers of one id are an error, because nobody could tell which was chosen', () => {
  const error = decide(jobOf(), [cloudOffer(), localOffer(), cloudOffer()], cheapest, {
    nowMs,
  })._unsafeUnwrapErr()
  expect(error).toEqual({ kind: 'duplicate-offer-id', offerId: 'cloud' })
})

test.each([Number.NaN, Number.POSITIVE_INFINITY])('%d is no present', (moment) => {
  const error = decide(jobOf(), [], cheapest, { nowMs: moment })._unsafeUnwrapErr()
  expect(error.kind).toBe('invalid-moment')
})

test('what goes in is not changed', () => {
  const given = [localOffer(costing(2)), cloudOffer()]
  const before = JSON.stringify([given, job, policy])
  decided(given, { job, policy })
  expect(JSON.stringify([given, job, policy])).toBe(before)
})
