import { describe, expect, test } from 'vitest'
import { createLimiter } from '../src/index.ts'
import { turns } from './support/turns.ts'

/** Tasks that run until they are told to end, and the names of those that have begun. */
const openTasks = () => {
  const begun: string[] = []
  const ends: (() => void)[] = []
  const task = (name: string) => () => {
    begun.push(name)
    return new Promise<string>((resolve) => ends.push(() => resolve(name)))
  }
  return { begun, task, endFirst: () => ends.shift()?.() }
}

describe('createLimiter', () => {
  test.each([1, 3, 8])('no more than %i tasks run at once, and all of them run in order', async (most) => {
    const limiter = createLimiter(most)
    let running = 0
    let highest = 0
    const started: number[] = []
    const task = (index: number) => async (): Promise<number> => {
      started.push(index)
      running += 1
      highest = Math.max(highest, running)
      await turns()
      running -= 1
      return index
    }
    const indexes = Array.from({ length: 20 }, (_, index) => index)
    expect(await Promise.all(indexes.map((index) => limiter(task(index))))).toEqual(indexes)
    expect(started).toEqual(indexes)
    expect(highest).toBe(most)
  })

  test('a task that fails, or throws before it has a promise, gives its place away', async () => {
    const limiter = createLimiter(1)
    const thrower = (): Promise<never> => {
      throw new Error('no promise')
    }
    await expect(limiter(() => Promise.reject(new Error('failed')))).rejects.toThrow('failed')
    await expect(limiter(thrower)).rejects.toThrow('no promise')
    expect(await limiter(async () => 'next')).toBe('next')
  })

  test('a task that is cancelled in line starts at once, and those behind it wait for their turn', async () => {
    const limiter = createLimiter(1)
    const { begun, task, endFirst } = openTasks()
    const controller = new AbortController()
    const all = [
      limiter(task('first')),
      limiter(task('cancelled'), controller.signal),
      limiter(task('last'), new AbortController().signal),
    ]
    await turns()
    expect(begun).toEqual(['first'])
    controller.abort()
    await turns()
    expect(begun).toEqual(['first', 'cancelled'])
    endFirst()
    await turns()
    // The cancelled task still runs.
    expect(begun).toEqual(['first', 'cancelled'])
    endFirst()
    await turns()
    endFirst()
    expect(await Promise.all(all)).toEqual(['first', 'cancelled', 'last'])
  })

  test('a task whose signal was cancelled before does not wait', async () => {
    const limiter = createLimiter(1)
    const { task, endFirst } = openTasks()
    const first = limiter(task('first'))
    expect(await limiter(async () => 'second', AbortSignal.abort())).toBe('second')
    endFirst()
    expect(await first).toBe('first')
  })

  test('no listener is left at a signal', async () => {
    const limiter = createLimiter(1)
    let listeners = 0
    const signal = {
      aborted: false,
      reason: undefined,
      addEventListener: () => {
        listeners += 1
      },
      removeEventListener: () => {
        listeners -= 1
      },
    }
    const tasks = [1, 2, 3].map((value) => limiter(async () => value, signal))
    expect(listeners).toBe(2)
    await Promise.all(tasks)
    expect(listeners).toBe(0)
  })
})
