import {
  type DeadlineJob,
  type DeadlinePolicy,
  greedy,
  lindy,
  type Machine,
  onDemand,
  proportionalSlack,
  uniformProgress,
} from '@aima/gpu-deadline'
import { fc, test } from '@fast-check/vitest'
import { expect } from 'vitest'
import type { DeadlineAdvice } from '../../src/deadline/deadline-advice.ts'
import type { Placement } from '../../src/place/placement.ts'
import { launch } from '../house.ts'
import { demandOffer, jobOf, marketOf, sixTicks, spotOffer } from './spot-market.ts'

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

/** Times are whole seconds, and no whole ticks. */
const terms: fc.Arbitrary<DeadlineJob> = fc
  .record({
    workSeconds: fc.integer({ min: 60, max: 12_000 }),
    slackSeconds: fc.integer({ min: 0, max: 9_000 }),
    startSeconds: fc.integer({ min: 0, max: 900 }),
  })
  .map(({ workSeconds, slackSeconds, startSeconds }) => ({
    ...sixTicks,
    workSeconds,
    deadlineSeconds: workSeconds + startSeconds + slackSeconds,
    startSeconds,
  }))

/** Seconds with spot and without it, by turns; after the last it is away. */
const spells = fc.array(fc.integer({ min: 1, max: 5000 }), { maxLength: 12 })

/** How long after the last call the next one comes, at the latest (s). */
const gaps = fc.array(fc.integer({ min: 1, max: 600 }), { minLength: 1, maxLength: 6 })

/** End of the spell that a time lies in (s), and whether it has spot. */
const spellAt = (lengths: readonly number[], seconds: number) => {
  let end = 0
  for (const [index, length] of lengths.entries()) {
    end += length
    if (seconds < end) return { end, isUp: index % 2 === 0 }
  }
  return { end: Number.POSITIVE_INFINITY, isUp: false }
}

interface Course {
  readonly job: DeadlineJob
  readonly lengths: readonly number[]
  readonly pauses: readonly number[]
  readonly policy: DeadlinePolicy
  /** How fast spot is beside on-demand. */
  readonly spotSpeed: number
}

interface Running {
  readonly placement: Placement<string>
  readonly isSpot: boolean
  readonly worksFrom: number
  readonly speed: number
}

/** Lets a job run in continuous time, and its owner ask whenever the pauses say so, at each loss, and when the last advice ends. Gives its end (s). */
const endOf = async ({ job, lengths, pauses, policy, spotSpeed }: Course): Promise<number> => {
  let now = 0
  const gpu = { name: 'Odd', model: 'Odd', vramGiB: 24 }
  const listNow = () => [demandOffer(job), spotOffer(job, spellAt(lengths, now).isUp, { gpu })]
  const { orchestrator, clock } = marketOf(listNow)
  const hours = job.workSeconds / 3600
  const whole = jobOf(job)
  const hoursByGpu = { Odd: hours / spotSpeed, 'RTX 4090': hours }
  const watch = orchestrator
    .meetDeadline({ ...whole, run: { ...whole.run, hoursByGpu } }, { policy })
    ._unsafeUnwrap()
  let running: Running | undefined
  let done = 0
  const follow = async (advice: DeadlineAdvice): Promise<void> => {
    const next = advice.kind === 'late' ? advice.next : advice
    if (advice.kind === 'wait') running = undefined
    if (next === undefined || !('candidate' in next)) return
    const placed = await orchestrator.place(next.job, { launch, adjust: next.adjust })
    const placement = placed._unsafeUnwrap()
    const isSpot = placement.candidate.offer.purchase === 'spot'
    running = { placement, isSpot, worksFrom: now + job.startSeconds, speed: isSpot ? spotSpeed : 1 }
  }
  for (let call = 0; ; call += 1) {
    const advice = (
      await watch.advise({ progress: { done: done / job.workSeconds }, running: running?.placement })
    )._unsafeUnwrap()
    if (advice.kind === 'done') {
      await orchestrator.close()
      return now
    }
    await follow(advice)
    const untilSeconds = (advice.untilMs - clock.nowMs()) / 1000
    const pause = Math.min(untilSeconds, pauses[call % pauses.length] ?? untilSeconds)
    const lossAt = running?.isSpot ? spellAt(lengths, now).end : Number.POSITIVE_INFINITY
    const at = running && Math.max(now, running.worksFrom) + (job.workSeconds - done) / running.speed
    const then = Math.min(now + pause, lossAt, Math.ceil(at ?? Number.POSITIVE_INFINITY))
    if (running !== undefined) done += Math.max(0, then - Math.max(now, running.worksFrom)) * running.speed
    done = Math.min(done, job.workSeconds)
    await clock.pass((then - now) * 1000)
    now = then
    if (running?.isSpot && then === lossAt) running = undefined
  }
}

test.prop([terms, spells, gaps, policies])(
  'a job that on-demand can do in time is in time, whenever spot comes and goes and its owner asks',
  async (job, lengths, pauses, policy) => {
    const end = await endOf({ job, lengths, pauses, policy, spotSpeed: 1 })
    expect(end).toBeLessThanOrEqual(job.deadlineSeconds)
  },
)

test.prop([terms, spells, gaps, policies, fc.constantFrom(0.4, 0.9, 1.7)])(
  'so is one whose spot machine is slower or faster',
  async (job, lengths, pauses, policy, spotSpeed) => {
    const end = await endOf({ job, lengths, pauses, policy, spotSpeed })
    expect(end).toBeLessThanOrEqual(job.deadlineSeconds)
  },
)
