import type { Assumption } from '@aima/gpu-core'
import type { ProviderFacts } from '../facts/provider-facts.ts'
import type { PriceSource } from '../list-price.ts'
import type { ListedMachine } from '../offers.ts'

/** The machines of one cloud with their prices. */
export interface CloudMachines {
  /** What is known of the cloud. */
  readonly facts: ProviderFacts
  /** Its machines. */
  readonly machines: readonly ListedMachine[]
}

/**
 * The report that a price is that of a list, and from when.
 *
 * @param source - Where the price comes from.
 * @example
 * listPriceNote({ date: '2026-07-20', text: 'AWS list price' })[0]?.value // => '2026-07-20'
 */
export const listPriceNote = ({ date, text }: PriceSource): readonly Assumption[] => [
  { name: 'usdPerHour', value: date, unit: '', basis: text },
]

/** Sizes in which the marketplaces rent GPUs. */
const sizes: readonly number[] = [1, 2, 4, 8]

/**
 * Numbers of GPUs that one machine of a marketplace comes with.
 *
 * @param most - Largest number (1 or more).
 * @example
 * sizesUpTo(4) // => [1, 2, 4]
 */
export const sizesUpTo = (most: number): readonly number[] => sizes.filter((size) => size <= most)
