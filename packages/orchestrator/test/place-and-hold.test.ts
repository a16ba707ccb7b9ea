import { learnedInterruptionsPerHour, type Offer } from '@aima/gpu-core'
import { buildJob } from '@aima/gpu-testing'
import { err, errAsync, ResultAsync } from 'neverthrow'
import { describe, expect, test } from 'vitest'
import { createMemoryLeases } from '../src/lease/memory-leases.ts'
import { createVirtualClock } from './gather/virtual-clock.ts'
import { cheapest, confidential, houseOf, launch, ownGpu, placedOn, rented, winnerOf } from './house.ts'

const longJob = buildJob({ run: { refHours: 10, referenceGpu: 'RTX 4090', restartHours: 0 } })

describe('place', () => {
  test('launches the best, with leases of its hardware', async () => {
    const placement = await placedOn(houseOf())
    expect(placement).toMatchObject({ machine: 'machine on own-1', leases: [{ holder: placement.id }] })
  })

  test('goes on to the next when a launch fails, and remembers it for the next decision', async () => {
    const house = houseOf()
    const placed = await house.orchestrator.place(buildJob(), {
      launch: (candidate, context) =>
        context.attempt === 1 ? errAsync({ kind: 'unknown' }) : launch(candidate, context),
    })
    expect(placed._unsafeUnwrap().machine).toBe('machine on rented-1')
    expect(await winnerOf(house)).toBe('rented-1')
    await house.clock.pass(120_000)
    expect(await winnerOf(house)).toBe('own-1')
  })

  test('tries only local offers for a confidential job, and tells of every attempt', async () => {
    const house = houseOf({ own: [ownGpu('own-1'), ownGpu('own-2')] })
    const tried: Offer[] = []
    const placed = await house.orchestrator.place(confidential, {
      launch: ({ offer }) => {
        tried.push(offer)
        return errAsync({ kind: 'no-capacity' })
      },
    })
    expect(tried.map(({ id }) => id)).toEqual(['own-1', 'own-2'])
    const error = placed._unsafeUnwrapErr()
    expect(error.kind === 'not-placed' && error.attempts.map(({ outcome }) => outcome.kind)).toEqual([
      'failed',
      'failed',
    ])
    expect(house.cloud.queries).toEqual([])
  })

  test('is cancelled by its signal', async () => {
    const house = houseOf()
    const controller = new AbortController()
    const placing = house.orchestrator.place(buildJob(), {
      launch: () => new ResultAsync<never, never>(new Promise(() => undefined)),
      signal: controller.signal,
    })
    await house.clock.settle()
    controller.abort()
    expect((await placing)._unsafeUnwrapErr().kind).toBe('cancelled')
  })

  test('hands over a machine that comes after its time', async () => {
    const house = houseOf({ own: [] })
    const orphans: string[] = []
    let answer = (): void => undefined
    const placing = house.orchestrator.place(buildJob(), {
      launch: ({ offer }) =>
        ResultAsync.fromSafePromise(
          new Promise<string>((resolve) => {
            answer = () => resolve(offer.id)
          }),
        ),
      launchTimeoutMs: 1_000,
      onOrphan: ({ machine }) => orphans.push(machine),
    })
    await house.clock.pass(1_000)
    expect((await placing)._unsafeUnwrapErr().kind).toBe('not-placed')
    answer()
    await house.clock.settle()
    expect(orphans).toEqual(['rented-1'])
  })

  test('gives each GPU to one job of many that come at once', async () => {
    const own = ['a', 'b', 'c', 'd'].map((id) => ownGpu(id))
    const { orchestrator } = houseOf({ own, hired: [] })
    const jobs = Array.from({ length: 20 }, (_, index) => buildJob({ id: `job-${index}` }))
    const placed = await Promise.all(jobs.map((job) => orchestrator.place(job, { launch })))
    const resources = placed.flatMap((one) => (one.isOk() ? one.value.leases : [])).map((one) => one.resource)
    expect(resources.sort()).toEqual(['GPU-a', 'GPU-b', 'GPU-c', 'GPU-d'])
  })
})

describe('leases', () => {
  test('keep other jobs off for as long as the job runs, and are given back when it is done', async () => {
    const house = houseOf()
    const placement = await placedOn(house)
    await house.clock.pass(24 * 3_600_000)
    expect(await winnerOf(house, buildJob({ id: 'other' }))).toBe('rented-1')
    house.orchestrator.reportDone(placement)
    expect(await winnerOf(house, buildJob({ id: 'other' }))).toBe('own-1')
  })

  test('are told in the refusal of a decision', async () => {
    const house = houseOf({ hired: [] })
    await placedOn(house)
    const error = (await house.orchestrator.decide(buildJob({ id: 'other' })))._unsafeUnwrapErr()
    const reason = error.kind === 'not-decided' ? error.reason : undefined
    expect(reason).toMatchObject({ rejections: [{ offerId: 'own-1', actual: 'leased' }] })
  })

  test('are given back when the job is lost', async () => {
    const house = houseOf()
    const placement = await placedOn(house)
    await house.orchestrator.reportLoss(placement, { reason: 'job-failed' })
    expect(await winnerOf(house, buildJob({ id: 'other' }))).toBe('own-1')
  })

  test('tell their holder when they are lost', async () => {
    const clock = createVirtualClock(0)
    const leases = createMemoryLeases({ clock })
    const house = houseOf({ leases })
    const lost: string[] = []
    const placed = await house.orchestrator.place(buildJob(), {
      launch,
      onLeaseLost: ({ resource }) => lost.push(resource),
    })
    for (const lease of placed._unsafeUnwrap().leases) await leases.release(lease)
    await house.clock.pass(120_000)
    expect(lost).toEqual(['GPU-own-1'])
  })

  test('are nobody’s secret to a store that fails: nothing local is launched without one', async () => {
    const clock = createVirtualClock(0)
    const down = async () => err({ kind: 'store-failed' as const, detail: 'down' })
    const leases = { ...createMemoryLeases({ clock }), acquire: down, held: down }
    const house = houseOf({ leases })
    expect(await winnerOf(house)).toBe('own-1')
    expect((await placedOn(house)).machine).toBe('machine on rented-1')
  })
})

describe('reportLoss', () => {
  const spot = rented('spot', { purchase: 'spot', price: { usdPerHour: 0.5 } })

  test('passes the lost machine over, and lets the job go on with the work that is left', async () => {
    const house = houseOf({ own: [], hired: [spot, rented('rented-1')] })
    const placement = await placedOn(house, longJob)
    expect(placement.candidate.offer.id).toBe('spot')
    const report = await house.orchestrator.reportLoss(placement, {
      reason: 'interrupted',
      progress: { unit: 'share', done: 0.5 },
    })
    expect(report.severity).toBe('temporary')
    expect(report.next._unsafeUnwrap().chosen.offer.id).toBe('rented-1')
    expect(report.job.run?.refHours).toBeCloseTo(5)
    const { adjust, job } = report
    const again = await house.orchestrator.place(job, { launch, adjust })
    expect(again._unsafeUnwrap().machine).toBe('machine on rented-1')
  })

  test('does not move a job that is itself at fault', async () => {
    const house = houseOf()
    const { severity, next } = await house.orchestrator.reportLoss(await placedOn(house), {
      reason: 'job-failed',
    })
    expect([severity, next._unsafeUnwrapErr().kind]).toEqual(['critical', 'job-at-fault'])
  })

  test('teaches how often machines are taken, from what the policy assumes on', async () => {
    const policy = {
      ...cheapest,
      defaults: { interruptionsPerHour: { local: 0, 'gpu-cloud': 0.02, hyperscaler: 0 } },
    }
    const house = houseOf({ own: [], hired: [spot], policy })
    const placement = await placedOn(house, longJob)
    house.orchestrator.reportDone(placement, 30)
    const { decision } = (await house.orchestrator.decide(longJob))._unsafeUnwrap()
    expect(decision.chosen.offer.spotRisk?.interruptionsPerHour).toBe(
      learnedInterruptionsPerHour(0.02, { runningHours: 30, interruptions: 0 }),
    )
  })
})

describe('shouldMove', () => {
  test('lets a job stay on the GPU that it holds itself', async () => {
    const house = houseOf({ hired: [] })
    const advice = await house.orchestrator.shouldMove(await placedOn(house, longJob))
    expect(advice._unsafeUnwrap()).toEqual({ kind: 'stay', why: 'already-best' })
  })

  test('does not move it to a GPU that another job holds', async () => {
    const house = houseOf({ own: [ownGpu('own-1')], hired: [rented('rented-1')] })
    await placedOn(house)
    const other = await placedOn(house, { ...longJob, id: 'other' })
    expect(other.machine).toBe('machine on rented-1')
    const advice = await house.orchestrator.shouldMove(other)
    expect(advice._unsafeUnwrap()).toEqual({ kind: 'stay', why: 'already-best' })
  })

  test('moves it when that saves more than it costs', async () => {
    const house = houseOf()
    const first = await placedOn(house)
    const other = await placedOn(house, { ...longJob, id: 'other' })
    house.orchestrator.reportDone(first)
    const advice = (await house.orchestrator.shouldMove(other))._unsafeUnwrap()
    expect(advice.kind === 'move' && advice.candidate.offer.id).toBe('own-1')
  })
})
