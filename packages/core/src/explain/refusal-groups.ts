import type { Refusal, Rejection } from '../rejection.ts'

/** Offers that were refused by the same rule for the same need. */
export interface RefusalGroup {
  /** How many. */
  readonly count: number
  /** The one that came nearest, where a number tells it; else the first. */
  readonly nearest: Refusal
}

const gap = ({ needed, actual }: Refusal): number =>
  typeof needed === 'number' && typeof actual === 'number'
    ? Math.abs(needed - actual)
    : Number.POSITIVE_INFINITY

/** What makes two refusals the same to a reader: the rule and its need; for remembered failures the reason. */
const keyOf = ({ kind, needed, actual }: Refusal): string =>
  kind === 'failed-recently' ? `${kind} ${actual}` : `${kind} ${JSON.stringify(needed)}`

/**
 * Groups rejections by rule, the largest groups first.
 *
 * @param rejections - The rejections.
 */
export const groupRefusals = (rejections: readonly Rejection[]): readonly RefusalGroup[] => {
  const groups = new Map<string, RefusalGroup>()
  for (const rejection of rejections) {
    const key = keyOf(rejection)
    const group = groups.get(key)
    if (group === undefined) groups.set(key, { count: 1, nearest: rejection })
    else {
      const nearest = gap(rejection) < gap(group.nearest) ? rejection : group.nearest
      groups.set(key, { count: group.count + 1, nearest })
    }
  }
  return [...groups.values()].sort((one, other) => other.count - one.count)
}
