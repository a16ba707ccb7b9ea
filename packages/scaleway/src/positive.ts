/**
 * A number above 0. Scaleway writes 0 for what a type does not have or does not tell.
 *
 * @param value - Any number, or none.
 * @returns Undefined for every other number.
 * @example
 * positive(0) // => undefined
 */
export const positive = (value: number | null | undefined): number | undefined =>
  typeof value === 'number' && value > 0 ? value : undefined
