import type { Option, Wish } from './wish.ts'

/** What a job without any offer counts as (USD): more than all costs together, and little enough to keep the cents. */
const unplacedUsd = 1e9

/** Which machine each job has. */
export interface Seating {
  /** The machine of a job; undefined: its fallback, if it has one. */
  readonly seatOf: (wish: Wish) => Option | undefined
  /** The jobs that have any hardware of a machine, but for one of them. */
  readonly holdersOf: (option: Option, but: Wish) => readonly Wish[]
  /** Gives a job a machine, of which all hardware must be free, or takes the one away that it has. */
  readonly seat: (wish: Wish, option: Option | undefined) => void
  /** What all jobs cost (USD), those without an offer counting as a great deal. */
  readonly usd: () => number
}

/** What a job costs on a machine, or on its fallback (USD). */
export const usdOn = ({ fallback }: Wish, option: Option | undefined): number =>
  (option?.candidate ?? fallback)?.estimate.totalUsd ?? unplacedUsd

/**
 * Makes a seating in which nobody has a machine.
 *
 * @param wishes - All jobs.
 */
export const createSeating = (wishes: readonly Wish[]): Seating => {
  const seats = new Map<Wish, Option>()
  const holders = new Map<string, Wish>()
  const seatOf = (wish: Wish): Option | undefined => seats.get(wish)
  return {
    seatOf,
    holdersOf: ({ hardware }, but) => {
      const found: Wish[] = []
      for (const name of hardware) {
        const holder = holders.get(name)
        if (holder !== undefined && holder !== but && !found.includes(holder)) found.push(holder)
      }
      return found
    },
    seat: (wish, option) => {
      for (const name of seats.get(wish)?.hardware ?? []) holders.delete(name)
      if (option === undefined) seats.delete(wish)
      else {
        seats.set(wish, option)
        for (const name of option.hardware) holders.set(name, wish)
      }
    },
    usd: () => wishes.reduce((sum, wish) => sum + usdOn(wish, seatOf(wish)), 0),
  }
}

/** The best machine of a job of which all hardware is free; undefined: none. */
const bestFree = (wish: Wish, seating: Seating): Option | undefined =>
  wish.options.find((option) => seating.holdersOf(option, wish).length === 0)

/** Gives each job in turn the best that is free. */
export const fill = (wishes: readonly Wish[], seating: Seating): void => {
  for (const wish of wishes) seating.seat(wish, bestFree(wish, seating))
}
