import { fc, test as property } from '@fast-check/vitest'
import { expect, test } from 'vitest'
import { fixedWorkload } from '../../src/workload/fixed-workload.ts'
import { mergeWorkloads, withIdPrefix } from '../../src/workload/merge-workloads.ts'
import { betweenTimes, takeFirst, thinArrivals } from '../../src/workload/part-of-workload.ts'
import { scaleArrivals } from '../../src/workload/scale-arrivals.ts'
import { buildArrival, expectSound, idsOf, timesOf } from './arrivals.ts'

const arrivals = fc
  .array(fc.integer({ min: -1e6, max: 1e6 }), { maxLength: 40 })
  .map((times) => fixedWorkload(times.map((atMs, index) => buildArrival(`job-${index}`, atMs))))

test('written jobs are put in order, and those of one moment stay as they are', () => {
  const written = [buildArrival('c', 2), buildArrival('b', 1), buildArrival('a', 1)]
  expect(idsOf(fixedWorkload(written))).toEqual(['b', 'a', 'c'])
  expect(written[0]?.job.id).toBe('c')
})

property.prop([arrivals, fc.integer({ min: -3, max: 50 })])(
  'the first jobs are the first jobs',
  (all, count) => {
    expect([...takeFirst(all, count)]).toEqual([...all].slice(0, Math.max(0, count)))
  },
)

property.prop([arrivals, fc.integer(), fc.integer()])(
  'a span keeps what comes in it',
  (all, fromMs, untilMs) => {
    const inside = [...all].filter(({ atMs }) => atMs >= fromMs && atMs < untilMs)
    expect([...betweenTimes(all, { fromMs, untilMs })]).toEqual(inside)
  },
)

test('a span of an endless workload ends', () => {
  const endless = {
    *[Symbol.iterator]() {
      for (let atMs = 0; ; atMs += 1) yield buildArrival(`job-${atMs}`, atMs)
    },
  }
  expect(timesOf(betweenTimes(endless, { fromMs: 5, untilMs: 8 }))).toEqual([5, 6, 7])
})

property.prop([arrivals, fc.double({ min: 0.01, max: 100, noNaN: true })])(
  'a scaled workload keeps its jobs, their order and its beginning',
  (all, factor) => {
    const scaled = scaleArrivals(all, factor)
    expectSound(scaled)
    expect(idsOf(scaled)).toEqual(idsOf(all))
    expect(timesOf(scaled)[0]).toBe(timesOf(all)[0])
    const length = (times: readonly number[]): number => (times.at(-1) ?? 0) - (times[0] ?? 0)
    expect(Math.abs(length(timesOf(scaled)) - length(timesOf(all)) / factor)).toBeLessThanOrEqual(1)
  },
)

test.each([0, -1, Number.NaN, Number.POSITIVE_INFINITY])('scaled by %s no job comes', (factor) => {
  expect([...scaleArrivals([buildArrival('a', 0)], factor)]).toEqual([])
})

test('thinning keeps its share', () => {
  const many = Array.from({ length: 10_000 }, (_, atMs) => buildArrival(`job-${atMs}`, atMs))
  const kept = [...thinArrivals(many, { share: 0.3 })].length
  expect(Math.abs(kept - 3000)).toBeLessThan(4 * Math.sqrt(2100))
  expect([...thinArrivals(many, { share: 1 })]).toHaveLength(10_000)
})

property.prop([arrivals, fc.double({ min: 0, max: 0.5, noNaN: true }), fc.integer()])(
  'what a thin workload has a denser one has too',
  (all, share, seed) => {
    const dense = new Set(idsOf(thinArrivals(all, { share: share * 2, seed })))
    for (const id of idsOf(thinArrivals(all, { share, seed }))) expect(dense).toContain(id)
  },
)

property.prop([fc.array(arrivals, { maxLength: 4 })])('a merged workload has all jobs, in order', (all) => {
  const named = all.map((workload, index) => withIdPrefix(workload, `${index}/`))
  const merged = mergeWorkloads(named)
  expectSound(merged)
  expect([...idsOf(merged)].sort()).toEqual(named.flatMap(idsOf).sort())
})

test('of jobs of one moment those of the first workload come first', () => {
  expect(idsOf(mergeWorkloads([[buildArrival('a', 1)], [buildArrival('b', 1)]]))).toEqual(['a', 'b'])
})
