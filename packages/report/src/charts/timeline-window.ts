import { isWithin, type Span } from './job-stay.ts'

const hourMs = 3_600_000

/** Lengths of a window (h), longest first. */
const lengths = [364, 182, 91, 56, 28, 14, 7, 4, 2, 1]
  .map((days) => days * 24)
  .concat([12, 6, 3, 2, 1, 1 / 2, 1 / 4, 1 / 12, 1 / 60])

/** Most stays that a chart is asked to show. */
export interface WindowOptions {
  /** All that could be shown. */
  readonly whole: Span
  /** Most stays of one strategy (1 or more). */
  readonly most: number
}

/** How many of the stays each window of a length has, the windows side by side from the begin. */
const countsOf = (stays: readonly Span[], { fromMs, untilMs }: Span, lengthMs: number): readonly number[] => {
  const windows = Math.max(1, Math.ceil((untilMs - fromMs) / lengthMs))
  const changes = new Array<number>(windows + 1).fill(0)
  const clamp = (index: number): number => Math.min(windows - 1, Math.max(0, index))
  for (const stay of stays) {
    if (stay.untilMs <= stay.fromMs || !isWithin(stay, { fromMs, untilMs })) continue
    const first = clamp(Math.floor((stay.fromMs - fromMs) / lengthMs))
    const last = clamp(Math.ceil((stay.untilMs - fromMs) / lengthMs) - 1)
    changes[first] = (changes[first] ?? 0) + 1
    changes[last + 1] = (changes[last + 1] ?? 0) - 1
  }
  let count = 0
  return changes.slice(0, windows).map((change) => {
    count += change
    return count
  })
}

/** The window with most stays in all strategies together; null when some strategy has too many there. */
const busiest = (
  strategies: readonly (readonly Span[])[],
  options: WindowOptions,
  lengthMs: number,
): Span | null => {
  const { whole, most } = options
  const counts = strategies.map((stays) => countsOf(stays, whole, lengthMs))
  const sums = (counts[0] ?? []).map((_, index) => counts.reduce((sum, one) => sum + (one[index] ?? 0), 0))
  const index = sums.indexOf(Math.max(...sums))
  if (counts.some((one) => (one[index] ?? 0) > most)) return null
  const fromMs = whole.fromMs + index * lengthMs
  return { fromMs, untilMs: Math.min(whole.untilMs, fromMs + lengthMs) }
}

/**
 * Chooses what a timeline shows: everything if it has room, else the longest window whose busiest one has room in every strategy.
 *
 * @param strategies - The stays of each strategy.
 * @param options - What there is, and the room.
 * @returns The window; that of a minute when even an hour has too many.
 * @example
 * timelineWindow([[{ fromMs: 1, untilMs: 2 }]], { whole: { fromMs: 0, untilMs: 9 }, most: 1 }) // => { fromMs: 0, untilMs: 9 }
 */
export const timelineWindow = (strategies: readonly (readonly Span[])[], options: WindowOptions): Span => {
  const { whole, most } = options
  if (strategies.every((stays) => stays.length <= most)) return whole
  const wholeMs = whole.untilMs - whole.fromMs
  for (const length of lengths.map((hours) => hours * hourMs).filter((lengthMs) => lengthMs < wholeMs)) {
    const found = busiest(strategies, options, length)
    if (found !== null) return found
  }
  return { fromMs: whole.fromMs, untilMs: Math.min(whole.untilMs, whole.fromMs + hourMs / 60) }
}
