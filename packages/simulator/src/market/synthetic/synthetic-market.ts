import { checkOptions, type InvalidOptions, type ListedOffer, type Offer } from '@aima/gpu-core'
import type { Result } from 'neverthrow'
import { z } from 'zod'
import { createRandom } from '../../random.ts'
import type { Market } from '../market.ts'
import { type ChangeProcess, changesOfProcesses } from './change-process.ts'
import { madeOffers } from './made-offers.ts'
import { defaultPriceWalk, type PriceWalk, priceProcess } from './price-walk.ts'
import { defaultStockSpells, type StockSpells, stockProcess } from './stock-spells.ts'

const dayMs = 86_400_000

/** What an invented market is made of. */
export interface SyntheticOptions {
  /** The offers that it starts with, such as those of a catalogue; rented ones only, each with an id of its own. Default: made ones. */
  readonly offers?: readonly ListedOffer[] | undefined
  /** How many offers are made when none are given (a whole number, 1 or more). Default 100. */
  readonly count?: number | undefined
  /** Seed of made offers (a whole number). What changes later follows the seed of the simulation. Default 1. */
  readonly seed?: number | undefined
  /** How long it changes (days, above 0). Default 30. */
  readonly days?: number | undefined
  /** When it starts (ms since 1970-01-01 UTC). Default 0. */
  readonly startMs?: number | undefined
  /** How the price of an offer walks; undefined: it stays. Default {@link defaultPriceWalk}. */
  readonly priceWalk?: ((offer: ListedOffer) => PriceWalk | undefined) | undefined
  /** How the stock of an offer goes and comes; undefined: it stays. Default {@link defaultStockSpells} for spot offers. */
  readonly stockSpells?: ((offer: ListedOffer) => StockSpells | undefined) | undefined
  /** How often spot machines are taken away while there is stock (1/h). Default: never. */
  readonly interruptionsPerHour?: ((offer: Offer) => number) | undefined
}

const positiveNumber = z.number().positive('expected a number above 0')

const Options = z.object({
  ids: z
    .array(z.string())
    .min(1, 'expected at least one offer')
    .refine((ids) => new Set(ids).size === ids.length, 'expected an id of its own for each offer')
    .optional(),
  purchases: z.array(z.enum(['on-demand', 'spot'], 'expected rented offers only')).optional(),
  count: z.int().min(1, 'expected 1 or more').optional(),
  seed: z.int('expected a whole number').optional(),
  days: positiveNumber.optional(),
  startMs: z.number('expected a time (ms)').optional(),
})

const spotSpells = ({ purchase }: ListedOffer): StockSpells | undefined =>
  purchase === 'spot' ? defaultStockSpells : undefined

const processesOf = (
  offers: readonly ListedOffer[],
  seed: number,
  { priceWalk = defaultPriceWalk, stockSpells = spotSpells }: SyntheticOptions,
): readonly ChangeProcess[] =>
  offers.flatMap((offer) => {
    const { id, price, capacity } = offer
    const processes: ChangeProcess[] = []
    const walk = priceWalk(offer)
    const usdPerHour = price?.usdPerHour ?? 0
    if (walk !== undefined && price !== undefined && usdPerHour > 0)
      processes.push(priceProcess({ id, price, usdPerHour }, walk, createRandom(seed, `price ${id}`)))
    const spells = stockSpells(offer)
    if (spells !== undefined)
      processes.push(stockProcess({ id, capacity }, spells, createRandom(seed, `stock ${id}`)))
    return processes
  })

const build = (options: SyntheticOptions): Market => {
  const { count = 100, seed = 1, days = 30, startMs = 0 } = options
  const offers = (options.offers ?? madeOffers({ count, seed, observedAtMs: startMs })).map((offer) => ({
    ...offer,
    observedAtMs: startMs,
  }))
  const span = { startMs, untilMs: startMs + days * dayMs }
  return {
    name: options.offers === undefined ? 'invented offers and changes' : 'invented changes',
    startMs,
    offers,
    changes: (simulationSeed) => changesOfProcesses(processesOf(offers, simulationSeed, options), span),
    interruptionsPerHour: options.interruptionsPerHour ?? (() => 0),
  }
}

/**
 * Makes a market whose changes are invented: prices walk about what they are at the start, and the stock of spot offers goes and comes.
 *
 * Offers move independently of each other, which real ones of one region do not. Changes are made one after the other as they are asked for, so that thousands of
 * offers over months take no memory. Each offer has random numbers of its own: leaving one out changes nothing for the others.
 *
 * @param options - The offers and how they move.
 * @returns The market, or `invalid-options`: two offers of one id, an owned one, none at all, or a number out of its range.
 * @see {@link availabilityMarket} and {@link priceTraceMarket} for what really happened.
 * @example
 * syntheticMarket({ count: 3 })._unsafeUnwrap().offers.length // => 3
 */
export const syntheticMarket = (options: SyntheticOptions = {}): Result<Market, InvalidOptions> => {
  const { offers, count, seed, days, startMs } = options
  return checkOptions(Options, {
    ids: offers?.map(({ id }) => id),
    purchases: offers?.map(({ purchase }) => purchase),
    count,
    seed,
    days,
    startMs,
  }).map(() => build(options))
}
