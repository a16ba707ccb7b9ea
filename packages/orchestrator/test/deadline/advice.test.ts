import type { Job, ListedOffer } from '@aima/gpu-core'
import { type DeadlinePolicy, greedy, type Machine, onDemand } from '@aima/gpu-deadline'
import { buildJob, buildSource } from '@aima/gpu-testing'
import { errAsync } from 'neverthrow'
import { describe, expect, test } from 'vitest'
import type { DeadlineAdvice, DeadlineStatus } from '../../src/deadline/deadline-advice.ts'
import type { Placement } from '../../src/place/placement.ts'
import { launch, ownGpu, rented } from '../house.ts'
import { demandOffer, jobOf, marketOf, sixTicks, spotOffer } from './spot-market.ts'

const tickMs = 600_000

/** Wants the same in each tick. */
const always = (machine: Machine): DeadlinePolicy => ({
  name: `always ${machine}`,
  begin: () => () => machine,
})

interface SceneOptions {
  readonly job?: Job
  readonly policy?: DeadlinePolicy
  readonly offers?: readonly ListedOffer[]
  readonly own?: readonly ListedOffer[]
}

const both = [demandOffer(sixTicks), spotOffer(sixTicks, true)]

/** A watch over offers that a test can change. */
const sceneOf = ({ job = jobOf(sixTicks), policy = greedy, offers = both, own = [] }: SceneOptions = {}) => {
  const market = { offers }
  const house = marketOf(() => market.offers, { own })
  const watch = house.orchestrator.meetDeadline(job, { policy })._unsafeUnwrap()
  const advise = async (status: DeadlineStatus = {}): Promise<DeadlineAdvice> =>
    (await watch.advise(status))._unsafeUnwrap()
  const follow = async (advice: DeadlineAdvice): Promise<Placement<string>> => {
    const next = advice.kind === 'late' ? advice.next : advice
    if (next === undefined || !('candidate' in next)) throw new Error(`no machine in ${advice.kind}`)
    return (await house.orchestrator.place(next.job, { launch, adjust: next.adjust }))._unsafeUnwrap()
  }
  return { ...house, market, watch, advise, follow }
}

const machineIn = (advice: DeadlineAdvice): string | undefined =>
  'candidate' in advice ? advice.candidate.offer.id : undefined

describe('a job that is to meet its deadline', () => {
  test('must have one', () => {
    const { orchestrator } = sceneOf()
    expect(orchestrator.meetDeadline(buildJob())._unsafeUnwrapErr()).toEqual({ kind: 'no-deadline' })
  })

  test('must say how long it takes', () => {
    const { orchestrator } = sceneOf()
    const { run: _, ...job } = jobOf(sixTicks)
    expect(orchestrator.meetDeadline(job)._unsafeUnwrapErr()).toEqual({ kind: 'no-run-time' })
    const measured = { ...job, run: { hoursByGpu: { 'RTX 4090': 1 } } }
    expect(orchestrator.meetDeadline(measured).isOk()).toBe(true)
  })

  test('is not watched in ticks of no length', () => {
    const { orchestrator } = sceneOf()
    const refused = orchestrator.meetDeadline(jobOf(sixTicks), { tickSeconds: 0 })
    expect(refused._unsafeUnwrapErr()).toMatchObject({ kind: 'invalid-options' })
  })

  test('is done when its work is', async () => {
    expect(await sceneOf().advise({ progress: { done: 1 } })).toEqual({ kind: 'done' })
  })

  test('is watched by lindy in ticks of ten minutes, unless its owner says otherwise', async () => {
    const { orchestrator, clock } = sceneOf()
    const watch = orchestrator.meetDeadline(jobOf(sixTicks))._unsafeUnwrap()
    const advice = (await watch.advise({}))._unsafeUnwrap()
    expect(advice).toMatchObject({ why: { policy: 'lindy', by: 'policy' }, untilMs: clock.nowMs() + tickMs })
  })
})

describe('an advice', () => {
  test('to start is followed by placing the job it gives', async () => {
    const scene = sceneOf()
    const advice = await scene.advise({ progress: { done: 0.25, sinceCheckpoint: 0.05 } })
    expect(advice).toMatchObject({ kind: 'start', candidate: { offer: { id: 'spot' } } })
    const placed = await scene.follow(advice)
    expect(placed.job.run?.refHours).toBeCloseTo(0.8, 9)
    expect(placed.candidate.offer.id).toBe('spot')
  })

  test('has a job with the time and money that are left', async () => {
    const job = jobOf(sixTicks, { budget: { usdPerJob: 100 } })
    const { advise, clock } = sceneOf({ job })
    await clock.pass(tickMs)
    const advice = await advise({ spentUsd: 40 })
    expect('job' in advice && advice.job.deadlineHours).toBeCloseTo(11 / 6, 9)
    expect('job' in advice && advice.job.budget).toEqual({ usdPerJob: 60 })
  })

  test('counts what its machines have cost where nobody tells', async () => {
    const job = jobOf(sixTicks, { budget: { usdPerJob: 100 } })
    const { advise, clock, follow, market } = sceneOf({ job })
    const running = await follow(await advise())
    await clock.pass(tickMs)
    expect(await advise({ running })).toMatchObject({ kind: 'stay' })
    await clock.pass(tickMs)
    await advise({ running })
    market.offers = [demandOffer(sixTicks)]
    await clock.pass(2 * tickMs)
    const moved = await advise({ running: undefined })
    expect(moved.kind).toBe('wait')
    await clock.pass(tickMs)
    const start = await advise()
    expect('job' in start && start.job.budget?.usdPerJob).toBeCloseTo(100 - 2 * 0.2, 9)
  })

  test('to move leaves spot out when it is for on-demand', async () => {
    const scene = sceneOf()
    const running = await scene.follow(await scene.advise())
    const strict = scene.orchestrator.meetDeadline(jobOf(sixTicks), { policy: onDemand })._unsafeUnwrap()
    const advice = (await strict.advise({ running }))._unsafeUnwrap()
    expect(advice).toMatchObject({ kind: 'move', candidate: { offer: { id: 'demand' } } })
    expect((await scene.follow(advice)).candidate.offer.id).toBe('demand')
  })

  test('to wait gives a machine back', async () => {
    const { orchestrator, advise, clock } = sceneOf({ policy: always('none') })
    expect(await advise()).toMatchObject({ kind: 'wait', untilMs: clock.nowMs() + tickMs })
    const running = (await orchestrator.place(jobOf(sixTicks), { launch }))._unsafeUnwrap()
    await clock.pass(tickMs)
    expect((await advise({ running })).kind).toBe('wait')
  })

  test('tells the slack that is left', async () => {
    const { advise } = sceneOf()
    expect((await advise()) satisfies DeadlineAdvice).toMatchObject({
      why: { policy: 'greedy', slackHours: (7200 - 3600 - 60) / 3600, by: 'policy' },
    })
  })

  test('overrides a policy that would be late', async () => {
    const { advise, clock } = sceneOf({ policy: always('none') })
    await clock.pass(5 * tickMs)
    expect(await advise()).toMatchObject({
      kind: 'start',
      candidate: { offer: { id: 'demand' } },
      why: { by: 'safety-net' },
    })
  })

  test('is the same when it is asked for twice in a tick', async () => {
    const { advise, clock } = sceneOf({ policy: always('none') })
    const first = await advise()
    await clock.pass(1000)
    expect(await advise()).toEqual(first)
  })

  test('is to stay when it was followed in the same tick', async () => {
    const { advise, follow, clock } = sceneOf()
    const running = await follow(await advise())
    await clock.pass(5000)
    expect(await advise({ running })).toMatchObject({ kind: 'stay' })
  })

  test('asked for a moment early counts for the tick that begins', async () => {
    const { advise, clock } = sceneOf({ policy: always('none') })
    const untilMs = clock.nowMs() + 2 * tickMs
    await advise()
    await clock.pass(tickMs - 1)
    expect(await advise()).toMatchObject({ untilMs })
  })

  test('asked for late holds until the next tick all the same, and is in time', async () => {
    const { advise, clock } = sceneOf({ policy: always('none') })
    await advise()
    await clock.pass(4 * tickMs + 500_000)
    expect(await advise()).toMatchObject({ kind: 'start', candidate: { offer: { id: 'demand' } } })
  })

  test('does not depend on a clock that somebody sets', async () => {
    const { advise, clock } = sceneOf({ policy: always('none') })
    await advise()
    clock.jumpTo(clock.nowMs() + 100 * tickMs)
    await clock.pass(tickMs)
    expect((await advise()).kind).toBe('wait')
  })
})

describe('spot', () => {
  test('that has failed is away for as long as that is remembered', async () => {
    const { advise, orchestrator, clock } = sceneOf()
    const advice = await advise()
    if (advice.kind !== 'start') throw new Error(advice.kind)
    const failed = await orchestrator.place(advice.job, {
      launch: () => errAsync({ kind: 'no-capacity', retryAfterMs: 1.5 * tickMs }),
      adjust: advice.adjust,
    })
    expect(failed._unsafeUnwrapErr().kind).toBe('not-placed')
    expect((await advise()).kind).toBe('wait')
    await clock.pass(tickMs)
    expect((await advise()).kind).toBe('wait')
    await clock.pass(tickMs)
    expect(machineIn(await advise())).toBe('spot')
  })

  test('that is dearer for the same work is not taken', async () => {
    const slow = spotOffer(sixTicks, true, { id: 'slow', gpu: { name: 'L4', model: 'L4', vramGiB: 24 } })
    const cheap = { ...slow, price: { usdPerHour: 1 } }
    const dear = { ...slow, price: { usdPerHour: 5 } }
    const job = jobOf(sixTicks, { deadlineHours: 10 })
    expect(machineIn(await sceneOf({ job, offers: [demandOffer(sixTicks), cheap] }).advise())).toBe('slow')
    const { advise } = sceneOf({ job, offers: [demandOffer(sixTicks), dear] })
    expect(await advise()).toMatchObject({ candidate: { offer: { id: 'demand' } }, why: { by: 'no-spot' } })
  })

  test('is not taken where the policy of the house forbids it', async () => {
    const { advise } = sceneOf({ job: jobOf(sixTicks, { allowSpot: false }) })
    expect(await advise()).toMatchObject({ candidate: { offer: { id: 'demand' } }, why: { by: 'no-spot' } })
  })

  test('that was never seen is not waited for, and that which has gone is', async () => {
    const without = sceneOf({ offers: [demandOffer(sixTicks)] })
    expect(machineIn(await without.advise())).toBe('demand')
    const { advise, market, clock } = sceneOf()
    await advise()
    market.offers = [demandOffer(sixTicks)]
    await clock.pass(tickMs)
    expect((await advise()).kind).toBe('wait')
  })

  test('that is listed and sold out is waited for', async () => {
    const soldOut = sceneOf({ offers: [demandOffer(sixTicks), spotOffer(sixTicks, false)] })
    expect((await soldOut.advise()).kind).toBe('wait')
  })

  test('is left at the last moment where it saves too rarely to be sure', async () => {
    const rare = { everyHours: 0.5, writeHours: 0 }
    const job = jobOf(sixTicks)
    const { advise, follow, clock } = sceneOf({ job: { ...job, run: { ...job.run, checkpoint: rare } } })
    const running = await follow(await advise())
    await clock.pass(5 * tickMs)
    const progress = { done: 0.8, sinceCheckpoint: 0.8 }
    expect(await advise({ running, progress })).toMatchObject({
      kind: 'move',
      candidate: { offer: { id: 'demand' } },
      why: { by: 'safety-net' },
    })
  })

  test('is left at the last moment where it has done less than it should', async () => {
    const { advise, follow, clock } = sceneOf()
    const running = await follow(await advise())
    await clock.pass(4 * tickMs)
    await advise({ running })
    await clock.pass(tickMs)
    expect(await advise({ running })).toMatchObject({ kind: 'move', candidate: { offer: { id: 'demand' } } })
  })

  test('that keeps up stays at the last moment', async () => {
    const { orchestrator, clock } = sceneOf()
    const placed = await orchestrator.place(jobOf(sixTicks), {
      launch,
      adjust: (offers) => offers.filter(({ id }) => id === 'spot'),
    })
    const running = placed._unsafeUnwrap()
    await clock.pass(tickMs)
    const tight = jobOf(sixTicks, { deadlineHours: 7 / 6 })
    const watch = orchestrator.meetDeadline(tight, { policy: greedy })._unsafeUnwrap()
    expect((await watch.advise({ running }))._unsafeUnwrap().kind).toBe('stay')
    await clock.pass(tickMs)
    const kept = await watch.advise({ running, progress: { done: 1 / 6 } })
    expect(kept._unsafeUnwrap().kind).toBe('stay')
    await clock.pass(2 * tickMs)
    const hanging = await watch.advise({ running, progress: { done: 1 / 6 } })
    expect(hanging._unsafeUnwrap().kind).toBe('late')
  })
})

describe('machines that nobody takes away', () => {
  test('are the cheapest that are in time, not the cheapest', async () => {
    const l4 = { name: 'L4', model: 'L4', vramGiB: 24 }
    const slow = rented('slow', { gpu: l4, price: { usdPerHour: 0.1 } })
    const scene = sceneOf({ policy: onDemand, offers: [slow, demandOffer(sixTicks)] })
    const advice = await scene.advise()
    expect(machineIn(advice)).toBe('demand')
    expect((await scene.follow(advice)).candidate.offer.id).toBe('demand')
    const patient = sceneOf({
      job: jobOf(sixTicks, { deadlineHours: 24 }),
      policy: onDemand,
      offers: [slow, demandOffer(sixTicks)],
    })
    expect(machineIn(await patient.advise())).toBe('slow')
  })

  test('that run and fall behind are left for one that is in time', async () => {
    const l4 = { name: 'L4', model: 'L4', vramGiB: 24 }
    const slow = rented('slow', { gpu: l4, price: { usdPerHour: 0.1 } })
    const job = jobOf(sixTicks, { deadlineHours: 6 })
    const scene = sceneOf({ job, policy: onDemand, offers: [slow, demandOffer(sixTicks)] })
    const running = await scene.follow(await scene.advise())
    expect(running.candidate.offer.id).toBe('slow')
    await scene.clock.pass(20 * tickMs)
    const advice = await scene.advise({ running })
    expect(advice).toMatchObject({ kind: 'move', candidate: { offer: { id: 'demand' } } })
    expect(await scene.advise({ running })).toMatchObject({ kind: 'move' })
  })

  test('stand in as they were last seen while their source is down', async () => {
    const scene = sceneOf({ policy: always('none') })
    await scene.advise()
    scene.market.offers = []
    await scene.clock.pass(tickMs)
    expect((await scene.advise()).kind).toBe('wait')
    await scene.clock.pass(4 * tickMs)
    expect(await scene.advise()).toMatchObject({ kind: 'start', candidate: { offer: { id: 'demand' } } })
  })

  test('let a running job stay while every source is down', async () => {
    const scene = sceneOf({ policy: onDemand })
    const running = await scene.follow(await scene.advise())
    scene.market.offers = []
    await scene.clock.pass(tickMs)
    expect((await scene.advise({ running, progress: { done: 0.15 } })).kind).toBe('stay')
  })

  test('cannot be made up where nothing was ever seen', async () => {
    const { watch } = sceneOf({ offers: [] })
    expect((await watch.advise({}))._unsafeUnwrapErr().kind).toBe('no-suitable-offer')
  })

  test('are not needed to start on spot that is in time by itself', async () => {
    expect(machineIn(await sceneOf({ offers: [spotOffer(sixTicks, true)] }).advise())).toBe('spot')
  })
})

describe('a job that is late', () => {
  const hurried = jobOf(sixTicks, { deadlineHours: 0.5 })

  test('is sent to the fastest machine, and told how late it will be', async () => {
    const fast = rented('fast', {
      gpu: { name: 'H100', model: 'H100-SXM5', vramGiB: 80 },
      price: { usdPerHour: 50 },
      capacity: { stock: 'available', allocHours: 0, bootHours: 0.3 },
    })
    const scene = sceneOf({ job: hurried, offers: [...both, fast] })
    const advice = await scene.advise()
    expect(advice).toMatchObject({ kind: 'late', next: { candidate: { offer: { id: 'fast' } } } })
    expect(advice.kind === 'late' && advice.lateByHours).toBeGreaterThan(0)
    expect((await scene.follow(advice)).candidate.offer.id).toBe('fast')
  })

  test('rather runs on what nobody takes away, if that is as fast', async () => {
    expect(await sceneOf({ job: hurried }).advise()).toMatchObject({
      kind: 'late',
      next: { candidate: { offer: { id: 'demand' } } },
    })
  })

  test('stays where nothing is faster', async () => {
    const scene = sceneOf({ job: hurried })
    const running = await scene.follow(await scene.advise())
    await scene.clock.pass(tickMs)
    const advice = await scene.advise({ running, progress: { done: 0.15 } })
    expect(advice).toMatchObject({ kind: 'late', next: undefined, why: { by: 'safety-net' } })
  })

  test('stays where it runs when no source answers', async () => {
    const scene = sceneOf({ job: hurried })
    const running = await scene.follow(await scene.advise())
    scene.market.offers = []
    await scene.clock.pass(tickMs)
    expect(await scene.advise({ running })).toMatchObject({ kind: 'late', next: undefined })
  })
})

describe('a confidential job', () => {
  const job = jobOf(sixTicks, { confidentiality: 'confidential' })

  test('gets a local machine and nothing else, however cheap spot is', async () => {
    const scene = sceneOf({ job, own: [ownGpu('own-1')] })
    const advice = await scene.advise()
    expect(machineIn(advice)).toBe('own-1')
    const placed = await scene.follow(advice)
    expect(placed.candidate.offer.site).toBe('local')
    expect(
      'adjust' in advice && advice.adjust([{ ...placed.candidate.offer, id: 'x', site: 'cloud' }]),
    ).toEqual([])
  })

  test('is told so when there is none', async () => {
    const { watch } = sceneOf({ job })
    expect((await watch.advise({}))._unsafeUnwrapErr().kind).toBe('no-local-gpu')
  })

  test('counts a local machine as one that nobody takes away', async () => {
    const scene = sceneOf({ job, own: [ownGpu('own-1')], policy: onDemand })
    const running = await scene.follow(await scene.advise())
    await scene.clock.pass(tickMs)
    expect((await scene.advise({ running, progress: { done: 1 / 6 } })).kind).toBe('stay')
  })
})

describe('calls that come to nothing', () => {
  test('a closed orchestrator watches nothing', async () => {
    const { orchestrator, watch } = sceneOf()
    await orchestrator.close()
    expect((await watch.advise({}))._unsafeUnwrapErr()).toEqual({ kind: 'closed' })
    expect((await watch.advise({ progress: { done: 1 } }))._unsafeUnwrapErr()).toEqual({ kind: 'closed' })
    expect(orchestrator.meetDeadline(jobOf(sixTicks))._unsafeUnwrapErr()).toEqual({ kind: 'closed' })
  })

  test('a cancelled call is undecided, and the next one is not', async () => {
    const { watch } = sceneOf()
    const cancelled = await watch.advise({ signal: AbortSignal.abort() })
    expect(cancelled._unsafeUnwrapErr()).toEqual({ kind: 'undecided' })
    expect((await watch.advise({})).isOk()).toBe(true)
  })

  test('a policy that throws is undecided', async () => {
    const broken: DeadlinePolicy = {
      name: 'broken',
      begin: () => {
        throw new Error('on purpose')
      },
    }
    const { watch } = sceneOf({ policy: broken })
    expect((await watch.advise({}))._unsafeUnwrapErr()).toEqual({ kind: 'undecided' })
  })

  test('a source that fails is a hole', async () => {
    const down = buildSource(
      { kind: 'unreachable', target: 'api.example', code: 'ECONNREFUSED' },
      { id: 'down' },
    )
    const { orchestrator } = marketOf(() => both, { local: [], cloud: [down] })
    const watch = orchestrator.meetDeadline(jobOf(sixTicks))._unsafeUnwrap()
    expect((await watch.advise({}))._unsafeUnwrapErr().kind).toBe('no-suitable-offer')
  })
})
