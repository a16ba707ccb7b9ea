import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { systemClock } from '../src/clock.ts'

beforeEach(() => {
  vi.useFakeTimers()
})

afterEach(() => {
  vi.useRealTimers()
})

const dayMs = 86_400_000

test('a timer longer than those of Node fires when it should, and not at once', () => {
  const call = vi.fn()
  systemClock.after(60 * dayMs, call)
  vi.advanceTimersByTime(60 * dayMs - 1)
  expect(call).not.toHaveBeenCalled()
  vi.advanceTimersByTime(1)
  expect(call).toHaveBeenCalledTimes(1)
})

test('a long timer can be cancelled in each of its parts', () => {
  const call = vi.fn()
  const cancel = systemClock.after(60 * dayMs, call)
  vi.advanceTimersByTime(40 * dayMs)
  cancel()
  expect(vi.getTimerCount()).toBe(0)
  vi.advanceTimersByTime(40 * dayMs)
  expect(call).not.toHaveBeenCalled()
})
