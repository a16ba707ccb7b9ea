import { expectedRunHours } from '@aima/gpu-core'
import { buildLocalOffer, buildOffer } from '@aima/gpu-testing'
import { ok } from 'neverthrow'
import { describe, expect, test } from 'vitest'
import type { Running } from '../../src/running/weigh-move.ts'
import { failoverFixture, longJob, spotOffer } from './failover-fixture.ts'

const here = buildOffer({ id: 'here', price: { usdPerHour: 1 } })
const there = (usdPerHour: number, changes = {}) =>
  buildOffer({ id: 'there', provider: 'gcp', price: { usdPerHour }, ...changes })

const advise = async (
  offers: Parameters<typeof failoverFixture>[0],
  running: Running = {},
  job = longJob(),
) => {
  const fixture = failoverFixture(offers)
  return fixture.failover.shouldMove(fixture.placementOn(here, job), running)
}

describe('a healthy job', () => {
  test('moves when that saves more than the margin', async () => {
    const advice = (await advise([here, there(0.8)]))._unsafeUnwrap()
    expect(advice).toMatchObject({ kind: 'move', candidate: { offer: { id: 'there' } } })
    expect(advice.kind === 'move' && advice.balance).toEqual({
      stayUsd: 10,
      runUsd: 8,
      movingUsd: 0,
      marginUsd: 1.5,
    })
  })

  test('stays when prices flicker within the margin', async () => {
    const advice = (await advise([here, there(0.86)]))._unsafeUnwrap()
    expect(advice).toMatchObject({ kind: 'stay', why: 'not-worth-it' })
  })

  test('moves within a margin that its owner has lowered', async () => {
    expect((await advise([here, there(0.86)], { margin: 0.1 }))._unsafeUnwrap().kind).toBe('move')
  })

  test('stays where it would be placed now', async () => {
    expect((await advise([here, there(3)]))._unsafeUnwrap()).toEqual({ kind: 'stay', why: 'already-best' })
  })

  test('stays when what is cheaper shares its hardware', async () => {
    const fixture = failoverFixture([there(0.1, { exclusiveKeys: ['box'] })])
    const advice = await fixture.failover.shouldMove(fixture.placementOn({ ...here, exclusiveKeys: ['box'] }))
    expect(advice._unsafeUnwrap()).toEqual({ kind: 'stay', why: 'already-best' })
  })

  test('counts the set-up of the other machine', async () => {
    const slow = there(0.8, { capacity: { bootHours: 1, allocHours: 0 } })
    const advice = (await advise([here, slow]))._unsafeUnwrap()
    expect(advice.kind).toBe('stay')
    expect(advice.balance?.movingUsd).toBeCloseTo(0.8, 9)
  })

  test('counts work that is done again', async () => {
    const progress = { unit: 'hours', done: 5, sinceCheckpoint: 2 } as const
    const advice = (await advise([here, there(0.65)], { progress }))._unsafeUnwrap()
    expect(advice.kind).toBe('stay')
    expect(advice.balance?.stayUsd).toBeCloseTo(5, 9)
    expect(advice.balance?.runUsd).toBeCloseTo(3.25, 9)
    expect(advice.balance?.movingUsd).toBeCloseTo(1.3, 9)
    const saved = await advise([here, there(0.65)], { progress: { unit: 'hours', done: 5 } })
    expect(saved._unsafeUnwrap().kind).toBe('move')
  })

  test('counts the upload of its input, unless that lies there already', async () => {
    const paid = { ingressUsdPerGB: 0.01, storageUsdPerGBMonth: 0 }
    const job = longJob({ data: { inputGB: 500, outputGB: 0, imageGB: 0, scratchGB: 0, uplinkMbps: 1e9 } })
    const fixture = failoverFixture([there(0.7, { network: paid })])
    const placement = fixture.placementOn({ ...here, network: { storageUsdPerGBMonth: 0 } }, job)
    const advice = (await fixture.failover.shouldMove(placement))._unsafeUnwrap()
    expect(advice).toMatchObject({ kind: 'stay', why: 'not-worth-it' })
    expect(advice.kind === 'stay' && advice.balance?.movingUsd).toBeCloseTo(5, 9)
    fixture.market.offers = [there(0.7, { network: paid, provider: here.provider })]
    expect((await fixture.failover.shouldMove(placement))._unsafeUnwrap().kind).toBe('move')
  })

  test('counts what time is worth to its owner', async () => {
    const fast = there(1, {
      gpu: { name: 'H100', model: 'H100-SXM5', vramGiB: 80 },
      price: { usdPerHour: 4 },
    })
    const policy = { strategy: { kind: 'urgent', valueOfTimeUsdPerHour: 50 } } as const
    const fixture = failoverFixture([fast])
    fixture.market.policy = policy
    const hurried = longJob({ valueOfTimeUsdPerHour: 50 })
    expect((await fixture.failover.shouldMove(fixture.placementOn(here, hurried)))._unsafeUnwrap().kind).toBe(
      'move',
    )
    expect(
      (await fixture.failover.shouldMove(fixture.placementOn(here, longJob())))._unsafeUnwrap().kind,
    ).toBe('stay')
  })

  test('on spot is compared at the price of today, on demand at that of its placement', async () => {
    const dearer = { price: { usdPerHour: 3 } }
    const steady = spotOffer({ spotRisk: { interruptionsPerHour: 0, recoverWaitHours: 0 } })
    const spot = failoverFixture([{ ...steady, ...dearer }, there(1)])
    const onSpot = await spot.failover.shouldMove(spot.placementOn(steady))
    expect(onSpot._unsafeUnwrap()).toMatchObject({ kind: 'move', balance: { stayUsd: 30 } })
    const demand = await advise([{ ...here, ...dearer }, there(1)])
    expect(demand._unsafeUnwrap()).toMatchObject({
      kind: 'stay',
      why: 'not-worth-it',
      balance: { stayUsd: 10 },
    })
  })

  test('on spot is expected to boot again after each interruption, though it has booted now', async () => {
    const risky = { spotRisk: { interruptionsPerHour: 0.1, recoverWaitHours: 0 } }
    const spot = spotOffer({ ...risky, capacity: { bootHours: 1, allocHours: 0 } })
    const { restartHours: _, ...run } = longJob().run ?? {}
    const fixture = failoverFixture([there(0.01)])
    const advice = await fixture.failover.shouldMove(fixture.placementOn(spot, longJob({ run })))
    const hours = expectedRunHours(10, { perHour: 0.1, restartHours: 1 })
    expect(advice._unsafeUnwrap().balance?.stayUsd).toBeCloseTo(hours, 2)
  })

  test('gets the job that is to be placed, with the work after its last checkpoint', async () => {
    const progress = { unit: 'share', done: 0.5, sinceCheckpoint: 0.1 } as const
    const advice = (await advise([there(0.1)], { progress }))._unsafeUnwrap()
    expect(advice.kind === 'move' && advice.job.run?.refHours).toBeCloseTo(6, 9)
  })

  test('gets no advice when nothing can be decided', async () => {
    expect((await advise([]))._unsafeUnwrapErr().kind).toBe('no-suitable-offer')
  })
})

describe('a confidential job', () => {
  const job = longJob({ confidentiality: 'confidential' })
  const local = buildLocalOffer({ ownership: { usdPerKWh: 30 } })
  const cloud = there(0.01)

  test('is offered nothing off-site to decide on', async () => {
    const fixture = failoverFixture([cloud])
    const placement = fixture.placementOn(local, job)
    const report = await fixture.failover.reportLoss(placement, { reason: 'interrupted' })
    expect(report.next._unsafeUnwrapErr().kind).toBe('no-local-gpu')
    expect(report.adjust([cloud, local]).map(({ id }) => id)).toEqual(['local-1'])
  })

  test('is not sent off-site by a decision that would', async () => {
    const lying = failoverFixture([])
    const decision = lying.placementOn(cloud, longJob()).decision
    const fixture = failoverFixture([], {
      decideAgain: async () => ok(decision),
    })
    const placement = fixture.placementOn(local, job)
    const refused = { kind: 'off-site', offerId: 'there' }
    expect(
      (await fixture.failover.reportLoss(placement, { reason: 'unknown' })).next._unsafeUnwrapErr(),
    ).toEqual(refused)
    expect((await fixture.failover.shouldMove(placement))._unsafeUnwrapErr()).toEqual(refused)
  })

  test('moves between local machines', async () => {
    const fixture = failoverFixture([cloud, buildLocalOffer({ id: 'thrifty' })])
    const advice = await fixture.failover.shouldMove(fixture.placementOn(local, job))
    expect(advice._unsafeUnwrap()).toMatchObject({ kind: 'move', candidate: { offer: { id: 'thrifty' } } })
  })
})
