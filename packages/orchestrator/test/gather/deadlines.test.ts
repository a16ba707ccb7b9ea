import { expect, test } from 'vitest'
import { answering, at, failure, heldSource, listingOf, offerNamed, sceneWith } from './scene.ts'

test('a source that hangs costs only its own offers', async () => {
  const hanging = heldSource({ id: 'hanging' })
  const quick = answering([listingOf(offerNamed('a'))], { id: 'quick' })
  const { gatherIn, clock } = sceneWith(at('cloud', hanging.source, quick.source))
  const { offers, reports } = await gatherIn(10_000)
  expect(offers.map(({ id }) => id)).toEqual(['a'])
  expect(reports.map(({ source, state }) => [source, state])).toEqual([
    ['hanging', { kind: 'failed', error: { kind: 'timed-out', afterMs: 10_000 } }],
    ['quick', { kind: 'fresh', tookMs: 0 }],
  ])
  expect(hanging.calls[0]?.context.signal?.aborted).toBe(true)
  expect(clock.pending()).toBe(0)
})

test('a late answer is kept for the next caller', async () => {
  const { source, calls } = heldSource()
  const { gatherIn, clock } = sceneWith(at('cloud', source))
  await gatherIn(10_000)
  await clock.pass(5000)
  calls[0]?.answer(listingOf(offerNamed('late')))
  await clock.settle()
  const { offers, reports } = await gatherIn()
  expect(reports[0]?.state).toEqual({ kind: 'cached', ageMs: 0 })
  expect(offers.map(({ id }) => id)).toEqual(['late'])
})

test('a late answer does not replace a newer one', async () => {
  const { source, calls } = heldSource()
  const { gatherIn, gatherer, clock } = sceneWith(at('cloud', source))
  await gatherIn(10_000)
  const second = gatherer.gather({})
  await clock.settle()
  calls[1]?.answer(listingOf(offerNamed('new')))
  await second
  calls[0]?.answer(listingOf(offerNamed('late')))
  await clock.settle()
  expect((await gatherIn()).offers.map(({ id }) => id)).toEqual(['new'])
})

test('a late answer does not disturb a call under way', async () => {
  const { source, calls } = heldSource()
  const { gatherIn, gatherer, clock } = sceneWith(at('cloud', source))
  await gatherIn(10_000)
  const second = gatherer.gather({})
  await clock.settle()
  calls[0]?.answer(listingOf(offerNamed('late')))
  await clock.settle()
  calls[1]?.answer(listingOf(offerNamed('new')))
  expect((await second).offers.map(({ id }) => id)).toEqual(['new'])
  expect((await gatherIn()).offers.map(({ id }) => id)).toEqual(['new'])
})

test('a late failure changes nothing', async () => {
  const { source, calls } = heldSource()
  const { gatherIn, clock } = sceneWith(at('cloud', source))
  await gatherIn(10_000)
  calls[0]?.answer(failure({ kind: 'unauthorized' }))
  await clock.settle()
  await gatherIn(10_000)
  expect(calls).toHaveLength(2)
})

test('closing ends what is under way and leaves no timer', async () => {
  const { source, calls } = heldSource()
  const { gatherer, clock } = sceneWith(at('cloud', source))
  const gathering = gatherer.gather({})
  await clock.settle()
  gatherer.close()
  expect((await gathering).reports[0]?.state).toEqual({ kind: 'skipped', why: 'closed' })
  expect(calls[0]?.context.signal?.aborted).toBe(true)
  expect(clock.pending()).toBe(0)
  calls[0]?.answer(listingOf(offerNamed('late')))
  await clock.settle()
  expect(await gatherer.gather({})).toMatchObject({ offers: [], reports: [{ state: { why: 'closed' } }] })
  expect(calls).toHaveLength(1)
})

test('a source that is skipped is not asked', async () => {
  const { source, calls } = answering([listingOf(offerNamed('a'))])
  const { gatherer, events } = sceneWith(at('cloud', source))
  const { reports } = await gatherer.gather(
    {},
    { skip: ({ site }) => (site === 'cloud' ? 'site' : undefined) },
  )
  expect(reports[0]?.state).toEqual({ kind: 'skipped', why: 'site' })
  expect(calls).toHaveLength(0)
  expect(events).toEqual([
    {
      kind: 'source-asked',
      source: 'source-1',
      site: 'cloud',
      state: { kind: 'skipped', why: 'site' },
      offers: 0,
    },
  ])
})

test('a listener that throws ends no gathering', async () => {
  const { source } = answering([listingOf(offerNamed('a'))])
  const { gatherIn } = sceneWith(at('cloud', source), {
    tell: () => {
      throw new Error('listener')
    },
  })
  expect((await gatherIn()).offers).toHaveLength(1)
})
