import { expect, test } from 'vitest'
import { createLanes } from '../src/lanes.ts'

test('never does more at once than it has lanes, in the order of the line', async () => {
  const lanes = createLanes(2)
  const begun: number[] = []
  const ends: (() => void)[] = []
  const all = Promise.all(
    [0, 1, 2, 3].map((index) =>
      lanes(() => {
        begun.push(index)
        return new Promise<void>((resolve) => ends.push(resolve))
      }),
    ),
  )
  await Promise.resolve()
  expect(begun).toEqual([0, 1])
  while (ends.length > 0) {
    ends.shift()?.()
    // As many turns as the hand-over from one piece of work to the next takes.
    for (let turn = 0; turn < 10; turn += 1) await Promise.resolve()
  }
  await all
  expect(begun).toEqual([0, 1, 2, 3])
})

test('gives a lane back when its work fails', async () => {
  const lanes = createLanes(1)
  await expect(lanes(() => Promise.reject(new Error('no')))).rejects.toThrow('no')
  expect(await lanes(async () => 'next')).toBe('next')
})
