import type { Capacity } from '@aima/gpu-core'
import type { Random } from '../../random.ts'
import type { ChangeProcess } from './change-process.ts'

const hourMs = 3_600_000

/** How the stock of an offer goes and comes. Spells are log-normal: many are short, few are very long. */
export interface StockSpells {
  /** Mean time with stock (h, above 0). */
  readonly meanUpHours: number
  /** Mean time without (h, above 0). */
  readonly meanDownHours: number
  /** Deviation of both divided by their means (≥ 0). */
  readonly variation: number
}

/**
 * How the stock of spot machines goes and comes when nobody says so: 2.5 h with, 2 h without.
 *
 * Source: V100 spot machines in nine zones of AWS, February to April 2023: 0.09 to 1.39 losses per hour (median about 0.4), outages of 0.8 to 3.6 h in the mean,
 * coefficients of variation of 1.5 to 2.7. These were scarce machines; many others are lost less often.
 * @example
 * defaultStockSpells.meanUpHours // => 2.5
 */
export const defaultStockSpells: StockSpells = { meanUpHours: 2.5, meanDownHours: 2, variation: 2 }

/** Draws a log-normal spell (h) from its mean and its variation. */
const spellHours = (meanHours: number, variation: number, random: Random): number => {
  const variance = Math.log1p(variation * variation)
  return meanHours * Math.exp(Math.sqrt(variance) * random.normal() - variance / 2)
}

/** An offer whose stock goes and comes. */
export interface StockedOffer {
  /** Its id. */
  readonly id: string
  /** Its capacity at the start. */
  readonly capacity: Capacity | undefined
}

/**
 * Lets the stock of an offer go and come.
 *
 * @param offer - The offer. It starts with stock unless its capacity says `none`.
 * @param spells - How long it stays.
 * @param random - Its own source of random numbers.
 */
export const stockProcess = (
  { id, capacity }: StockedOffer,
  { meanUpHours, meanDownHours, variation }: StockSpells,
  random: Random,
): ChangeProcess => {
  let isUp = capacity?.stock !== 'none'
  return {
    waitMs: () => spellHours(isUp ? meanUpHours : meanDownHours, variation, random) * hourMs,
    change: (atMs) => {
      isUp = !isUp
      const stock = isUp ? ('available' as const) : ('none' as const)
      return { kind: 'capacity', atMs, offerId: id, capacity: { ...capacity, stock } }
    },
  }
}
