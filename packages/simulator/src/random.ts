import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64'
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus'

/** Random numbers; each call goes on. */
export interface Random {
  /** Evenly distributed (0 to 1, 1 excluded). */
  readonly uniform: () => number
  /** Exponentially distributed with a rate (1/h gives h; infinite at rate 0). */
  readonly exponential: (perHour: number) => number
  /** Normally distributed, mean 0 and deviation 1. */
  readonly normal: () => number
}

/** Lets each bit of a number depend on all of them. Source: final mix of MurmurHash3 (Appleby), 32 bits. */
const mixed = (bits: number): number => {
  const once = Math.imul(bits ^ (bits >>> 16), 0x85ebca6b)
  const twice = Math.imul(once ^ (once >>> 13), 0xc2b2ae35)
  return twice ^ (twice >>> 16)
}

/**
 * Spreads a text over 32 bits. Source: FNV-1a (Fowler, Noll, Vo), mixed once more: by itself it gives `job-1` and `job-2` nearly the same high bits,
 * and the first number of the generator is nearly its seed.
 */
const hashOf = (text: string): number => {
  let hash = 0x811c9dc5
  for (let index = 0; index < text.length; index += 1)
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193)
  return mixed(hash)
}

/**
 * Makes random numbers that are the same for the same seed and purpose, whatever else is drawn.
 *
 * Each job draws from a source of its own, so that two policies meet the same luck where they do the same.
 *
 * @param seed - Seed of the simulation (a whole number).
 * @param purpose - What the numbers are for, such as the id of a job.
 * @example
 * createRandom(1, 'job-1').uniform() === createRandom(1, 'job-1').uniform() // => true
 */
export const createRandom = (seed: number, purpose: string): Random => {
  const generator = xoroshiro128plus(hashOf(`${seed} ${purpose}`))
  const uniform = (): number => uniformFloat64(generator)
  return {
    uniform,
    exponential: (perHour) => (perHour > 0 ? -Math.log1p(-uniform()) / perHour : Number.POSITIVE_INFINITY),
    normal: () => Math.sqrt(-2 * Math.log1p(-uniform())) * Math.cos(2 * Math.PI * uniform()),
  }
}
