/** Lanczos coefficients for g = 7, n = 9. Source: P. Godfrey, "A note on the computation of the convergent Lanczos complex gamma approximation", 2001. */
const lanczos: readonly number[] = [
  0.99999999999980993, 676.5203681218851, -1259.1392167224028, 771.32342877765313, -176.61502916214059,
  12.507343278686905, -0.13857109526572012, 9.9843695780195716e-6, 1.5056327351493116e-7,
]

/**
 * Natural logarithm of the gamma function.
 *
 * @param x - Above 0.
 * @example
 * logGamma(5) // => 3.1780538303479458
 */
export const logGamma = (x: number): number => {
  if (x < 0.5) return Math.log(Math.PI / Math.sin(Math.PI * x)) - logGamma(1 - x)
  const shifted = x - 1
  const base = shifted + 7.5
  const sum = lanczos.reduce(
    (total, part, index) => (index === 0 ? part : total + part / (shifted + index)),
    0,
  )
  return 0.5 * Math.log(2 * Math.PI) + (shifted + 0.5) * Math.log(base) - base + Math.log(sum)
}

/** P(a, x) by its power series, for x < a + 1 (DLMF 8.11.4). */
const bySeries = (a: number, x: number): number => {
  let term = 1 / a
  let sum = term
  for (let n = 1; n < 10_000; n += 1) {
    term *= x / (a + n)
    sum += term
    if (term < sum * 1e-17) break
  }
  return sum * Math.exp(a * Math.log(x) - x - logGamma(a))
}

/** Q(a, x) by its continued fraction, for x ≥ a + 1 (DLMF 8.9.2, evaluated from the front after Lentz). */
const byFraction = (a: number, x: number): number => {
  const tiny = 1e-300
  let b = x + 1 - a
  let c = 1 / tiny
  let d = 1 / b
  let value = d
  for (let n = 1; n < 10_000; n += 1) {
    const an = -n * (n - a)
    b += 2
    d = 1 / (an * d + b || tiny)
    c = b + an / c || tiny
    const factor = c * d
    value *= factor
    if (Math.abs(factor - 1) < 1e-16) break
  }
  return value * Math.exp(a * Math.log(x) - x - logGamma(a))
}

/**
 * Chance that a Gamma variable is at most x (0 to 1): the regularised lower incomplete gamma function.
 *
 * @param x - Value; 0 or less gives 0.
 * @param gamma - Shape (> 0) and scale (> 0).
 * @example
 * gammaCdf(1, { shape: 1, scale: 1 }) // => 0.6321205588285577
 */
export const gammaCdf = (x: number, gamma: { readonly shape: number; readonly scale: number }): number => {
  if (x <= 0) return 0
  const scaled = x / gamma.scale
  return scaled < gamma.shape + 1 ? bySeries(gamma.shape, scaled) : 1 - byFraction(gamma.shape, scaled)
}
