import { builtAtMs } from '@aima/gpu-testing'
import { describe, expect, test } from 'vitest'
import { answering, at, failure, heldSource, listingOf, offerNamed, sceneWith } from './scene.ts'

const minute = 60_000

describe('an answer is', () => {
  test('fresh when the source was asked, with the time that it took', async () => {
    const { source, calls } = heldSource()
    const { gatherer, clock } = sceneWith(at('cloud', source))
    const gathering = gatherer.gather({})
    await clock.pass(700)
    calls[0]?.answer(listingOf(offerNamed('a')))
    const { offers, reports, nowMs } = await gathering
    expect(reports[0]).toMatchObject({ state: { kind: 'fresh', tookMs: 700 }, offers: 1, overruled: 0 })
    expect(offers.map(({ id, site, observedAtMs }) => [id, site, observedAtMs])).toEqual([
      ['a', 'cloud', builtAtMs],
    ])
    expect(nowMs).toBe(builtAtMs + 700)
  })

  test('cached while it is young', async () => {
    const { source, calls } = answering([listingOf(offerNamed('a'))])
    const { first } = sceneWith(at('cloud', source))
    await first(59_999)
    expect((await first()).state).toEqual({ kind: 'cached', ageMs: 59_999 })
    expect(calls).toHaveLength(1)
  })

  test('stale while a new one is fetched, and the new one is used next', async () => {
    const { source, calls } = answering([listingOf(offerNamed('a')), listingOf(offerNamed('b'))])
    const { first, gatherIn } = sceneWith(at('cloud', source))
    await first(minute)
    const stale = await gatherIn()
    expect(stale.reports[0]?.state).toEqual({ kind: 'stale', ageMs: minute, why: 'refreshing' })
    expect(stale.offers.map(({ id }) => id)).toEqual(['a'])
    const next = await gatherIn()
    expect(next.reports[0]?.state).toEqual({ kind: 'cached', ageMs: 0 })
    expect(next.offers.map(({ id }) => id)).toEqual(['b'])
    expect(calls).toHaveLength(2)
  })

  test('stale with the reason once nobody asks the source any more', async () => {
    const down = failure({ kind: 'provider-failed', status: 500 })
    const { source, calls } = answering([listingOf(offerNamed('a')), down])
    const { first } = sceneWith(at('cloud', source))
    await first(2 * minute)
    for (let attempt = 0; attempt < 3; attempt += 1) expect((await first()).state.kind).toBe('stale')
    expect((await first()).state).toEqual({
      kind: 'stale',
      ageMs: 2 * minute,
      why: { kind: 'provider-failed', status: 500 },
    })
    expect(calls).toHaveLength(4)
  })

  test('not used beyond its age limit, even when no other can be had', async () => {
    const down = failure({ kind: 'unreachable', target: 'example.org', code: 'ECONNREFUSED' })
    const { source } = answering([listingOf(offerNamed('a')), down])
    const { first, gatherIn } = sceneWith(at('cloud', source))
    await first(15 * minute + 1)
    const gathering = await gatherIn()
    expect(gathering.offers).toEqual([])
    expect(gathering.reports[0]?.state).toMatchObject({ kind: 'failed', error: { kind: 'unreachable' } })
  })

  test('kept for as long as its kind of provider says', async () => {
    const local = answering([listingOf(offerNamed('a'))], { providerKind: 'local' })
    const aws = answering([listingOf(offerNamed('b'))], { providerKind: 'hyperscaler' })
    const { gatherIn } = sceneWith(at('cloud', local.source, aws.source))
    await gatherIn(minute)
    expect((await gatherIn()).reports.map(({ state }) => state.kind)).toEqual(['fresh', 'cached'])
  })

  test('kept by query, whatever the order in which it is written', async () => {
    const { source, calls } = answering([listingOf(offerNamed('a'))])
    const { first } = sceneWith(at('cloud', source))
    await first(0, { vramGiB: 24, countries: ['DE', 'FR'] })
    expect((await first(0, { countries: ['FR', 'DE'], vramGiB: 24 })).state.kind).toBe('cached')
    expect((await first(0, { vramGiB: 48, countries: ['DE', 'FR'] })).state.kind).toBe('fresh')
    expect(calls.map(({ query }) => query.vramGiB)).toEqual([24, 48])
  })

  test('forgotten when too many queries are asked', async () => {
    const { source, calls } = answering([listingOf(offerNamed('a'))])
    const { first, gatherer } = sceneWith(at('cloud', source))
    for (let vramGiB = 0; vramGiB < 300; vramGiB += 1) await gatherer.gather({ vramGiB })
    expect((await first(0, { vramGiB: 299 })).state.kind).toBe('cached')
    expect((await first(0, { vramGiB: 0 })).state.kind).toBe('fresh')
    expect(calls).toHaveLength(301)
  })
})

describe('calls under way', () => {
  test('are joined by whoever asks the same', async () => {
    const { source, calls } = heldSource()
    const { gatherer, clock } = sceneWith(at('cloud', source))
    const both = [gatherer.gather({}), gatherer.gather({})]
    await clock.settle()
    calls[0]?.answer(listingOf(offerNamed('a')))
    expect((await Promise.all(both)).map(({ offers }) => offers.length)).toEqual([1, 1])
    expect(calls).toHaveLength(1)
  })

  test('go on when one of two callers cancels', async () => {
    const { source, calls } = heldSource()
    const { gatherer, clock } = sceneWith(at('cloud', source))
    const controller = new AbortController()
    const cancelled = gatherer.gather({}, { signal: controller.signal })
    const other = gatherer.gather({})
    controller.abort()
    expect((await cancelled).reports[0]?.state).toEqual({ kind: 'failed', error: { kind: 'cancelled' } })
    await clock.settle()
    calls[0]?.answer(listingOf(offerNamed('a')))
    expect((await other).reports[0]?.state.kind).toBe('fresh')
  })

  test('are cancelled when the last caller cancels, and the next caller asks anew', async () => {
    const { source, calls } = heldSource()
    const { gatherer, clock } = sceneWith(at('cloud', source))
    const controller = new AbortController()
    const cancelled = gatherer.gather({}, { signal: controller.signal })
    controller.abort()
    await cancelled
    expect(calls[0]?.context.signal?.aborted).toBe(true)
    const next = gatherer.gather({})
    await clock.settle()
    calls[1]?.answer(listingOf(offerNamed('a')))
    expect((await next).reports[0]?.state.kind).toBe('fresh')
    expect(clock.pending()).toBe(0)
  })

  test('are not begun for a caller who has cancelled, who still gets what is cached', async () => {
    const { source, calls } = answering([listingOf(offerNamed('a'))])
    const { gatherer, first } = sceneWith(at('cloud', source))
    const signal = AbortSignal.abort()
    expect((await gatherer.gather({}, { signal })).reports[0]?.state.kind).toBe('failed')
    expect(calls).toHaveLength(0)
    await first(minute)
    const { reports, offers } = await gatherer.gather({}, { signal })
    expect(reports[0]?.state).toMatchObject({ kind: 'stale', why: { kind: 'cancelled' } })
    expect(offers).toHaveLength(1)
    expect(calls).toHaveLength(1)
  })

  test('that only refresh go on when their caller cancels', async () => {
    const { source, calls } = heldSource()
    const { gatherer, clock } = sceneWith(at('cloud', source))
    const asked = gatherer.gather({})
    await clock.settle()
    calls[0]?.answer(listingOf(offerNamed('a')))
    await asked
    await clock.pass(minute)
    const controller = new AbortController()
    await gatherer.gather({}, { signal: controller.signal })
    controller.abort()
    await clock.settle()
    expect(calls[1]?.context.signal?.aborted).toBe(false)
  })
})

describe('calls under way of which there are several', () => {
  const ages = { freshMs: 1000, staleMs: 2000 }

  test('answer those who wait, even when there are more than answers are kept', async () => {
    const { source, calls } = heldSource()
    const { gatherer, clock } = sceneWith(at('cloud', source))
    const gatherings = Array.from({ length: 300 }, (_, vramGiB) => gatherer.gather({ vramGiB }))
    await clock.settle()
    for (const call of calls) call.answer(listingOf(offerNamed('a')))
    const states = (await Promise.all(gatherings)).map(({ reports }) => reports[0]?.state.kind)
    expect(new Set(states)).toEqual(new Set(['fresh']))
  })

  test('refresh for all, whoever joins them and cancels', async () => {
    const { source, calls } = heldSource()
    const { gatherer, clock } = sceneWith(at('cloud', source), {
      cacheAges: { local: ages, 'gpu-cloud': ages, hyperscaler: ages },
    })
    const asked = gatherer.gather({})
    await clock.settle()
    calls[0]?.answer(listingOf(offerNamed('a')))
    await asked
    await clock.pass(1500)
    await gatherer.gather({})
    await clock.pass(600)
    const controller = new AbortController()
    const joined = gatherer.gather({}, { signal: controller.signal })
    controller.abort()
    expect((await joined).reports[0]?.state).toEqual({ kind: 'failed', error: { kind: 'cancelled' } })
    expect(calls).toHaveLength(2)
    expect(calls[1]?.context.signal?.aborted).toBe(false)
  })
})

describe('a clock that jumps', () => {
  test('back freezes nothing', async () => {
    const { source, calls } = answering([listingOf(offerNamed('a'))])
    const { first, clock } = sceneWith(at('cloud', source))
    await first(2 * minute)
    clock.jumpTo(builtAtMs - 365 * 24 * 60 * minute)
    expect((await first()).state.kind).toBe('stale')
    expect((await first()).state.kind).toBe('cached')
    expect(calls).toHaveLength(2)
  })

  test('ahead floods nobody', async () => {
    const { source, calls } = answering([listingOf(offerNamed('a'))])
    const { first, clock } = sceneWith(at('cloud', source))
    await first()
    for (let year = 1; year < 10; year += 1) {
      clock.jumpTo(builtAtMs + year * 365 * 24 * 60 * minute)
      expect((await first()).state.kind).toBe('cached')
    }
    expect(calls).toHaveLength(1)
  })
})
