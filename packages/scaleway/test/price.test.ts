import { expect, test } from 'vitest'
import { priceOf } from '../src/price.ts'

test('is converted once, and reports the original with the rate', () => {
  expect(priceOf(2.8665, 1.1)).toEqual({
    usdPerHour: 2.8665 * 1.1,
    converted: { currency: 'EUR', amountPerHour: 2.8665, usdPerUnit: 1.1 },
  })
})

test('is of the whole instance and is not multiplied by its GPUs', () => {
  expect(priceOf(25.3308, 1)?.usdPerHour).toBe(25.3308)
})

test.each([undefined, null, 0])('of %s is unknown, and not free', (eurPerHour) => {
  expect(priceOf(eurPerHour, 1.1)).toBeUndefined()
})

test('that is too small for a number is unknown, and not free', () => {
  expect(priceOf(Number.MIN_VALUE, 0.1)).toBeUndefined()
})
