import type { ListError } from '@aima/gpu-core'
import { builtAtMs } from '@aima/gpu-testing'
import { describe, expect, test } from 'vitest'
import { answering, at, failure, heldSource, listingOf, offerNamed, sceneWith } from './scene.ts'

const counted: readonly ListError[] = [
  { kind: 'provider-failed', status: 503 },
  { kind: 'unreachable', target: 'example.org', code: 'ECONNRESET' },
  { kind: 'timed-out', afterMs: 1 },
  { kind: 'unexpected-shape', issues: [] },
  { kind: 'too-large', limitBytes: 1 },
]

const atOnce: readonly ListError[] = [{ kind: 'unauthorized', status: 401 }, { kind: 'rate-limited' }]

const neverCounted: readonly ListError[] = [{ kind: 'invalid-options', issues: [] }, { kind: 'cancelled' }]

const callsOfTen = async (error: ListError): Promise<number> => {
  const { source, calls } = answering([failure(error)])
  const { first } = sceneWith(at('cloud', source))
  for (let attempt = 0; attempt < 10; attempt += 1) await first()
  return calls.length
}

describe('a source is left alone', () => {
  test.each(counted)('after three times $kind in a row', async (error) => {
    expect(await callsOfTen(error)).toBe(3)
  })

  test.each(atOnce)('at once after $kind', async (error) => {
    expect(await callsOfTen(error)).toBe(1)
  })

  test.each(neverCounted)('never for $kind', async (error) => {
    expect(await callsOfTen(error)).toBe(10)
  })

  test('and is reported as skipped', async () => {
    const { source } = answering([failure({ kind: 'unauthorized' })])
    const { first } = sceneWith(at('cloud', source))
    await first()
    expect((await first()).state).toEqual({ kind: 'skipped', why: 'circuit-open' })
  })

  test('by all queries', async () => {
    const { source, calls } = answering([failure({ kind: 'unauthorized' })])
    const { first } = sceneWith(at('cloud', source))
    await first(0, { vramGiB: 24 })
    expect((await first(0, { vramGiB: 48 })).state.kind).toBe('skipped')
    expect(calls).toHaveLength(1)
  })

  test('not when a success comes between', async () => {
    const down = failure({ kind: 'provider-failed', status: 503 })
    const { source, calls } = answering([down, down, listingOf(), down, down])
    const { first, clock } = sceneWith(at('cloud', source))
    for (let attempt = 0; attempt < 5; attempt += 1) {
      await first()
      await clock.pass(900_001 * (attempt === 2 ? 1 : 0))
    }
    expect((await first()).state.kind).toBe('failed')
    expect(calls).toHaveLength(6)
  })

  test('for as long as the provider says', async () => {
    const { source, calls } = answering([
      failure({ kind: 'rate-limited', retryAfterMs: 300_000 }),
      listingOf(),
    ])
    const { first } = sceneWith(at('cloud', source))
    await first(299_999)
    expect((await first(1)).state.kind).toBe('skipped')
    expect((await first()).state.kind).toBe('fresh')
    expect(calls).toHaveLength(2)
  })

  test.each([
    [0, 1000],
    [1e15, 3_600_000],
  ])('not for %i ms, even when the provider says so', async (retryAfterMs, waitMs) => {
    const { source } = answering([failure({ kind: 'rate-limited', retryAfterMs }), listingOf()])
    const { first } = sceneWith(at('cloud', source))
    await first(waitMs - 1)
    expect((await first(1)).state.kind).toBe('skipped')
    expect((await first()).state.kind).toBe('fresh')
  })
})

test('who asks what is being asked already joins it, although the breaker has opened', async () => {
  const { source, calls } = heldSource()
  const { gatherer, clock } = sceneWith(at('cloud', source))
  const slow = gatherer.gather({ vramGiB: 1 })
  const opening = gatherer.gather({ vramGiB: 2 })
  await clock.settle()
  calls[1]?.answer(failure({ kind: 'unauthorized' }))
  await opening
  const joined = gatherer.gather({ vramGiB: 1 })
  calls[0]?.answer(listingOf(offerNamed('a')))
  expect((await Promise.all([slow, joined])).map(({ offers }) => offers.length)).toEqual([1, 1])
})

describe('after the pause', () => {
  const unauthorized = failure({ kind: 'unauthorized' })

  test('one call is let through, and a success closes the breaker', async () => {
    const { source, calls } = answering([unauthorized, listingOf(offerNamed('a'))])
    const { first } = sceneWith(at('cloud', source))
    await first(60_000)
    expect((await first()).state.kind).toBe('fresh')
    expect((await first(0, { vramGiB: 1 })).state.kind).toBe('fresh')
    expect(calls).toHaveLength(3)
  })

  test('a failed trial opens it for another pause', async () => {
    const down = failure({ kind: 'provider-failed', status: 503 })
    const { source, calls } = answering([down])
    const { first } = sceneWith(at('cloud', source))
    for (let attempt = 0; attempt < 3; attempt += 1) await first()
    await first(60_000)
    await first()
    expect(calls).toHaveLength(4)
    expect((await first()).state.kind).toBe('skipped')
  })

  test('other queries do not wait for the trial', async () => {
    const { source, calls } = heldSource()
    const { gatherer, clock, first } = sceneWith(at('cloud', source))
    const opening = gatherer.gather({})
    await clock.settle()
    calls[0]?.answer(unauthorized)
    await opening
    await clock.pass(60_000)
    const trial = gatherer.gather({})
    await clock.settle()
    expect((await first(0, { vramGiB: 1 })).state).toEqual({ kind: 'skipped', why: 'circuit-open' })
    calls[1]?.answer(listingOf())
    expect((await trial).reports[0]?.state.kind).toBe('fresh')
  })

  test('a trial that its caller cancels decides nothing', async () => {
    const down = failure({ kind: 'provider-failed', status: 503 })
    const { source, calls } = heldSource()
    const { gatherer, clock } = sceneWith(at('cloud', source))
    const fail = async (): Promise<void> => {
      const gathering = gatherer.gather({})
      await clock.settle()
      calls.at(-1)?.answer(down)
      await gathering
    }
    for (let attempt = 0; attempt < 3; attempt += 1) await fail()
    await clock.pass(60_000)
    const controller = new AbortController()
    const trial = gatherer.gather({}, { signal: controller.signal })
    controller.abort()
    await trial
    await clock.settle()
    await fail()
    expect(calls).toHaveLength(5)
    expect((await gatherer.gather({})).reports[0]?.state.kind).toBe('skipped')
  })

  test.each([-365, 365])('a jump of the time of day by %i days changes nothing', async (days) => {
    const { source } = answering([unauthorized, listingOf()])
    const { first, clock } = sceneWith(at('cloud', source))
    await first(30_000)
    clock.jumpTo(builtAtMs + days * 86_400_000)
    expect((await first(30_000)).state.kind).toBe('skipped')
    expect((await first()).state.kind).toBe('fresh')
  })
})
