import { grantSite } from '@aima/gpu-core'
import { buildListedOffer, buildLocalOffer, buildOffer } from '@aima/gpu-testing'
import { expect, test } from 'vitest'
import { createBoard } from '../../src/engine/board.ts'
import { startMs } from '../simulate/scenario.ts'

const atMs = startMs
const begin = () => {
  const rented = [buildListedOffer({ id: 'b' }), buildListedOffer({ id: 'a' })]
  return createBoard([...grantSite(rented, 'cloud'), buildLocalOffer({ id: 'box' })])
}
const idsOf = (board: ReturnType<typeof begin>) =>
  board.slots().map(({ offer, isListed }) => `${offer.id}${isListed ? '' : ' (gone)'}`)

test('places are in the order of their ids, whoever is added later', () => {
  const board = begin()
  expect(idsOf(board)).toEqual(['a', 'b', 'box'])
  board.change({ kind: 'listed', atMs, offer: buildListedOffer({ id: 'aa' }) })
  expect(idsOf(board)).toEqual(['a', 'aa', 'b', 'box'])
  expect(board.slotOf('aa')?.offer.site).toBe('cloud')
})

test('prices and stock move, and nothing else with them', () => {
  const board = begin()
  const before = { ...board.slotOf('a')?.offer }
  board.change({ kind: 'price', atMs, offerId: 'a', price: { usdPerHour: 9 } })
  board.change({ kind: 'capacity', atMs, offerId: 'a', capacity: { stock: 'none' } })
  expect(board.slotOf('a')).toMatchObject({ isListed: true, facts: 0 })
  expect(board.slotOf('a')?.offer).toEqual({
    ...before,
    price: { usdPerHour: 9 },
    capacity: { stock: 'none' },
  })
  expect(board.standing()).toBe(0)
})

test('what is withdrawn keeps its place, and can come back', () => {
  const board = begin()
  board.change({ kind: 'withdrawn', atMs, offerId: 'a' })
  expect(idsOf(board)).toEqual(['a (gone)', 'b', 'box'])
  board.change({ kind: 'listed', atMs, offer: buildListedOffer({ id: 'a' }) })
  expect(idsOf(board)).toEqual(['a', 'b', 'box'])
  expect([board.standing(), board.slotOf('a')?.facts]).toEqual([2, 0])
})

test('facts rise only when something else than price, stock and risk is another', () => {
  const board = begin()
  const listed = (changes: Parameters<typeof buildListedOffer>[0]) =>
    board.change({ kind: 'listed', atMs, offer: buildListedOffer({ id: 'a', ...changes }) })
  listed({ price: { usdPerHour: 7 }, capacity: { stock: 'low' }, spotRisk: {}, observedAtMs: 1 })
  expect(board.slotOf('a')?.facts).toBe(0)
  listed({ gpuCount: 4 })
  listed({ gpuCount: 4, place: { region: 'us-1' } })
  expect(board.slotOf('a')?.facts).toBe(2)
})

test('it is not what was given that moves', () => {
  const given = buildOffer({ id: 'a' })
  const board = createBoard([given])
  board.change({ kind: 'price', atMs, offerId: 'a', price: { usdPerHour: 9 } })
  board.observe(atMs + 5)
  expect(given).toEqual(buildOffer({ id: 'a' }))
})

test('all offers were seen at the moment that is asked for, also one that was listed since', () => {
  const board = begin()
  board.observe(5)
  board.change({ kind: 'listed', atMs, offer: buildListedOffer({ id: 'new', observedAtMs: 1 }) })
  board.observe(5)
  expect(board.slots().map(({ offer }) => offer.observedAtMs)).toEqual([5, 5, 5, 5])
})

test('owned GPUs and unknown offers do not change', () => {
  const board = begin()
  const price = { usdPerHour: 1 }
  for (const offerId of ['box', 'other']) {
    expect(board.change({ kind: 'price', atMs, offerId, price })).toMatchObject({ kind: 'bad-change' })
    expect(board.change({ kind: 'capacity', atMs, offerId, capacity: {} })).toMatchObject({
      kind: 'bad-change',
    })
    expect(board.change({ kind: 'withdrawn', atMs, offerId })).toMatchObject({ kind: 'bad-change' })
  }
  const listed = board.change({ kind: 'listed', atMs, offer: buildListedOffer({ id: 'box' }) })
  expect(listed).toMatchObject({ kind: 'bad-change' })
  expect(idsOf(board)).toEqual(['a', 'b', 'box'])
})
