import { expect, test } from 'vitest'
import { limitTo } from '../src/limiter.ts'

test.each([1, 2, 5])('no more than %i tasks run at once, and all of them run in order', async (most) => {
  const limited = limitTo(most)
  let open = 0
  let greatest = 0
  const started: number[] = []
  const task = (name: number) => async () => {
    started.push(name)
    open += 1
    greatest = Math.max(greatest, open)
    await Promise.resolve()
    await Promise.resolve()
    open -= 1
    return name
  }
  const names = [1, 2, 3, 4, 5, 6, 7, 8]
  expect(await Promise.all(names.map((name) => limited(task(name))))).toEqual(names)
  expect(started).toEqual(names)
  expect(greatest).toBe(most)
})

test('a task that fails gives its place away', async () => {
  const limited = limitTo(1)
  await expect(limited(() => Promise.reject(new Error('failed')))).rejects.toThrow('failed')
  expect(await limited(async () => 'next')).toBe('next')
})
