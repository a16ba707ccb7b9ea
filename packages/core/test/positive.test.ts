import { expect, test } from 'vitest'
import { positive } from '../src/index.ts'

test.each([1, 0.5, Number.MIN_VALUE, Number.MAX_VALUE])('%d says something', (value) => {
  expect(positive(value)).toBe(value)
})

test.each([0, -0, -1, Number.NaN, Number.POSITIVE_INFINITY, null, undefined])('%o says nothing', (value) => {
  expect(positive(value)).toBeUndefined()
})
