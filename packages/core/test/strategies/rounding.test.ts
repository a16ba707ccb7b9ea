import { expect, test } from 'vitest'
import { microUsd, milliseconds } from '../../src/index.ts'

test.each([
  [0, 0],
  [1, 1_000_000],
  [0.1 + 0.2, 300_000],
  [0.00000049, 0],
  [0.0000005, 1],
  [1.2345678, 1_234_568],
])('%d USD are rounded to %d millionths', (usd, rounded) => {
  expect(microUsd(usd)).toBe(rounded)
})

test.each([
  [0, 0],
  [1, 3_600_000],
  [0.4 / 3.6e6, 0],
  [0.6 / 3.6e6, 1],
  [1.4 / 3.6e6, 1],
])('%d h are rounded to %d ms', (hours, rounded) => {
  expect(milliseconds(hours)).toBe(rounded)
})
