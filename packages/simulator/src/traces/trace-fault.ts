/** Why a trace cannot be read: the first faulty line, and what belongs there. */
export interface TraceFault {
  /** Tag of the union. */
  readonly kind: 'unreadable-trace'
  /** Line (1 is the first). */
  readonly line: number
  /** Path (or column) and expectation of each fault in it. */
  readonly issues: readonly string[]
}

/**
 * Says that a line is faulty.
 *
 * @example
 * faultIn(2, 'usd: expected a number').line // => 2
 */
export const faultIn = (line: number, ...issues: readonly string[]): TraceFault => ({
  kind: 'unreadable-trace',
  line,
  issues,
})
