import { expect, test } from 'vitest'
import { createInFlight } from '../src/in-flight.ts'

test.each([1, 3, 8])('no more than %i tasks run at once, and all of them run', async (most) => {
  const inFlight = createInFlight(most)
  let running = 0
  let highest = 0
  const task = async (index: number): Promise<number> => {
    running += 1
    highest = Math.max(highest, running)
    await new Promise((resolve) => setImmediate(resolve))
    running -= 1
    return index
  }
  const indexes = Array.from({ length: 20 }, (_, index) => index)
  expect(await Promise.all(indexes.map((index) => inFlight(() => task(index))))).toEqual(indexes)
  expect(highest).toBe(most)
})

test('a task that fails gives its place away', async () => {
  const inFlight = createInFlight(1)
  await expect(inFlight(() => Promise.reject(new Error('no')))).rejects.toThrow('no')
  expect(await inFlight(async () => 'next')).toBe('next')
})
