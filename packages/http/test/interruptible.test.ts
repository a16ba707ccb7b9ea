import { getEventListeners } from 'node:events'
import { err, ok, type Result } from 'neverthrow'
import { describe, expect, test, vi } from 'vitest'
import { interruptible } from '../src/index.ts'
import { manualClock } from './support/clocks.ts'

const never = (): Promise<Result<string, { readonly kind: 'no' }>> => new Promise(() => undefined)

describe('interruptible', () => {
  test('gives what the work gives, good or bad', async () => {
    const { signal } = new AbortController()
    expect((await interruptible(async () => ok(1), { signal }))._unsafeUnwrap()).toBe(1)
    expect((await interruptible(async () => err('no'), {}))._unsafeUnwrapErr()).toBe('no')
    expect(getEventListeners(signal, 'abort')).toEqual([])
  })

  test('ends as soon as somebody cancels, and leaves no listener and no timer', async () => {
    const controller = new AbortController()
    const clock = manualClock()
    const waiting = interruptible(never, { signal: controller.signal, timeoutMs: 1_000, clock })
    controller.abort()
    expect((await waiting)._unsafeUnwrapErr()).toEqual({ kind: 'cancelled' })
    expect(getEventListeners(controller.signal, 'abort')).toEqual([])
    expect(clock.pending()).toEqual([])
  })

  test('ends when its time is over', async () => {
    const clock = manualClock()
    const waiting = interruptible(never, { timeoutMs: 1_000, clock })
    clock.advance(1_000)
    expect((await waiting)._unsafeUnwrapErr()).toEqual({ kind: 'timed-out', afterMs: 1_000 })
  })

  test('begins nothing that is cancelled before', async () => {
    const work = vi.fn(never)
    const error = (await interruptible(work, { signal: AbortSignal.abort() }))._unsafeUnwrapErr()
    expect(error).toEqual({ kind: 'cancelled' })
    expect(work).not.toHaveBeenCalled()
  })

  test('hands on what the work throws, and leaves no listener', async () => {
    const { signal } = new AbortController()
    const thrower = (): Promise<Result<string, string>> => {
      throw new Error('a bug')
    }
    await expect(interruptible(thrower, { signal })).rejects.toThrow('a bug')
    await expect(interruptible(() => Promise.reject(new Error('late')), { signal })).rejects.toThrow('late')
    expect(getEventListeners(signal, 'abort')).toEqual([])
  })
})
