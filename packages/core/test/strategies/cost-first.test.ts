import { describe, expect, test } from 'vitest'
import type { Job, Offer } from '../../src/index.ts'
import {
  after,
  cloudOffer,
  costing,
  decided,
  jobOf,
  localOffer,
  policyOf,
  rankedIds,
  spotOffer,
} from '../builders.ts'

/** Costs 2 USD an hour and takes one; the slow one costs 1.5 USD an hour and takes two. */
const fast = cloudOffer({ id: 'fast', price: { usdPerHour: 2 }, gpu: { name: 'fast' } })
const slow = cloudOffer({ id: 'slow', price: { usdPerHour: 1.5 }, gpu: { name: 'slow' } })
const measured: Job = jobOf({ run: { hoursByGpu: { fast: 1, slow: 2 } } })
const unmeasured: Job = jobOf({ run: { throughputByGpu: { fast: 2, slow: 1 } } })

const idsBy = (basis: 'job' | 'hour' | undefined, job: Job) =>
  rankedIds([slow, fast], { job, policy: policyOf({ kind: 'cost-first', basis }) })

describe('the basis', () => {
  test('is the job when its run time is known from measured hours', () => {
    expect(idsBy(undefined, measured)).toEqual(['fast', 'slow'])
  })

  test('is the job when its run time is stated', () => {
    const stated = jobOf({ run: { ...unmeasured.run, refHours: 1, referenceGpu: 'fast' } })
    expect(idsBy(undefined, stated)).toEqual(['fast', 'slow'])
  })

  test('is the job when the hours of a single GPU were measured', () => {
    const { reason } = decided([fast], { job: jobOf({ run: { hoursByGpu: { fast: 1 } } }) })
    expect(reason).toEqual({ kind: 'cheapest', basis: 'job' })
  })

  test('is the hour when the run time is unknown', () => {
    expect(idsBy(undefined, unmeasured)).toEqual(['slow', 'fast'])
  })

  test('is the hour when nothing is said of the run', () => {
    const dear = cloudOffer({ id: 'dear', price: { usdPerHour: 2 } })
    const asked = { job: jobOf({ run: undefined }), policy: policyOf({ kind: 'cost-first' }) }
    expect(decided([dear], asked).reason).toEqual({ kind: 'cheapest', basis: 'hour' })
  })

  test('is the hour when the strategy says so', () => {
    expect(idsBy('hour', measured)).toEqual(['slow', 'fast'])
  })

  test('is the job when the strategy says so', () => {
    expect(idsBy('job', unmeasured)).toEqual(['fast', 'slow'])
  })
})

test('the reason tells the basis', () => {
  expect(decided([fast], { job: measured }).reason).toEqual({ kind: 'cheapest', basis: 'job' })
})

test('site and provider are no matter', () => {
  const offers = [
    localOffer({ id: 'own', ...costing(3) }),
    cloudOffer({ id: 'aws', price: { usdPerHour: 2 } }),
    cloudOffer({ id: 'stranger', provider: 'vastai', providerKind: 'gpu-cloud', price: { usdPerHour: 1 } }),
    localOffer({ id: 'old', ...costing(0.5) }),
  ]
  expect(rankedIds(offers)).toEqual(['old', 'stranger', 'aws', 'own'])
})

test('the total counts and not the hourly price', () => {
  const traffic = (id: string, usdPerHour: number, egressUsdPerGB: number): Offer =>
    cloudOffer({ id, price: { usdPerHour }, network: { egressUsdPerGB, egressMbps: 1e9 } })
  const job = jobOf({ data: { outputGB: 100, downlinkMbps: 1e9 } })
  expect(rankedIds([traffic('free', 2, 0), traffic('paid', 1, 0.1)], { job })).toEqual(['free', 'paid'])
})

describe('equal totals', () => {
  test('are ordered by time', () => {
    const offers = [cloudOffer({ id: 'a', ...after(2) }), cloudOffer({ id: 'b', ...after(1) })]
    expect(rankedIds(offers)).toEqual(['b', 'a'])
  })

  test('and times are ordered by risk', () => {
    const risky = (id: string, interruptionsPerHour: number): Offer =>
      spotOffer({ id, spotRisk: { interruptionsPerHour, recoverWaitHours: 0 } })
    const job = jobOf({ run: { refHours: 0, referenceGpu: 'RTX 4090', restartHours: 0 } })
    const started = { billing: { billStepSeconds: 1, billMinSeconds: 3600 } }
    const offers = [
      { ...risky('a', 0.1), ...started },
      { ...risky('b', 0.2), ...started },
      cloudOffer({ id: 'c', ...started }),
    ]
    expect(rankedIds(offers, { job })).toEqual(['c', 'a', 'b'])
  })

  test('times and risks are ordered by the code units of the id', () => {
    const ids = ['b', 'a', '\u{1F600}', '\uFF5E', 'B', 'a1']
    expect(rankedIds(ids.map((id) => cloudOffer({ id })))).toEqual([
      'B',
      'a',
      'a1',
      'b',
      '\u{1F600}',
      '\uFF5E',
    ])
  })

  test('are those that differ by less than a millionth of a dollar', () => {
    const offers = [
      cloudOffer({ id: 'a', price: { usdPerHour: 1.0000001 }, ...after(1) }),
      cloudOffer({ id: 'b', price: { usdPerHour: 1.0000004 } }),
    ]
    expect(rankedIds(offers)).toEqual(['b', 'a'])
  })

  test('are not those that differ by a millionth of a dollar', () => {
    const offers = [
      cloudOffer({ id: 'a', price: { usdPerHour: 1 }, ...after(1) }),
      cloudOffer({ id: 'b', price: { usdPerHour: 1.000001 } }),
    ]
    expect(rankedIds(offers)).toEqual(['a', 'b'])
  })

  test('take times that differ by less than a millisecond as equal', () => {
    const offers = [
      cloudOffer({ id: 'a', ...after(1 + 0.3 / 3.6e6) }),
      cloudOffer({ id: 'b', ...after(1 + 0.1 / 3.6e6) }),
    ]
    expect(rankedIds(offers)).toEqual(['a', 'b'])
  })

  test('take times that differ by a millisecond as different', () => {
    const offers = [cloudOffer({ id: 'a', ...after(1 + 1 / 3.6e6) }), cloudOffer({ id: 'b', ...after(1) })]
    expect(rankedIds(offers)).toEqual(['b', 'a'])
  })
})
