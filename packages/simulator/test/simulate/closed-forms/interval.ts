/** A mean that was simulated, and how sure it is. */
export interface Measured {
  readonly mean: number
  /** Standard error of the mean. */
  readonly error: number
}

/** Mean of independent numbers. */
export const measure = (values: readonly number[]): Measured => {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0)
  return { mean, error: Math.sqrt(squares / (values.length - 1) / values.length) }
}

/** Mean of numbers that depend on those just before them: the means of long batches hardly do. */
export const measureInBatches = (values: readonly number[], batches: number): Measured => {
  const length = Math.floor(values.length / batches)
  return measure(
    Array.from(
      { length: batches },
      (_, index) => measure(values.slice(index * length, (index + 1) * length)).mean,
    ),
  )
}

/** How many standard errors a mean lies from what is exact; 0 when both are the same to a billionth. */
export const errorsOff = ({ mean, error }: Measured, exact: number): number =>
  Math.abs(mean - exact) <= 1e-9 * Math.max(1, Math.abs(exact)) ? 0 : (mean - exact) / error

/** Prints one check in a line. */
export const printCheck = (what: string, measured: Measured, exact: number): void => {
  const figures = [measured.mean, exact].map((value) => value.toPrecision(6))
  process.stdout.write(
    `${what}: simulated ${figures[0]} (standard error ${measured.error.toPrecision(2)}), exact ${figures[1]}, off by ${errorsOff(measured, exact).toFixed(2)}\n`,
  )
}
