import { buildLocalOffer } from '@aima/gpu-testing'
import { expect, test } from 'vitest'
import { createHoldings } from '../../src/engine/holdings.ts'
import { createLocalQueue, type Waiting } from '../../src/engine/local-queue.ts'

const left = buildLocalOffer({ id: 'left', exclusiveKeys: ['a'] })
const right = buildLocalOffer({ id: 'right', exclusiveKeys: ['b'] })
const pair = buildLocalOffer({ id: 'pair', exclusiveKeys: ['a', 'b'] })

const one = (expectedMs: number): Waiting => ({ fits: new Set(['left', 'right']), expectedMs })
const two = (expectedMs: number): Waiting => ({ fits: new Set(['pair']), expectedMs })

const begin = (owned = [left, right, pair]) => {
  const holdings = createHoldings()
  const queue = createLocalQueue<Waiting>(owned, holdings)
  const freeFrom = (member: Waiting, nowMs = 0): Readonly<Record<string, number>> =>
    Object.fromEntries(queue.freeFrom(member, nowMs))
  return { holdings, queue, freeFrom }
}

test('without anybody all is free now', () => {
  const { freeFrom } = begin()
  expect(freeFrom(one(1), 7)).toEqual({ left: 7, right: 7, pair: 7 })
})

test('what is taken is free when it is expected back, a pair with the later of both', () => {
  const { holdings, freeFrom } = begin()
  holdings.take(left, 10)
  expect(freeFrom(one(1))).toEqual({ left: 10, right: 0, pair: 10 })
  holdings.take(right, 30)
  expect(freeFrom(one(1))).toEqual({ left: 10, right: 30, pair: 30 })
})

test('what is late is expected now', () => {
  const { holdings, freeFrom } = begin([left])
  holdings.take(left, 10)
  expect(freeFrom(one(1), 25)).toEqual({ left: 25 })
})

test('who comes later waits for all that wait, each on the machine that is free first', () => {
  const { holdings, queue, freeFrom } = begin([left, right])
  holdings.take(left, 10)
  holdings.take(right, 12)
  queue.join(one(5))
  expect(freeFrom(one(1))).toEqual({ left: 15, right: 12 })
  queue.join(one(100))
  expect(freeFrom(one(1))).toEqual({ left: 15, right: 112 })
})

test('who waits itself does not wait for those behind it', () => {
  const { holdings, queue, freeFrom } = begin([left])
  const [first, second, third] = [one(5), one(7), one(9)]
  holdings.take(left, 10)
  for (const member of [first, second, third]) queue.join(member)
  expect([first, second, third].map((member) => Object.values(freeFrom(member))[0])).toEqual([10, 15, 22])
  queue.leave(first)
  expect([second, third].map((member) => Object.values(freeFrom(member))[0])).toEqual([10, 17])
})

test('a job for two machines waits for the later, and holds up those behind it on both', () => {
  const { holdings, queue, freeFrom } = begin()
  holdings.take(left, 10)
  holdings.take(right, 20)
  const both = two(5)
  queue.join(both)
  expect(freeFrom(both)).toMatchObject({ pair: 20 })
  expect(freeFrom(one(1))).toEqual({ left: 25, right: 25, pair: 25 })
})

test('nothing that is free is kept for a job that needs more', () => {
  const { holdings, queue, freeFrom } = begin()
  holdings.take(left, 10)
  const both = two(5)
  queue.join(both)
  expect(freeFrom(one(1), 3)).toEqual({ left: 15, right: 3, pair: 15 })
  const single = one(1)
  queue.join(single)
  expect(freeFrom(single, 4)).toMatchObject({ right: 4 })
})

test('what is free belongs to those that wait for it', () => {
  const { queue, freeFrom } = begin([left])
  const first = one(5)
  queue.join(first)
  expect(freeFrom(one(1), 3)).toEqual({ left: 8 })
  expect(freeFrom(first, 3)).toEqual({ left: 3 })
})

test('a job that fits nothing holds up nobody', () => {
  const { holdings, queue, freeFrom } = begin([left])
  holdings.take(left, 10)
  queue.join({ fits: new Set(), expectedMs: 50 })
  expect(freeFrom(one(1))).toEqual({ left: 10 })
})

test('the plan is made again when somebody takes or gives back hardware', () => {
  const { holdings, queue, freeFrom } = begin([left])
  holdings.take(left, 10)
  const first = one(5)
  queue.join(first)
  expect(freeFrom(first)).toEqual({ left: 10 })
  holdings.take(left, 40)
  expect([freeFrom(first), freeFrom(one(1))]).toEqual([{ left: 40 }, { left: 45 }])
})

test('members are in the order in which they came, and leaving twice does nothing', () => {
  const { queue } = begin()
  const [first, second] = [one(1), two(2)]
  queue.join(first)
  queue.join(second)
  expect([...queue.members()]).toEqual([first, second])
  queue.leave(first)
  queue.leave(first)
  expect([queue.length(), ...queue.members()]).toEqual([1, second])
})
