import { buildOffer, builtAtMs } from '@aima/gpu-testing'
import { describe, expect, test } from 'vitest'
import { failoverFixture, hourMs, longJob, spotOffer } from './failover-fixture.ts'

const other = buildOffer({ id: 'other', provider: 'gcp', price: { usdPerHour: 2 } })
const bigger = buildOffer({
  id: 'bigger',
  provider: 'gcp',
  price: { usdPerHour: 5 },
  gpu: { name: 'A100', model: 'A100-SXM4-80GB', vramGiB: 80 },
})

describe('the next decision', () => {
  const lost = async (
    job = longJob(),
    loss: Partial<Parameters<ReturnType<typeof failoverFixture>['failover']['reportLoss']>[1]> = {},
    afterHours = 0,
  ) => {
    const fixture = failoverFixture([spotOffer(), other])
    const placement = fixture.placementOn(spotOffer(), job)
    fixture.clock.advance(afterHours * hourMs)
    return fixture.failover.reportLoss(placement, { reason: 'interrupted', ...loss })
  }

  test.each([
    ['a share', { unit: 'share', done: 0.4 }, 6],
    ['a share, of which some is not saved', { unit: 'share', done: 0.4, sinceCheckpoint: 0.1 }, 7],
    ['hours', { unit: 'hours', done: 4 }, 6],
    ['hours, of which some are not saved', { unit: 'hours', done: 4, sinceCheckpoint: 1 }, 7],
    ['more than there is', { unit: 'share', done: 7 }, 1e-5],
    ['less than nothing', { unit: 'hours', done: -7 }, 10],
    ['less saved than nothing', { unit: 'hours', done: 1, sinceCheckpoint: 9 }, 10],
    ['no number', { unit: 'share', done: Number.NaN }, 10],
    ['nothing', undefined, 10],
  ] as const)('is for the work that is left after %s', async (_what, progress, hours) => {
    const report = await lost(longJob(), { progress })
    expect(report.job.run?.refHours).toBeCloseTo(hours, 9)
    expect(report.next._unsafeUnwrap().chosen.estimate.computeHours).toBeCloseTo(hours, 9)
  })

  test('scales hours that were measured by GPU', async () => {
    const run = { hoursByGpu: { 'RTX 4090': 8, L4: 20 } }
    const report = await lost(longJob({ run }), { progress: { unit: 'share', done: 0.75 } })
    expect(report.job.run).toEqual({ hoursByGpu: { 'RTX 4090': 2, L4: 5 } })
  })

  test('leaves an unknown run time unknown', async () => {
    const report = await lost(longJob({ run: {} }), { progress: { unit: 'share', done: 0.5 } })
    expect(report.job.run).toEqual({})
  })

  test('has as much less time as has passed', async () => {
    expect((await lost(longJob({ deadlineHours: 12 }), {}, 5)).job.deadlineHours).toBeCloseTo(7, 9)
    expect((await lost(longJob({ deadlineHours: 3 }), {}, 5)).job.deadlineHours).toBeCloseTo(1 / 3600, 9)
  })

  test('has no more time because the clock was set back', async () => {
    const fixture = failoverFixture([other])
    const placement = fixture.placementOn(spotOffer(), longJob({ deadlineHours: 12 }))
    fixture.clock.set(builtAtMs - 5 * hourMs)
    const report = await fixture.failover.reportLoss(placement, { reason: 'interrupted' })
    expect(report.job.deadlineHours).toBe(12)
  })

  test('has as much less budget as was spent', async () => {
    const job = longJob({ budget: { usdPerJob: 100, usdPerHour: 9 } })
    expect((await lost(job, {}, 5)).job.budget).toEqual({ usdPerJob: 95, usdPerHour: 9 })
    expect((await lost(job, { runningHours: 2 }, 5)).job.budget?.usdPerJob).toBe(98)
    expect((await lost(job, { spentUsd: 30 }, 5)).job.budget?.usdPerJob).toBe(70)
  })

  test('is none when the budget is spent', async () => {
    const report = await lost(longJob({ budget: { usdPerJob: 100 } }), { spentUsd: 100 })
    expect(report.next._unsafeUnwrapErr()).toMatchObject({ kind: 'no-suitable-offer' })
  })

  test('does not upload again where the input lies already', async () => {
    const near = spotOffer({ id: 'near', place: { region: 'eu-1', zone: 'b' } })
    const fixture = failoverFixture([{ ...other, price: { usdPerHour: 1 } }, near])
    const job = longJob({ data: { inputGB: 1_000, outputGB: 0, imageGB: 0, scratchGB: 0, uplinkMbps: 100 } })
    const report = await fixture.failover.reportLoss(fixture.placementOn(spotOffer(), job), {
      reason: 'interrupted',
    })
    const decision = report.next._unsafeUnwrap()
    const hours = Object.fromEntries(
      [decision.chosen, ...decision.alternatives].map(({ offer, estimate }) => [
        offer.id,
        estimate.uploadHours > 0,
      ]),
    )
    expect(hours).toEqual({ near: false, other: true })
  })

  test('remembers every place to which the input went, until the job is done', async () => {
    const fixture = failoverFixture([spotOffer()])
    const cached = (report: Awaited<ReturnType<typeof fixture.failover.reportLoss>>) =>
      report.adjust([spotOffer(), other]).map(({ network }) => network?.inputCached ?? false)
    const first = await fixture.failover.reportLoss(fixture.placementOn(spotOffer()), {
      reason: 'interrupted',
    })
    const second = await fixture.failover.reportLoss(fixture.placementOn(other), { reason: 'interrupted' })
    fixture.failover.reportDone(fixture.placementOn(other))
    const third = await fixture.failover.reportLoss(fixture.placementOn(other), { reason: 'interrupted' })
    expect([first, second, third].map(cached)).toEqual([
      [true, false],
      [true, true],
      [false, true],
    ])
  })

  test('remembers the last eight places of an input', async () => {
    const fixture = failoverFixture([other])
    const places = Array.from({ length: 12 }, (_, index) =>
      spotOffer({ place: { region: `region-${index}` } }),
    )
    const reports = []
    for (const offer of places)
      reports.push(await fixture.failover.reportLoss(fixture.placementOn(offer), { reason: 'interrupted' }))
    const cached = reports
      .at(-1)
      ?.adjust(places)
      .filter(({ network }) => network?.inputCached)
    expect(cached?.map(({ place }) => place.region)).toEqual(
      places.slice(-8).map(({ place }) => place.region),
    )
  })

  test('uploads again to machines that read from their own disk', async () => {
    const fixture = failoverFixture([other])
    const report = await fixture.failover.reportLoss(fixture.placementOn(spotOffer()), {
      reason: 'interrupted',
    })
    const [onInstance] = report.adjust([spotOffer({ network: { dataPath: 'instance' } })])
    expect(onInstance?.network).toEqual({ dataPath: 'instance' })
  })

  test('knows that input on a lost machine is lost with it', async () => {
    const fixture = failoverFixture([spotOffer()])
    const onInstance = spotOffer({ network: { dataPath: 'instance' } })
    const report = await fixture.failover.reportLoss(fixture.placementOn(onInstance), {
      reason: 'interrupted',
    })
    expect(report.adjust([spotOffer(), onInstance]).filter(({ network }) => network?.inputCached)).toEqual([])
  })

  test('asks for more memory than was not enough, even as drivers report it', async () => {
    const reported = spotOffer({
      id: 'reported',
      gpu: { name: 'odd', reportedVramGiB: 24 },
      price: { usdPerHour: 0.1 },
    })
    const fixture = failoverFixture([reported, other, bigger])
    const report = await fixture.failover.reportLoss(fixture.placementOn(spotOffer()), {
      reason: 'out-of-memory',
    })
    expect(report.job.needs?.vramGiB).toBe(27)
    expect(report.next._unsafeUnwrap().chosen.offer.id).toBe('bigger')
  })

  test('is none when nobody knows how much memory was not enough', async () => {
    const nameless = spotOffer({ gpu: { name: 'odd' }, benchmarks: { b: 1 } })
    const fixture = failoverFixture([bigger])
    const job = longJob({ run: {} })
    const report = await fixture.failover.reportLoss(fixture.placementOn(nameless, job), {
      reason: 'out-of-memory',
    })
    expect(report.next._unsafeUnwrapErr()).toEqual({ kind: 'job-at-fault', reason: 'out-of-memory' })
  })

  test.each([
    ['rejects', () => Promise.reject(new Error('down'))],
    [
      'throws',
      () => {
        throw new Error('down')
      },
    ],
  ])('is undecided when its maker %s', async (_how, decideAgain) => {
    const fixture = failoverFixture([], { decideAgain })
    const report = await fixture.failover.reportLoss(fixture.placementOn(spotOffer()), {
      reason: 'interrupted',
    })
    expect(report.next._unsafeUnwrapErr()).toEqual({ kind: 'undecided' })
  })

  test('is undecided when it was cancelled', async () => {
    const fixture = failoverFixture([], { decideAgain: () => new Promise(() => undefined) })
    const cancel = new AbortController()
    const reporting = fixture.failover.reportLoss(fixture.placementOn(spotOffer()), {
      reason: 'interrupted',
      signal: cancel.signal,
    })
    cancel.abort()
    expect((await reporting).next._unsafeUnwrapErr()).toEqual({ kind: 'undecided' })
  })
})
