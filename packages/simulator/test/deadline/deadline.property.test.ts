import {
  type DeadlineJob,
  type DeadlinePolicy,
  greedy,
  isFeasible,
  lindy,
  type Machine,
  onDemand,
  proportionalSlack,
  uniformProgress,
} from '@aima/gpu-deadline'
import { fc, test } from '@fast-check/vitest'
import { expect } from 'vitest'
import { optimalCost } from '../../src/deadline/optimum.ts'
import { runOnTrace } from '../../src/deadline/run-on-trace.ts'
import { type SpotZone, zoneAtOnePrice } from '../../src/deadline/spot-zone.ts'

const tickSeconds = 600

/** Whatever a policy may come up with, drawn from a number. */
const erratic = (seed: number): DeadlinePolicy => ({
  name: 'erratic',
  begin:
    () =>
    ({ tick }): Machine =>
      (['none', 'spot', 'on-demand'] as const)[(Math.imul(seed + tick, 2654435761) >>> 9) % 3] ?? 'none',
})

const policies = fc.oneof(
  fc.constantFrom(onDemand, greedy, uniformProgress, proportionalSlack, lindy),
  fc.nat().map(erratic),
)

const jobs: fc.Arbitrary<DeadlineJob> = fc
  .record({
    workMinutes: fc.integer({ min: 1, max: 400 }),
    slackMinutes: fc.integer({ min: 0, max: 300 }),
    startMinutes: fc.integer({ min: 0, max: 25 }),
  })
  .map(({ workMinutes, slackMinutes, startMinutes }) => ({
    workSeconds: workMinutes * 60,
    deadlineSeconds: (workMinutes + slackMinutes) * 60,
    startSeconds: startMinutes * 60,
    tickSeconds,
    onDemandUsdPerHour: 3,
  }))

/** Spells of 1 to 20 ticks, by turns with and without spot. */
const zones: fc.Arbitrary<SpotZone> = fc
  .array(fc.integer({ min: 1, max: 20 }), { maxLength: 20 })
  .map((spells) =>
    zoneAtOnePrice(
      spells.flatMap((ticks, index) => Array(ticks).fill(index % 2)),
      1,
    ),
  )

/** Progress of a run, counted again from its machines (s). */
const progressOf = (machines: readonly Machine[], zone: SpotZone, job: DeadlineJob): number => {
  let done = 0
  let start = 0
  let before: Machine = 'none'
  machines.forEach((machine, tick) => {
    const running = before === 'spot' && zone.isAvailable[tick] !== 1 ? 'none' : before
    if (machine !== running) start = job.startSeconds
    if (machine !== 'none') done += Math.max(0, tickSeconds - start)
    if (machine !== 'none') start = Math.max(0, start - tickSeconds)
    before = machine
  })
  return done
}

const options = { numRuns: 1000 }

test.prop([jobs, zones, policies], options)('nobody is late where on-demand is not', (job, zone, policy) => {
  const { isLate } = runOnTrace({ job, zone, policy })._unsafeUnwrap()
  expect(isLate && isFeasible(job)).toBe(false)
})

test.prop([jobs, zones, policies], options)('nobody is cheaper than the optimum', (job, zone, policy) => {
  const { costUsd, isLate } = runOnTrace({ job, zone, policy })._unsafeUnwrap()
  const leastUsd = optimalCost({ job, zones: [zone] }).unwrapOr(0)
  expect(isLate || costUsd > leastUsd - 1e-9).toBe(true)
})

test.prop([jobs, zones, policies], options)('the progress of the ticks is the work', (job, zone, policy) => {
  const { machines } = runOnTrace({ job, zone, policy })._unsafeUnwrap()
  const done = progressOf(machines, zone, job)
  expect(done).toBeGreaterThanOrEqual(job.workSeconds)
  expect(progressOf(machines.slice(0, -1), zone, job)).toBeLessThan(job.workSeconds)
})

test.prop([jobs, zones, policies], options)('every dollar is a tick', (job, zone, policy) => {
  const { costUsd, machines } = runOnTrace({ job, zone, policy })._unsafeUnwrap()
  const count = (wanted: Machine) => machines.filter((machine) => machine === wanted).length
  expect(costUsd).toBeCloseTo((count('spot') * 1 + count('on-demand') * 3) / 6, 9)
})

test.prop([jobs, zones, policies])('spot runs only where it can be had', (job, zone, policy) => {
  const { machines } = runOnTrace({ job, zone, policy })._unsafeUnwrap()
  expect(machines.every((machine, tick) => machine !== 'spot' || zone.isAvailable[tick] === 1)).toBe(true)
})

test.prop([jobs, zones, policies, fc.nat(120)])(
  'what comes later changes nothing that was decided before',
  (job, zone, policy, cut) => {
    const flipped = zoneAtOnePrice(
      zone.isAvailable.map((is, tick) => (tick > cut ? 1 - is : is)),
      1,
    )
    const one = runOnTrace({ job, zone, policy })._unsafeUnwrap().machines
    const other = runOnTrace({ job, zone: flipped, policy })._unsafeUnwrap().machines
    expect(other.slice(0, cut + 1)).toEqual(one.slice(0, cut + 1))
  },
)
