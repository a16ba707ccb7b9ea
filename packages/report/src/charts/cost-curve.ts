import type { JobOutcome } from '@aima/gpu-simulator'

/** What had been paid at a moment. */
export interface CostPoint {
  /** The moment (ms since 1970-01-01 UTC). */
  readonly atMs: number
  /** Paid until then (USD). */
  readonly usd: number
}

/** How a curve is made. */
export interface CurveOptions {
  /** Where it begins, at 0 USD (ms since 1970-01-01 UTC). */
  readonly fromMs: number
  /** Where it ends (ms since 1970-01-01 UTC). */
  readonly untilMs: number
  /** Most points in between (1 or more): of those that a chart could not tell apart the last stays. */
  readonly mostPoints: number
}

const lastOfEach = (
  points: readonly CostPoint[],
  { fromMs, untilMs, mostPoints }: CurveOptions,
): readonly CostPoint[] => {
  const widthMs = (untilMs - fromMs) / mostPoints || 1
  const cell = ({ atMs }: CostPoint): number => Math.floor((atMs - fromMs) / widthMs)
  return points.filter((point, index) => {
    const next = points[index + 1]
    return next === undefined || cell(next) !== cell(point)
  })
}

/**
 * Adds up bills in the order in which they are due.
 *
 * @param jobs - Jobs with their bills.
 * @param options - Ends and fineness.
 * @returns Points in the order of time, the first and the last at the ends.
 * @example
 * costCurve([{ bill: [{ atMs: 5, usd: 2 }] }], { fromMs: 0, untilMs: 10, mostPoints: 100 }).at(-1) // => { atMs: 10, usd: 2 }
 */
export const costCurve = (
  jobs: readonly Pick<JobOutcome, 'bill'>[],
  options: CurveOptions,
): readonly CostPoint[] => {
  const lines = jobs.flatMap(({ bill }) => bill).sort((one, other) => one.atMs - other.atMs)
  let usd = 0
  const points = lines.map((line) => {
    usd += line.usd
    return { atMs: line.atMs, usd }
  })
  return [{ atMs: options.fromMs, usd: 0 }, ...lastOfEach(points, options), { atMs: options.untilMs, usd }]
}

/**
 * Reads what had been paid at a moment (USD).
 *
 * @param points - A curve.
 * @param atMs - The moment (ms since 1970-01-01 UTC).
 * @example
 * costAt([{ atMs: 0, usd: 0 }, { atMs: 5, usd: 2 }], 6) // => 2
 */
export const costAt = (points: readonly CostPoint[], atMs: number): number =>
  points.findLast((point) => point.atMs <= atMs)?.usd ?? 0
