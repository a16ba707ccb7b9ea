/** Random numbers that are the same for the same seed. */
export interface Random {
  /** A number from 0 to below 1. */
  readonly next: () => number
  /** A whole number from `least` to `most`, both included. */
  readonly between: (least: number, most: number) => number
  /** One of a list that is not empty. */
  readonly pick: <T>(list: readonly [T, ...T[]]) => T
  /** True in such a share of all cases (0 to 1). */
  readonly chance: (share: number) => boolean
}

/**
 * Makes a source of random numbers.
 *
 * Source: mulberry32, a public-domain generator of 32 bits; enough for tests.
 *
 * @param seed - A whole number.
 */
export const createRandom = (seed: number): Random => {
  let state = seed >>> 0
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
  const between = (least: number, most: number): number => least + Math.floor(next() * (most - least + 1))
  return {
    next,
    between,
    pick: (list) => list[between(0, list.length - 1)] ?? list[0],
    chance: (share) => next() < share,
  }
}
