/**
 * A number that says something. Hosts that have not been measured report 0, and nothing of a machine is that.
 *
 * @param value - As the row states it, or what was worked out of it.
 * @returns Undefined for 0 and what is not reported.
 * @example
 * positive(0) // => undefined
 * positive(24) // => 24
 */
export const positive = (value: number | null | undefined): number | undefined =>
  typeof value === 'number' && value > 0 ? value : undefined
