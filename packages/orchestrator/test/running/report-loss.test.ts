import { buildLocalOffer, buildOffer, builtAtMs } from '@aima/gpu-testing'
import { describe, expect, test } from 'vitest'
import type { LossReason, LossSeverity } from '../../src/running/loss.ts'
import { failoverFixture, hourMs, longJob, spotOffer } from './failover-fixture.ts'

const other = buildOffer({ id: 'other', provider: 'gcp', price: { usdPerHour: 2 } })
const bigger = buildOffer({
  id: 'bigger',
  provider: 'gcp',
  price: { usdPerHour: 5 },
  gpu: { name: 'A100', model: 'A100-SXM4-80GB', vramGiB: 80 },
})

describe('a loss', () => {
  test.each<[LossReason, LossSeverity, string]>([
    ['interrupted', 'temporary', 'other'],
    ['machine-failed', 'temporary', 'other'],
    ['zone-down', 'persistent', 'other'],
    ['unknown', 'temporary', 'other'],
    ['out-of-memory', 'critical', 'bigger'],
    ['job-failed', 'critical', 'job-at-fault'],
  ])('to %s is %s, and goes on at %s', async (reason, severity, next) => {
    const fixture = failoverFixture([spotOffer(), other, bigger])
    const report = await fixture.failover.reportLoss(fixture.placementOn(spotOffer()), { reason })
    expect(report).toMatchObject({ severity, isEscalated: false })
    expect(
      report.next.match(
        ({ chosen }) => chosen.offer.id,
        ({ kind }) => kind,
      ),
    ).toBe(next)
    expect(fixture.events).toEqual([{ kind: 'lost', job: 'job-1', offerId: 'spot', severity }])
  })

  const zone = { provider: 'aws', region: 'eu-1', zone: 'a' }
  test.each<[LossReason, object | undefined, number]>([
    ['interrupted', { offerId: 'spot' }, 10],
    ['machine-failed', { offerId: 'spot' }, 60],
    ['zone-down', zone, 60],
    ['unknown', { offerId: 'spot' }, 10],
    ['out-of-memory', undefined, 0],
    ['job-failed', undefined, 0],
  ])('to %s is remembered of %j, for %d min', async (reason, of, minutes) => {
    const fixture = failoverFixture([other])
    await fixture.failover.reportLoss(fixture.placementOn(spotOffer()), { reason })
    const untilMs = builtAtMs + minutes * 60_000
    expect(fixture.failures.recall()).toEqual(of === undefined ? [] : [{ ...of, reason, untilMs }])
  })

  test('is remembered for as long as the provider says', async () => {
    const fixture = failoverFixture([other])
    const loss = { reason: 'interrupted', retryAfterMs: 7_000 } as const
    await fixture.failover.reportLoss(fixture.placementOn(spotOffer()), loss)
    expect(fixture.failures.recall()).toMatchObject([{ untilMs: builtAtMs + 7_000 }])
  })

  test('of a zone without a name is of its region', async () => {
    const fixture = failoverFixture([other])
    const placement = fixture.placementOn(spotOffer({ place: { region: 'eu-1' } }))
    await fixture.failover.reportLoss(placement, { reason: 'zone-down' })
    expect(fixture.failures.recall()).toMatchObject([{ provider: 'aws', region: 'eu-1' }])
  })

  test('of an owned machine without a zone is of that machine', async () => {
    const fixture = failoverFixture([other])
    await fixture.failover.reportLoss(fixture.placementOn(buildLocalOffer()), { reason: 'zone-down' })
    expect(fixture.failures.recall()).toMatchObject([{ offerId: 'local-1' }])
  })

  test('does not name a confidential job', async () => {
    const fixture = failoverFixture([])
    const job = longJob({ id: 'case-of-mr-smith', confidentiality: 'confidential' })
    await fixture.failover.reportLoss(fixture.placementOn(buildLocalOffer(), job), { reason: 'unknown' })
    expect(fixture.events).toMatchObject([{ kind: 'lost', job: expect.stringMatching(/^confidential-/) }])
  })
})

describe('losses that come again', () => {
  const offers = [1, 2, 3, 4].map((number) => spotOffer({ id: `spot-${number}` }))
  const severities = async (
    reason: LossReason,
    {
      pauseHours = 0,
      jobs = ['a', 'b', 'c', 'd'],
    }: { readonly pauseHours?: number; readonly jobs?: readonly string[] } = {},
  ) => {
    const fixture = failoverFixture([other])
    const found: string[] = []
    for (const [index, id] of jobs.entries()) {
      const placement = fixture.placementOn(offers[index] ?? spotOffer(), longJob({ id }))
      found.push((await fixture.failover.reportLoss(placement, { reason })).severity)
      fixture.clock.advance(pauseHours * hourMs)
    }
    return { found, failures: fixture.failures.recall() }
  }

  test('in one place make it a bad place for that type', async () => {
    const { found, failures } = await severities('interrupted')
    expect(found).toEqual(['temporary', 'temporary', 'persistent', 'persistent'])
    const type = { gpu: 'RTX 4090', gpuCount: 1, purchase: 'spot' }
    expect(failures.at(-1)).toMatchObject({ provider: 'aws', region: 'eu-1', zone: 'a', ...type })
  })

  test('of one owned machine are of that machine only', async () => {
    const fixture = failoverFixture([other], { persistentAfter: 1 })
    const report = await fixture.failover.reportLoss(fixture.placementOn(buildLocalOffer()), {
      reason: 'unknown',
    })
    expect(report.severity).toBe('persistent')
    expect(fixture.failures.recall()).toMatchObject([{ offerId: 'local-1' }])
  })

  test('over days are no sign of a bad place', async () => {
    const { found } = await severities('interrupted', { pauseHours: 4 })
    expect(found).toEqual(['temporary', 'temporary', 'temporary', 'temporary'])
  })

  test.each<[LossReason, string]>([
    ['unknown', 'critical'],
    ['machine-failed', 'critical'],
    ['interrupted', 'persistent'],
  ])('of one job to %s are %s the third time', async (reason, severity) => {
    expect((await severities(reason, { jobs: ['a', 'a', 'a'] })).found[2]).toBe(severity)
  })

  test('of one job that nobody can explain end in no further decision', async () => {
    const fixture = failoverFixture([other])
    const lose = () => fixture.failover.reportLoss(fixture.placementOn(spotOffer()), { reason: 'unknown' })
    await lose()
    await lose()
    const report = await lose()
    expect(report).toMatchObject({ severity: 'critical', isEscalated: true })
    expect(report.next._unsafeUnwrapErr()).toEqual({ kind: 'job-at-fault', reason: 'unknown' })
    expect(fixture.asked).toHaveLength(2)
  })

  test('do not count for a job that was done in between', async () => {
    const fixture = failoverFixture([other])
    const placements = ['x', 'y', 'z'].map((zone) =>
      fixture.placementOn(spotOffer({ place: { region: 'eu-1', zone } })),
    )
    const found: string[] = []
    for (const placement of placements) {
      found.push((await fixture.failover.reportLoss(placement, { reason: 'unknown' })).severity)
      fixture.failover.reportDone(placement)
    }
    expect(found).toEqual(['temporary', 'temporary', 'temporary'])
  })

  test('are counted from where the options say', async () => {
    const fixture = failoverFixture([other], { persistentAfter: 1 })
    const report = await fixture.failover.reportLoss(fixture.placementOn(spotOffer()), {
      reason: 'interrupted',
    })
    expect(report.severity).toBe('persistent')
  })
})
