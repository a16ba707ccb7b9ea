import { buildJob } from '@aima/gpu-testing'
import { describe, expect, test, vi } from 'vitest'
import { compare } from '../../src/compare/compare.ts'
import { describeCompareError } from '../../src/compare/compare-error.ts'
import type { CompareOptions, CompareProgress } from '../../src/compare/compare-options.ts'
import type { Comparison } from '../../src/compare/comparison.ts'
import type { Violation } from '../../src/result/violation.ts'
import type { Simulate } from '../../src/simulate.ts'
import { buildDistribution } from '../checks/built-results.ts'
import { buildPolicy, costing, createFake, emptyMarket, failingAt, markOf } from './fake-simulate.ts'

const policies = { cheap: buildPolicy(1), fast: buildPolicy(9) }
const arrivals = [{ atMs: 0, job: buildJob() }]

/** Cheap costs 10 and fast 14, both by the seed more. */
const { simulate } = createFake(({ policy, seed = 1 }) => costing((markOf(policy) === 1 ? 10 : 14) + seed))

const scenario = { policies, jobs: arrivals, market: emptyMarket, simulate }

const compared = async (options: Partial<CompareOptions> = {}): Promise<Comparison> =>
  (await compare({ ...scenario, ...options }))._unsafeUnwrap()

describe('the simulations', () => {
  test('are one for each policy and seed, and all policies meet the same jobs and market', async () => {
    const { asked, ...fake } = createFake(() => costing(1))
    const jobs = vi.fn((_seed: number) => [...arrivals])
    const market = vi.fn((seed: number) => ({ ...emptyMarket, name: `market ${seed}` }))
    await compared({ ...fake, jobs, market, seeds: [4, 5] })
    expect(asked.map(({ policy, seed }) => [markOf(policy), seed])).toEqual([
      [1, 4],
      [9, 4],
      [1, 5],
      [9, 5],
    ])
    expect(jobs.mock.calls).toEqual([[4], [5]])
    expect(market.mock.calls).toEqual([[4], [5]])
    expect(asked[0]?.jobs).toBe(asked[1]?.jobs)
    expect(asked[0]?.market).toBe(asked[1]?.market)
    expect(asked[2]?.market.name).toBe('market 5')
  })

  test('keep their jobs for the first seed alone', async () => {
    const { asked, ...fake } = createFake(() => costing(1))
    const { policies: all } = await compared({ ...fake, seeds: [3, 2, 1] })
    expect(asked.map(({ keepJobs }) => keepJobs)).toEqual([true, true, false, false, false, false])
    expect(all.map(({ sample }) => [sample.seed, sample.jobs.length])).toEqual([
      [3, 1],
      [3, 1],
    ])
  })

  test('have all other options, and nothing that is of the comparison', async () => {
    const { asked, ...fake } = createFake(() => costing(1))
    await compared({ ...fake, seeds: [1], retryHours: 2, recovery: 'wait', ranked: 1, baseline: 'fast' })
    expect(asked[0]).toMatchObject({ retryHours: 2, recovery: 'wait', ranked: 1 })
    const names = asked.flatMap((options) => Object.keys(options))
    expect(names.filter((name) => ['policies', 'seeds', 'baseline', 'simulate'].includes(name))).toEqual([])
  })

  test('are of five seeds when nothing is said', async () => {
    expect((await compared()).seeds).toEqual([1, 2, 3, 4, 5])
    expect((await compared({ seeds: 2 })).seeds).toEqual([1, 2])
  })
})

describe('the comparison', () => {
  test('has means with intervals and paired differences to the first policy', async () => {
    const { baseline, policies: all, market } = await compared({ seeds: 3 })
    expect([baseline, market]).toEqual(['cheap', 'test market'])
    expect(all[0]).toMatchObject({ name: 'cheap', policy: policies.cheap, differences: null })
    expect(all[0]?.means.totalUsd.mean).toBe(12)
    expect(all[0]?.means.totalUsd.interval?.high).toBeCloseTo(12 + 4.303 / Math.sqrt(3), 12)
    expect(all[1]?.differences?.totalUsd).toEqual({
      count: 3,
      mean: 4,
      interval: { low: 4, high: 4 },
      excludesZero: true,
    })
  })

  test('holds the others against the named baseline', async () => {
    const { policies: all } = await compared({ baseline: 'fast' })
    expect(all.map(({ differences }) => differences?.totalUsd.mean)).toEqual([-4, undefined])
  })

  test('of one seed has no interval', async () => {
    const { policies: all } = await compared({ seeds: 1 })
    expect(all[1]?.means.totalUsd).toEqual({ count: 1, mean: 15, interval: null })
    expect(all[1]?.differences?.totalUsd).toMatchObject({ mean: 4, interval: null, excludesZero: null })
  })

  test('has the summary of each seed', async () => {
    const { policies: all } = await compared({ seeds: [8, 6] })
    expect(all[0]?.runs.map(({ seed, summary }) => [seed, summary.spending.totalUsd])).toEqual([
      [8, 18],
      [6, 16],
    ])
  })

  test('is plain JSON, the same each time', async () => {
    const comparison = await compared({ seeds: 3 })
    expect(JSON.parse(JSON.stringify(comparison))).toEqual(comparison)
    expect(JSON.stringify(await compared({ seeds: 3 }))).toBe(JSON.stringify(comparison))
  })

  test('lists violations with policy and seed', async () => {
    const violation: Violation = { invariant: 'used-twice', atMs: 5, jobId: 'job-1', detail: 'GPU-1' }
    const broken: Simulate = (options) =>
      simulate(options).map((result) => ({ ...result, violations: options.seed === 2 ? [violation] : [] }))
    const { violations } = await compared({ simulate: broken, seeds: 2 })
    expect(violations).toEqual([
      { policy: 'cheap', seed: 2, violation },
      { policy: 'fast', seed: 2, violation },
    ])
  })
})

describe('the front of cost and completion', () => {
  const frontOf = async (
    facts: Readonly<Record<string, { usd: number; hours: number; done?: number }>>,
  ): Promise<readonly string[]> => {
    const names = Object.keys(facts)
    const fake = createFake(({ policy }) => {
      const { usd = 0, hours = 0, done = 10 } = facts[names[markOf(policy)] ?? ''] ?? {}
      return costing(usd, { jobs: 10, done, completionHours: buildDistribution(hours, done) })
    })
    const all = Object.fromEntries(names.map((name, index) => [name, buildPolicy(index)]))
    const comparison = await compared({ ...fake, policies: all, seeds: 2 })
    return comparison.policies.filter(({ isOnFront }) => isOnFront).map(({ name }) => name)
  }

  test('has those that no other beats in both', async () => {
    const front = await frontOf({
      cheap: { usd: 5, hours: 9 },
      fast: { usd: 9, hours: 2 },
      neither: { usd: 9, hours: 9 },
      between: { usd: 7, hours: 5 },
    })
    expect(front).toEqual(['cheap', 'fast', 'between'])
  })

  test('has both of two that are equal', async () => {
    expect(await frontOf({ a: { usd: 5, hours: 1 }, b: { usd: 5, hours: 1 } })).toEqual(['a', 'b'])
  })

  test('keeps a policy that only one which does less would beat', async () => {
    const front = await frontOf({ lazy: { usd: 1, hours: 1, done: 2 }, diligent: { usd: 9, hours: 3 } })
    expect(front).toEqual(['lazy', 'diligent'])
  })

  test('has no policy that does nothing', async () => {
    expect(await frontOf({ idle: { usd: 0, hours: 0, done: 0 }, other: { usd: 9, hours: 3 } })).toEqual([
      'other',
    ])
  })
})

describe('what goes wrong', () => {
  const errorOf = async (options: Partial<CompareOptions>): Promise<string> =>
    describeCompareError((await compare({ ...scenario, ...options }))._unsafeUnwrapErr())

  test.each<[string, Partial<CompareOptions>]>([
    ['policies: expected at least one', { policies: {} }],
    ['baseline: expected one of "cheap", "fast"', { baseline: 'dear' }],
    ['baseline: expected one of "cheap", "fast"', { baseline: 'toString' }],
    ['seeds: expected at least one', { seeds: [] }],
    ['seeds: expected each seed once', { seeds: [1, 2, 1] }],
    ['seeds: expected whole numbers', { seeds: [1.5] }],
    ['seeds: expected a whole number of 1 or more, or a list', { seeds: 0 }],
    ['seeds: expected a whole number of 1 or more, or a list', { seeds: Number.NaN }],
  ])('%s', async (text, options) => {
    expect(await errorOf(options)).toBe(text)
  })

  test('jobs that only the first policy could read are refused', async () => {
    const generator = (function* () {
      yield* arrivals
    })()
    const text =
      'jobs: expected jobs that can be read once for each policy, such as a list, not a generator that has begun'
    expect(await errorOf({ jobs: generator })).toBe(text)
    expect(await errorOf({ jobs: () => arrivals.values() })).toBe(text)
    expect((await compared({ jobs: new Set(arrivals), seeds: 1 })).seeds).toEqual([1])
  })

  test('a failed simulation is named by policy and seed, and ends the comparison', async () => {
    const failing = failingAt(9, 2, {
      kind: 'unsound-input',
      path: 'jobs[3].id',
      expected: 'an id of its own',
    })
    const asked = vi.fn(failing)
    expect(await errorOf({ simulate: asked })).toBe(
      'policy "fast" with seed 2: jobs[3].id: expected an id of its own',
    )
    expect(asked).toHaveBeenCalledTimes(4)
  })

  test('a simulation that was ended tells how far it had come', async () => {
    const error = await errorOf({
      simulate: failingAt(1, 3, { kind: 'aborted', atMs: Date.UTC(2026, 0, 1) }),
    })
    expect(error).toBe('policy "cheap" with seed 3: ended from outside at 2026-01-01T00:00:00.000Z')
  })

  test('a signal ends it between simulations', async () => {
    const controller = new AbortController()
    const onProgress = ({ finishedRuns }: CompareProgress): void => {
      if (finishedRuns === 2) controller.abort()
    }
    const { asked, ...fake } = createFake(() => costing(1))
    const error = await errorOf({ ...fake, onProgress, signal: controller.signal })
    expect(error).toBe('policy "fast" with seed 2: ended from outside before it began')
    expect(asked).toHaveLength(3)
  })

  test('a signal that has fired already lets nothing begin', async () => {
    const { asked, ...fake } = createFake(() => costing(1))
    await errorOf({ ...fake, signal: AbortSignal.abort() })
    expect(asked).toEqual([])
  })

  test('the signal is handed to each simulation', async () => {
    const { asked, ...fake } = createFake(() => costing(1))
    const { signal } = new AbortController()
    await compared({ ...fake, signal, seeds: 1 })
    expect(asked.map((options) => options.signal)).toEqual([signal, signal])
  })
})

test('progress tells which simulation runs, and how far it has come', async () => {
  const within = { atMs: 5, arrived: 2, ended: 1, decisions: 3 }
  const telling: Simulate = (options) => {
    options.onProgress?.(within)
    return simulate(options)
  }
  const seen: CompareProgress[] = []
  await compared({ simulate: telling, seeds: 1, onProgress: (progress) => seen.push(progress) })
  expect(seen).toEqual([
    { policy: 'cheap', seed: 1, finishedRuns: 0, runs: 2, simulation: null },
    { policy: 'cheap', seed: 1, finishedRuns: 0, runs: 2, simulation: within },
    { policy: 'fast', seed: 1, finishedRuns: 1, runs: 2, simulation: null },
    { policy: 'fast', seed: 1, finishedRuns: 1, runs: 2, simulation: within },
  ])
})
