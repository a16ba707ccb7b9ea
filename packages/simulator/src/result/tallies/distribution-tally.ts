import type { Distribution } from '../simulation-result.ts'

/** Numbers that are summed up one after the other, in the memory of one. */
interface DistributionTally {
  /** Takes in a number (finite). */
  readonly add: (value: number) => void
  /** What they have come to so far. */
  readonly distribution: () => Distribution
}

/**
 * Makes a tally of mean, spread and extremes that keeps no number.
 *
 * Source: Welford, "Note on a method for calculating corrected sums of squares and products", Technometrics 4 (1962).
 *
 * @example
 * const tally = createDistributionTally()
 * for (const hours of [1, 2, 3]) tally.add(hours)
 * tally.distribution() // => { count: 3, mean: 2, deviation: 1, least: 1, greatest: 3 }
 */
export const createDistributionTally = (): DistributionTally => {
  let [count, mean, squares, least, greatest] = [0, 0, 0, 0, 0]
  return {
    add: (value) => {
      count += 1
      least = count === 1 ? value : Math.min(least, value)
      greatest = count === 1 ? value : Math.max(greatest, value)
      const step = value - mean
      mean += step / count
      squares += step * (value - mean)
    },
    distribution: () => ({
      count,
      mean,
      deviation: count < 2 ? 0 : Math.sqrt(squares / (count - 1)),
      least,
      greatest,
    }),
  }
}
