/**
 * A number that says something. Of machines, sources often write 0 for what was not measured, is not told or is not there.
 *
 * @param value - As the source states it, or what was worked out of it.
 * @returns Undefined for 0, for what is below it or endless, and for what is not stated.
 * @example
 * positive(24) // => 24
 * positive(0) // => undefined
 * positive(null) // => undefined
 */
export const positive = (value: number | null | undefined): number | undefined =>
  typeof value === 'number' && Number.isFinite(value) && value > 0 ? value : undefined
