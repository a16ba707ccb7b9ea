import { expect } from 'vitest'

/** Expects a number within the tolerance of the cost model: relative 1e-9, absolute 1e-9 below 1e-3. */
export const expectClose = (actual: number, expected: number): void => {
  const tolerance = Math.abs(expected) < 1e-3 ? 1e-9 : 1e-9 * Math.abs(expected)
  expect(
    Math.abs(actual - expected),
    `expected ${expected}, got ${actual}, which is off by`,
  ).toBeLessThanOrEqual(tolerance)
}
