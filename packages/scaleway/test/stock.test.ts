import { expect, test } from 'vitest'
import { stockOf } from '../src/stock.ts'

test.each([
  ['available', 'available'],
  ['scarce', 'low'],
  ['shortage', 'none'],
])('%s is the stock %s', (availability, stock) => {
  expect(stockOf({ availability })).toBe(stock)
})

test.each([
  ['a type that is not in the list', undefined],
  ['a word that is not known', { availability: 'unknown_availability' }],
  ['a word in another case', { availability: 'SHORTAGE' }],
  ['a row without it', {}],
  ['a row of another shape', 'available'],
])('of %s is unknown, and neither there nor gone', (_what, row) => {
  expect(stockOf(row)).toBeUndefined()
})
