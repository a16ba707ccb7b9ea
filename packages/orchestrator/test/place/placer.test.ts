import type { Job } from '@aima/gpu-core'
import { buildJob, buildLocalOffer, buildOffer, builtAtMs } from '@aima/gpu-testing'
import { err, ok } from 'neverthrow'
import { describe, expect, test } from 'vitest'
import type { Launch, LaunchFailureKind } from '../../src/place/launch.ts'
import { refuseOffSite } from '../../src/place/try-candidate.ts'
import { attemptsOf, outcomesOf, placingFixture } from './placing-fixture.ts'

import { anywhere, failingOn, never, nowhere, priced, three } from './sample-launches.ts'

test('the first of the ranking gets the job', async () => {
  const placed = await placingFixture(three).place({ launch: anywhere })
  expect(placed._unsafeUnwrap()).toMatchObject({
    kind: 'placement',
    id: 'placement-1',
    machine: 'on a',
    candidate: { offer: { id: 'a' } },
    decision: { chosen: { offer: { id: 'a' } } },
    leases: [],
    placedAtMs: builtAtMs,
  })
  expect(outcomesOf(placed)).toEqual([['a', 'placed']])
})

test('the next one is tried when a launch fails, and every attempt is told', async () => {
  const fixture = placingFixture(three)
  const placed = await fixture.place({ launch: failingOn({ a: 'no-capacity', b: 'bad-request' }) })
  expect(placed._unsafeUnwrap().machine).toBe('on c')
  expect(outcomesOf(placed)).toEqual([
    ['a', 'failed'],
    ['b', 'failed'],
    ['c', 'placed'],
  ])
  expect(fixture.events.map((event) => [event.kind, 'outcome' in event ? event.outcome : ''])).toEqual([
    ['attempted', 'failed'],
    ['attempted', 'failed'],
    ['attempted', 'placed'],
    ['placed', ''],
  ])
})

test('a job that nobody takes ends with every attempt, its rank and its reason', async () => {
  const placed = await placingFixture(three).place({
    launch: failingOn({ a: 'unknown', b: 'price-moved', c: 'no-quota' }),
  })
  expect(placed._unsafeUnwrapErr()).toMatchObject({
    kind: 'not-placed',
    decision: { chosen: { offer: { id: 'a' } } },
  })
  expect(attemptsOf(placed)).toMatchObject([
    { offerId: 'a', rank: 1, outcome: { kind: 'failed', failure: { kind: 'unknown' } } },
    { offerId: 'b', rank: 2, outcome: { kind: 'failed', failure: { kind: 'price-moved' } } },
    { offerId: 'c', rank: 3, outcome: { kind: 'failed', failure: { kind: 'no-quota' } } },
  ])
})

test('all candidates are tried, not only those that a decision ranks', async () => {
  const many = Array.from({ length: 150 }, (_, index) => priced(`o-${index}`, 1 + index))
  const placed = await placingFixture(many).place({ launch: nowhere })
  expect(attemptsOf(placed).map(({ offerId }) => offerId)).toEqual(many.map(({ id }) => id))
  expect(attemptsOf(placed).map(({ rank }) => rank)).toEqual(many.map((_, index) => index + 1))
})

test('a launch is told its job, its number and a signal that nobody has aborted', async () => {
  const told: unknown[] = []
  const launch: Launch<string> = async (_candidate, { signal, ...context }) => {
    told.push({ ...context, aborted: signal.aborted })
    return told.length < 2 ? err({ kind: 'unknown' }) : ok('machine')
  }
  await placingFixture(three).place({ launch })
  expect(told).toEqual([
    { job: buildJob(), leases: [], attempt: 1, aborted: false },
    { job: buildJob(), leases: [], attempt: 2, aborted: false },
  ])
})

test('a job for which nothing fits ends with the error of the decision', async () => {
  const placed = await placingFixture([]).place({ launch: anywhere })
  expect(placed._unsafeUnwrapErr().kind).toBe('no-suitable-offer')
})

test('sources that reject count as sources that have nothing', async () => {
  const fixture = placingFixture(three, { gather: () => Promise.reject(new Error('down')) })
  expect((await fixture.place({ launch: anywhere }))._unsafeUnwrapErr().kind).toBe('no-suitable-offer')
})

describe('offers that share hardware', () => {
  const box = [
    priced('box-1', 1, { exclusiveKeys: ['box'] }),
    priced('box-2', 2, { exclusiveKeys: ['box'] }),
    priced('other', 3, { exclusiveKeys: ['other'] }),
  ]

  test.each<LaunchFailureKind>(['no-capacity', 'unknown'])(
    'are passed over together after %s',
    async (kind) => {
      const placed = await placingFixture(box).place({ launch: failingOn({ 'box-1': kind }) })
      expect(attemptsOf(placed)[1]?.outcome).toEqual({ kind: 'excluded', byOfferId: 'box-1' })
      expect(placed._unsafeUnwrap().machine).toBe('on other')
    },
  )

  test('are passed over together when one hangs', async () => {
    const launch: Launch<string> = (candidate, context) =>
      candidate.offer.id === 'box-1' ? never(candidate, context) : anywhere(candidate, context)
    expect(outcomesOf(await placingFixture(box).place({ launch }))).toEqual([
      ['box-1', 'timed-out'],
      ['box-2', 'excluded'],
      ['other', 'placed'],
    ])
  })

  test.each<LaunchFailureKind>(['price-moved', 'bad-request'])('are each tried after %s', async (kind) => {
    const placed = await placingFixture(box).place({ launch: failingOn({ 'box-1': kind }) })
    expect(placed._unsafeUnwrap().machine).toBe('on box-2')
  })
})

describe('a confidential job', () => {
  const confidential: Job = buildJob({ confidentiality: 'confidential' })

  test('is tried on local offers only', async () => {
    const fixture = placingFixture([...three, buildLocalOffer(), buildLocalOffer({ id: 'local-2' })])
    const placed = await fixture.place({ launch: nowhere }, confidential)
    expect(attemptsOf(placed).map(({ offerId }) => offerId)).toEqual(['local-1', 'local-2'])
  })

  test('goes nowhere when an offer moves to the cloud between decision and launch', async () => {
    const fixture = placingFixture([buildLocalOffer()], { momentMs: 0 })
    const gathered = [[buildLocalOffer()], [buildLocalOffer({ site: 'cloud' })]]
    const moved = placingFixture([], {
      momentMs: 0,
      gather: async () => ({ offers: gathered.shift() ?? [], reports: [], nowMs: fixture.clock.nowMs() }),
    })
    const placed = await moved.place({ launch: anywhere }, confidential)
    expect(outcomesOf(placed)).toEqual([['local-1', 'refused']])
  })

  test('stays confidential when its owner changes it meanwhile', async () => {
    const job = { ...confidential }
    const fixture = placingFixture([...three, buildLocalOffer(), buildLocalOffer({ id: 'local-2' })])
    const tried: string[] = []
    const launch: Launch<string> = async ({ offer }, context) => {
      tried.push(`${offer.id} ${context.job.confidentiality}`)
      job.confidentiality = 'public'
      return err({ kind: 'unknown' })
    }
    await fixture.place({ launch }, job)
    expect(tried).toEqual(['local-1 confidential', 'local-2 confidential'])
  })

  test('is refused off-site by the last guard, whatever has let it through', () => {
    const refusal = { gate: 'confidentiality', kind: 'site-not-allowed', needed: ['local'], actual: 'cloud' }
    expect(refuseOffSite(confidential, buildOffer())).toEqual(refusal)
    expect(refuseOffSite(confidential, buildLocalOffer())).toBeUndefined()
    expect(refuseOffSite(buildJob(), buildOffer())).toBeUndefined()
  })

  test('is not named in events', async () => {
    const fixture = placingFixture([buildLocalOffer()])
    await fixture.place({ launch: anywhere }, { ...confidential, id: 'case-of-mr-smith' })
    expect(JSON.stringify(fixture.events)).not.toContain('smith')
    expect(fixture.events.at(-1)).toEqual({
      kind: 'placed',
      job: expect.stringMatching(/^confidential-/),
      attempts: 1,
    })
  })
})
