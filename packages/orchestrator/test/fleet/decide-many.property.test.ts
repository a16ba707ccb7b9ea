import { decide, singleHardware } from '@aima/gpu-core'
import { arbitraryJob, arbitraryOffers, arbitraryPolicy } from '@aima/gpu-testing'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { decideMany } from '../../src/fleet/decide-many.ts'
import {
  arbitraryFleet,
  cheapest,
  firstComeFirstServed,
  givenTwice,
  isAtMost,
  jobOf,
  localOf,
  nowMs,
  optimum,
  rentedOf,
  totalOf,
} from './fleets.ts'

const shuffled = <T>(items: readonly T[], seed: number): readonly T[] =>
  items
    .map((item, index) => ({ item, key: ((index + 1) * 2_654_435_761 * (seed + 1)) % 1_000_003 }))
    .sort((one, other) => one.key - other.key)
    .map(({ item }) => item)

const anyJobs = fc
  .array(arbitraryJob(), { maxLength: 6 })
  .map((jobs) => jobs.map((job, index) => ({ ...job, id: `${job.id} ${index}` })))

test('whatever jobs, offers and policy: nothing is given twice, nothing confidential leaves the house, no job is lost', () => {
  fc.assert(
    fc.property(anyJobs, arbitraryOffers({ maxLength: 9 }), arbitraryPolicy(), (jobs, offers, policy) => {
      const fleet = decideMany(jobs, offers, policy, { nowMs })._unsafeUnwrap()
      expect(givenTwice(fleet)).toEqual([])
      expect(fleet.jobs.map(({ job }) => job.id)).toEqual(jobs.map(({ id }) => id).sort())
      for (const { job, decision, local } of fleet.jobs) {
        if (decision.kind !== 'decision') continue
        expect(local.kind === 'given').toBe(decision.chosen.offer.site === 'local')
        if (job.confidentiality === 'confidential') expect(decision.chosen.offer.site).toBe('local')
      }
    }),
    { numRuns: 600 },
  )
})

test('each decision is the one that core makes when the hardware of the others is refused', () => {
  fc.assert(
    fc.property(arbitraryFleet({ jobs: 5, offers: 4 }), ({ jobs, offers }) => {
      const fleet = decideMany(jobs, offers, cheapest, { nowMs })._unsafeUnwrap()
      const chosen = fleet.jobs.map(({ decision }) =>
        decision.kind === 'decision' ? decision.chosen.offer : undefined,
      )
      for (const [index, { job, decision }] of fleet.jobs.entries()) {
        const others = chosen.filter((offer, other) => offer !== undefined && other !== index)
        const taken = new Set(others.flatMap((offer) => (offer === undefined ? [] : singleHardware(offer))))
        const left = offers.filter((offer) => !singleHardware(offer).some((name) => taken.has(name)))
        const own = decide(job, left, cheapest, { nowMs })
        expect(decision.kind === 'decision' ? decision.chosen : undefined).toEqual(
          own.isOk() ? own.value.chosen : undefined,
        )
      }
    }),
    { numRuns: 300 },
  )
})

test('the order of jobs and offers does not matter', () => {
  fc.assert(
    fc.property(arbitraryFleet({ jobs: 7, offers: 5 }), fc.nat(1000), ({ jobs, offers }, seed) => {
      const once = decideMany(jobs, offers, cheapest, { nowMs })
      const again = decideMany(shuffled(jobs, seed), shuffled(offers, seed + 1), cheapest, { nowMs })
      expect(JSON.stringify(again)).toBe(JSON.stringify(once))
    }),
    { numRuns: 200 },
  )
})

test('all jobs together never cost more than first come first served by id', () => {
  fc.assert(
    fc.property(arbitraryFleet({ jobs: 30, offers: 12 }), ({ jobs, offers }) => {
      const total = totalOf(decideMany(jobs, offers, cheapest, { nowMs })._unsafeUnwrap())
      const byId = [...jobs].sort((one, other) => (one.id < other.id ? -1 : 1))
      expect(isAtMost(total, firstComeFirstServed(byId, offers, cheapest))).toBe(true)
    }),
    { numRuns: 300 },
  )
})

test('nor, but for very few cases, than first come first served in whichever order they come', () => {
  let cases = 0
  let dearer = 0
  fc.assert(
    fc.property(arbitraryFleet({ jobs: 30, offers: 12 }), fc.nat(1000), ({ jobs, offers }, seed) => {
      const total = totalOf(decideMany(jobs, offers, cheapest, { nowMs })._unsafeUnwrap())
      for (const order of [
        jobs,
        jobs.toReversed(),
        ...[0, 1, 2].map((more) => shuffled(jobs, seed + more)),
      ]) {
        const served = firstComeFirstServed(order, offers, cheapest)
        cases += 1
        if (isAtMost(total, served)) continue
        dearer += 1
        expect(total.unplaced).toBeLessThanOrEqual(served.unplaced + 1)
        expect(total.usd).toBeLessThan(served.usd * 1.1)
      }
    }),
    { numRuns: 300 },
  )
  console.log(`dearer than first come first served in some order: ${dearer} of ${cases}`)
  expect(dearer / cases).toBeLessThan(0.02)
})

test('all jobs together come near the least that they can cost', () => {
  let cases = 0
  let atOptimum = 0
  let worst = 1
  fc.assert(
    fc.property(arbitraryFleet({ jobs: 5, offers: 4 }), ({ jobs, offers }) => {
      const total = totalOf(decideMany(jobs, offers, cheapest, { nowMs })._unsafeUnwrap())
      const least = optimum(jobs, offers, cheapest)
      expect(isAtMost(least, total)).toBe(true)
      expect(total.unplaced).toBe(least.unplaced)
      cases += 1
      if (isAtMost(total, least)) atOptimum += 1
      if (least.usd > 0) worst = Math.max(worst, total.usd / least.usd)
    }),
    { numRuns: 1000 },
  )
  console.log(`at the optimum: ${atOptimum} of ${cases}; worst: ${worst.toFixed(4)} times the optimum`)
  expect(worst).toBeLessThan(1.02)
  expect(atOptimum / cases).toBeGreaterThan(0.99)
})

test('a hundred jobs on eight GPUs and a thousand offers are decided in a blink', () => {
  const jobs = Array.from({ length: 100 }, (_, index) => jobOf(`job-${index}`, 1 + ((index * 37) % 50)))
  const offers = [
    ...Array.from({ length: 8 }, (_, index) => localOf(`local-${index}`)),
    ...Array.from({ length: 1000 }, (_, index) =>
      rentedOf(
        `rented-${index}`,
        0.5 + index / 1000,
        index % 2 === 0 ? { exclusiveKeys: [`m-${index}`] } : {},
      ),
    ),
  ]
  const startMs = performance.now()
  const fleet = decideMany(jobs, offers, cheapest, { nowMs })._unsafeUnwrap()
  console.log(`100 jobs, 1008 offers: ${(performance.now() - startMs).toFixed(0)} ms`)
  expect(givenTwice(fleet)).toEqual([])
  expect(fleet.jobs.filter(({ local }) => local.kind === 'given')).toHaveLength(8)
})
