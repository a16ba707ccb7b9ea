/** Quantiles for 1, 2, 3 … 30 degrees of freedom. */
const smallSampleQuantiles = [
  12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228, 2.201, 2.179, 2.16, 2.145, 2.131,
  2.12, 2.11, 2.101, 2.093, 2.086, 2.08, 2.074, 2.069, 2.064, 2.06, 2.056, 2.052, 2.048, 2.045, 2.042,
] as const

/** The 0.975 quantile of the normal distribution, to which Student's comes closer the more degrees of freedom there are. */
const z = 1.959964

/** The first terms of the difference between the two, exact to the third decimal beyond 30 degrees of freedom. Source: Abramowitz and Stegun, 26.7.5. */
const largeSampleQuantile = (degreesOfFreedom: number): number =>
  z +
  (z ** 3 + z) / (4 * degreesOfFreedom) +
  (5 * z ** 5 + 16 * z ** 3 + 3 * z) / (96 * degreesOfFreedom ** 2)

/**
 * Gives the 0.975 quantile of Student's t distribution: half the width of a 95 % interval of a mean, in standard errors.
 *
 * @param degreesOfFreedom - Size of the sample less 1 (a whole number, 1 or more).
 * Source: NIST/SEMATECH e-Handbook of Statistical Methods, table 1.3.6.7.2 (three decimals).
 * @example
 * studentQuantile(4) // => 2.776
 */
export const studentQuantile = (degreesOfFreedom: number): number =>
  smallSampleQuantiles[degreesOfFreedom - 1] ?? largeSampleQuantile(degreesOfFreedom)
