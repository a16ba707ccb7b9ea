import { err } from 'neverthrow'
import { describe, expect, test, vi } from 'vitest'
import type { Launch } from '../../src/place/launch.ts'
import { attemptsOf, outcomesOf, placingFixture } from './placing-fixture.ts'
import { anywhere, never, nowhere, priced, three } from './sample-launches.ts'
import { quiet } from './virtual-clock.ts'

describe('a cancelled placement', () => {
  test('that had not begun launches nothing', async () => {
    const placed = await placingFixture(three).place({ launch: anywhere, signal: AbortSignal.abort() })
    expect(placed._unsafeUnwrapErr()).toEqual({ kind: 'cancelled', attempts: [] })
  })

  test.each<[string, Partial<Parameters<typeof placingFixture>[1]>]>([
    ['sources are asked', { gather: () => new Promise(() => undefined) }],
    ['a launch runs', {}],
  ])('ends before the event loop turns while %s', async (_what, changes) => {
    const cancel = new AbortController()
    const fixture = placingFixture(three, changes)
    const placing = fixture.start({ launch: never, signal: cancel.signal })
    await quiet()
    let isOver = false
    void placing.then(() => {
      isOver = true
    })
    cancel.abort()
    await new Promise((resolve) => setImmediate(resolve))
    expect(isOver).toBe(true)
    expect((await placing)._unsafeUnwrapErr().kind).toBe('cancelled')
    expect(fixture.clock.pending()).toBe(0)
  })

  test('ends before the event loop turns while somebody is asked', async () => {
    const cancel = new AbortController()
    const fixture = placingFixture(three)
    let isAsked = false
    const launch: Launch<string> = async () => {
      fixture.market.offers = three.map((offer) => ({ ...offer, price: { usdPerHour: 9 } }))
      fixture.clock.advance(5_000)
      return err({ kind: 'unknown' })
    }
    const confirm = () => {
      isAsked = true
      return new Promise<boolean>(() => undefined)
    }
    const placing = fixture.start({ launch, confirm, signal: cancel.signal })
    await quiet()
    expect(isAsked).toBe(true)
    cancel.abort()
    expect(outcomesOf(await placing)).toEqual([
      ['a', 'failed'],
      ['b', 'cancelled'],
    ])
  })

  test('ends although many candidates are passed over without a wait', async () => {
    const many = Array.from({ length: 5_000 }, (_, index) => priced(`o-${index}`, 1 + index))
    const cancel = new AbortController()
    const fixture = placingFixture(many)
    setImmediate(() => cancel.abort())
    const placed = await fixture.start({ launch: nowhere, signal: cancel.signal })
    expect(placed._unsafeUnwrapErr().kind).toBe('cancelled')
    expect(attemptsOf(placed).length).toBeLessThan(1_000)
  })

  test('gives a launch that is under way its signal', async () => {
    const cancel = new AbortController()
    let given: AbortSignal | undefined
    const launch: Launch<string> = (candidate, context) => {
      given = context.signal
      return never(candidate, context)
    }
    const placing = placingFixture(three).start({ launch, signal: cancel.signal })
    await quiet()
    cancel.abort()
    await placing
    expect(given?.aborted).toBe(true)
  })

  test('is one of many with one signal, to which one listener listens', async () => {
    const cancel = new AbortController()
    const listening = vi.spyOn(cancel.signal, 'addEventListener')
    const fixture = placingFixture(three)
    await fixture.place({ launch: anywhere, signal: cancel.signal })
    const placing = Array.from({ length: 30 }, () => fixture.start({ launch: never, signal: cancel.signal }))
    await quiet()
    cancel.abort()
    const kinds = (await Promise.all(placing)).map((placed) => placed._unsafeUnwrapErr().kind)
    expect(new Set(kinds)).toEqual(new Set(['cancelled']))
    expect(listening).toHaveBeenCalledTimes(1)
  })

  test('is what closing makes of all that is under way, and of all that comes after', async () => {
    const fixture = placingFixture(three)
    const placing = [fixture.start({ launch: never }), fixture.start({ launch: never })]
    await quiet()
    fixture.placer.close()
    for (const placed of [...(await Promise.all(placing)), await fixture.start({ launch: anywhere })])
      expect(placed._unsafeUnwrapErr().kind).toBe('cancelled')
    expect(fixture.clock.pending()).toBe(0)
  })
})
