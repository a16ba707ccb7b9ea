import { buildLocalOffer, buildOffer } from '@aima/gpu-testing'
import { expect, test } from 'vitest'
import { createHoldings } from '../../src/engine/holdings.ts'

const left = buildLocalOffer({ id: 'left', exclusiveKeys: ['a'] })
const right = buildLocalOffer({ id: 'right', exclusiveKeys: ['b'] })
const pair = buildLocalOffer({ id: 'pair', exclusiveKeys: ['a', 'b'] })
const kind = buildOffer({ id: 'kind' })

test('hardware is one job’s at a time, under whatever name it is offered', () => {
  const holdings = createHoldings()
  expect([left, right, pair].map(holdings.isFree)).toEqual([true, true, true])
  holdings.take(left, 5)
  expect([left, right, pair].map(holdings.isFree)).toEqual([false, true, false])
  holdings.release(left)
  holdings.take(pair, 7)
  expect([left, right, pair].map(holdings.isFree)).toEqual([false, false, false])
  holdings.release(pair)
  expect([left, right, pair].map(holdings.isFree)).toEqual([true, true, true])
})

test('a GPU that two sources list is known again by its UUID', () => {
  const holdings = createHoldings()
  const one = buildLocalOffer({ id: 'one', launch: { uuids: ['GPU-1'] } })
  const other = buildLocalOffer({ id: 'other', launch: { uuids: ['GPU-1'] } })
  holdings.take(one, 5)
  expect(holdings.isFree(other)).toBe(false)
})

test('of a kind of machine there are many, of a certain machine one', () => {
  const holdings = createHoldings()
  const machine = buildOffer({ id: 'machine', exclusiveKeys: ['machine-7'] })
  holdings.take(kind, 5)
  holdings.take(machine, 5)
  expect([kind, machine].map(holdings.isFree)).toEqual([true, false])
})

test('it tells when hardware is expected back; taking it again changes that', () => {
  const holdings = createHoldings()
  expect(holdings.expectedMs('a')).toBeUndefined()
  holdings.take(left, 5)
  expect([holdings.expectedMs('a'), holdings.expectedMs('offer left')]).toEqual([5, 5])
  holdings.take(left, 9)
  expect(holdings.expectedMs('a')).toBe(9)
  expect(holdings.count()).toBe(2)
  holdings.release(left)
  expect([holdings.expectedMs('a'), holdings.count()]).toEqual([undefined, 0])
})

test('every change can be told by its version', () => {
  const holdings = createHoldings()
  const versions = [holdings.version()]
  holdings.take(left, 5)
  versions.push(holdings.version())
  holdings.release(left)
  versions.push(holdings.version())
  expect(new Set(versions).size).toBe(3)
})
