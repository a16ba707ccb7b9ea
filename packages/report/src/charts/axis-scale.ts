/** Ends and step of an axis. */
export interface AxisScale {
  /** Lower end. */
  readonly min: number
  /** Upper end. */
  readonly max: number
  /** From one line to the next. */
  readonly interval: number
}

/** The least of 1, 2, 2.5, 5 and 10 times a power of ten that is no smaller. */
const roundStep = (step: number): number => {
  const power = 10 ** Math.floor(Math.log10(step))
  const factor = [1, 2, 2.5, 5].find((candidate) => candidate * power >= step * (1 - 1e-9)) ?? 10
  return factor * power
}

/** Removes the dust of binary fractions. */
const tidy = (value: number): number => Number(value.toPrecision(12))

/**
 * Finds round ends for an axis.
 *
 * @param low - Least value to be shown.
 * @param high - Greatest value to be shown (at least `low`).
 * @param steps - How many steps are about right (1 or more).
 * @example
 * axisScale(0, 93, 5) // => { min: 0, max: 100, interval: 20 }
 */
export const axisScale = (low: number, high: number, steps: number): AxisScale => {
  const span = high > low ? high - low : Math.abs(high) || 1
  const interval = roundStep(span / steps)
  const min = tidy(Math.floor(low / interval + 1e-9) * interval)
  const max = tidy(Math.ceil(high / interval - 1e-9) * interval)
  return { min, max: max > min ? max : tidy(min + interval), interval: tidy(interval) }
}

const hourMs = 3_600_000

/** Steps of a time axis (h). */
const timeSteps = [
  1 / 60,
  1 / 12,
  1 / 4,
  1 / 2,
  1,
  2,
  3,
  6,
  12,
  ...[1, 2, 3, 4, 7, 14, 28, 91, 182, 365].map((days) => days * 24),
]

/**
 * Finds round moments for a time axis (ms since 1970-01-01 UTC); from a day on they are midnights (UTC).
 *
 * @param fromMs - Begin of the axis.
 * @param untilMs - End of the axis.
 * @param most - Most moments (2 or more).
 * @example
 * timeTicks(0, 7_200_000, 3) // => [0, 3600000, 7200000]
 */
export const timeTicks = (fromMs: number, untilMs: number, most: number): readonly number[] => {
  const hours = (untilMs - fromMs) / hourMs
  const stepMs = (timeSteps.find((step) => hours / step <= most - 1) ?? Math.ceil(hours / most)) * hourMs
  const first = Math.ceil(fromMs / stepMs) * stepMs
  const count = Math.max(0, Math.floor((untilMs - first) / stepMs) + 1)
  return Array.from({ length: count }, (_, index) => first + index * stepMs)
}
