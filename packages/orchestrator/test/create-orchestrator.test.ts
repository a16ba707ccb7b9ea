import type { ListedOffer } from '@aima/gpu-core'
import { buildJob, buildSource } from '@aima/gpu-testing'
import { ResultAsync } from 'neverthrow'
import { describe, expect, test } from 'vitest'
import { createOrchestrator } from '../src/create-orchestrator.ts'
import { confidential, houseOf, launch, ownGpu, placedOn, rented, winnerOf } from './house.ts'

const hanging = buildSource([], {
  id: 'hanging',
  listOffers: () => new ResultAsync<never, never>(new Promise(() => undefined)),
})

const failing = buildSource({ kind: 'provider-failed', status: 503 }, { id: 'failing' })

describe('createOrchestrator', () => {
  test('refuses wrong options with their paths', () => {
    const made = createOrchestrator({ policy: { strategy: { kind: 'cost-first' } }, leaseMs: -1 })
    expect(made._unsafeUnwrapErr().issues[0]).toMatch(/^leaseMs: /)
  })

  test('asks nobody before the first call', async () => {
    const { local, cloud } = houseOf()
    await Promise.resolve()
    expect([...local.queries, ...cloud.queries]).toEqual([])
  })
})

describe('gather', () => {
  test('asks all sources, grants sites by registration, and reports each', async () => {
    const { orchestrator } = houseOf()
    const { offers, reports } = await orchestrator.gather()
    expect(offers.map(({ id, site }) => [id, site])).toEqual([
      ['own-1', 'local'],
      ['rented-1', 'cloud'],
    ])
    expect(reports.map(({ source, state }) => [source, state.kind])).toEqual([
      ['house', 'fresh'],
      ['cloud', 'fresh'],
    ])
  })

  test('passes the query on', async () => {
    const { orchestrator, cloud } = houseOf()
    await orchestrator.gather({ vramGiB: 24 })
    expect(cloud.queries).toEqual([{ vramGiB: 24 }])
  })

  test('uses what it knows by the kind of provider: own machines are asked again after 2 s, clouds after a minute', async () => {
    const { orchestrator, clock } = houseOf()
    await orchestrator.gather()
    await clock.pass(30_001)
    const { reports } = await orchestrator.gather()
    expect(reports.map(({ state }) => state)).toEqual([
      { kind: 'fresh', tookMs: 0 },
      { kind: 'cached', ageMs: 30_001 },
    ])
  })

  test('takes ages of one kind, and keeps those of the others', async () => {
    const { orchestrator, clock } = houseOf({ cacheAges: { 'gpu-cloud': { freshMs: 1, staleMs: 1 } } })
    await orchestrator.gather()
    await clock.pass(1_500)
    const { reports } = await orchestrator.gather()
    expect(reports.map(({ state }) => state.kind)).toEqual(['cached', 'fresh'])
  })
})

describe('a source under cloud that claims to be local', () => {
  const claim: ListedOffer = Object.assign(rented('liar'), { site: 'local' })

  test('is overruled, and that is reported', async () => {
    const { orchestrator } = houseOf({ own: [], hired: [claim] })
    const { offers, reports } = await orchestrator.gather()
    expect(offers.map(({ site }) => site)).toEqual(['cloud'])
    expect(reports.map(({ source, overruled }) => [source, overruled])).toEqual([
      ['house', 0],
      ['cloud', 1],
    ])
  })

  test('gets no confidential job', async () => {
    expect(await winnerOf(houseOf({ own: [], hired: [claim] }), confidential)).toBe('no-local-gpu')
  })
})

describe('decide', () => {
  test('takes the best of all sources, and says where they stand', async () => {
    const { orchestrator } = houseOf()
    const { decision, reports } = (await orchestrator.decide(buildJob()))._unsafeUnwrap()
    expect(decision.chosen.offer.id).toBe('own-1')
    expect(decision.counts).toMatchObject({ offers: 2, candidates: 2 })
    expect(reports.map(({ offers }) => offers)).toEqual([1, 1])
  })

  test('tells sources what the job needs, and no more', async () => {
    const { orchestrator, cloud } = houseOf()
    await orchestrator.decide(buildJob({ needs: { vramGiB: 16 }, labels: { team: 'x' } }))
    expect(cloud.queries).toEqual([{ vramGiB: 16 }])
  })

  test('ranks as many as it is told to', async () => {
    const { orchestrator } = houseOf()
    const { decision } = (await orchestrator.decide(buildJob(), { ranked: 1 }))._unsafeUnwrap()
    expect([decision.alternatives.length, decision.others.length]).toEqual([0, 1])
  })

  test('says why nothing fits, and where the sources stand', async () => {
    const { orchestrator } = houseOf({ own: [], hired: [] })
    const error = (await orchestrator.decide(buildJob()))._unsafeUnwrapErr()
    expect(error).toMatchObject({ kind: 'not-decided', reason: { kind: 'no-suitable-offer' } })
    expect('reports' in error && error.reports.length).toBe(2)
  })

  test('does without a source that fails or hangs: it costs its own offers and no more than its deadline', async () => {
    const house = houseOf({ cloud: [failing, hanging], sourceDeadlineMs: 500 })
    const deciding = house.orchestrator.decide(buildJob())
    await house.clock.pass(500)
    const { decision, reports } = (await deciding)._unsafeUnwrap()
    expect(decision.chosen.offer.id).toBe('own-1')
    expect(reports.map(({ state }) => state)).toMatchObject([
      { kind: 'fresh' },
      { kind: 'failed', error: { kind: 'provider-failed' } },
      { kind: 'failed', error: { kind: 'timed-out', afterMs: 500 } },
    ])
  })

  test('is cancelled by its signal, and goes on with those who have answered', async () => {
    const house = houseOf({ cloud: [hanging] })
    const controller = new AbortController()
    const deciding = house.orchestrator.decide(buildJob(), { signal: controller.signal })
    await house.clock.settle()
    controller.abort()
    expect((await deciding)._unsafeUnwrap().decision.chosen.offer.id).toBe('own-1')
  })

  test('asks no provider that the policy denies', async () => {
    const house = houseOf({
      policy: { strategy: { kind: 'cost-first' }, providers: { deny: ['runpod'] } },
    })
    const { reports } = (await house.orchestrator.decide(buildJob()))._unsafeUnwrap()
    expect(reports[1]?.state).toEqual({ kind: 'skipped', why: 'provider' })
    expect(house.cloud.queries).toEqual([])
  })
})

describe('a confidential job', () => {
  test('asks no cloud, whatever is done with it', async () => {
    const house = houseOf({ own: [ownGpu('own-1'), ownGpu('own-2')] })
    const { orchestrator, cloud } = house
    const { reports } = (await orchestrator.decide(confidential))._unsafeUnwrap()
    expect(reports[1]?.state).toEqual({ kind: 'skipped', why: 'site' })
    const placement = await placedOn(house, confidential)
    await orchestrator.whatIf(confidential, { policy: { allowSpot: false } })
    await orchestrator.shouldMove(placement)
    const { job, next } = await orchestrator.reportLoss(placement, { reason: 'machine-failed' })
    expect(next._unsafeUnwrap().chosen.offer.id).toBe('own-2')
    await orchestrator.place(job, { launch })
    await orchestrator.decideMany([confidential])
    expect(cloud.queries).toEqual([])
  })

  test('is not spoken of when clouds are asked for another job', async () => {
    const { orchestrator, cloud } = houseOf()
    const secret = { ...confidential, needs: { vramGiB: 20 } }
    const { fleet } = (await orchestrator.decideMany([secret, buildJob()]))._unsafeUnwrap()
    expect(cloud.queries).toEqual([{}])
    expect(fleet.jobs.map(({ local }) => local.kind)).toEqual(['given', 'displaced'])
  })

  test('stays without a machine when nothing local takes it', async () => {
    expect(await winnerOf(houseOf({ own: [] }), confidential)).toBe('no-local-gpu')
  })
})

describe('decideMany', () => {
  test('gives no GPU twice, and says where the sources stand', async () => {
    const jobs = ['a', 'b', 'c'].map((id) => buildJob({ id }))
    const { orchestrator } = houseOf({ own: [ownGpu('own-1'), ownGpu('own-2')] })
    const { fleet, reports } = (await orchestrator.decideMany(jobs))._unsafeUnwrap()
    const winners = fleet.jobs.flatMap(({ decision }) =>
      decision.kind === 'decision' ? decision.chosen.offer.id : [],
    )
    expect(winners.sort()).toEqual(['own-1', 'own-2', 'rented-1'])
    expect(reports.length).toBe(2)
  })

  test('refuses jobs of one id', async () => {
    const { orchestrator } = houseOf()
    const error = (await orchestrator.decideMany([buildJob(), buildJob()]))._unsafeUnwrapErr()
    expect(error).toEqual({ kind: 'duplicate-job-id', jobId: 'job-1' })
  })

  test('counts what runs already', async () => {
    const house = houseOf()
    await placedOn(house, buildJob({ id: 'first' }))
    const { fleet } = (await house.orchestrator.decideMany([buildJob()]))._unsafeUnwrap()
    expect(fleet.jobs[0]?.local.kind).toBe('none-fits')
  })
})

describe('whatIf', () => {
  test('tells what another policy would decide, and changes nothing', async () => {
    const house = houseOf()
    const change = { policy: { residency: { sites: ['cloud' as const] } } }
    const told = (await house.orchestrator.whatIf(buildJob(), change))._unsafeUnwrap()
    expect(told.difference.winner).toEqual({ before: 'own-1', after: 'rented-1', isSame: false })
    expect(await winnerOf(house)).toBe('own-1')
  })
})
