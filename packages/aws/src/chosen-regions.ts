import { countriesOf, type OfferQuery, type Warning } from '@aima/gpu-core'
import type { Connection } from './client.ts'
import { readRegions } from './enabled-regions.ts'
import type { AwsOptions } from './options.ts'
import { countryOf, regionsOf, suitableRegions } from './regions.ts'
import { missingWarnings } from './report.ts'

/** Regions of a listing, and what to say of them. */
export interface ChosenRegions {
  /** The regions, each once. */
  readonly regions: readonly string[]
  /** What was left out. */
  readonly warnings: readonly Warning[]
}

/** Price files that are read without being asked for: each has 450 MB. */
const mostPublicRegions = 2

/** They come first for who has no account and names none: the largest of America and of Europe. */
const publicRegions: readonly string[] = ['us-east-1', 'eu-central-1']

const allowedOf = ({ countries }: OfferQuery): ReadonlySet<string> | undefined =>
  countries === undefined ? undefined : countriesOf(countries)

/** Regions in other countries than the allowed ones are not asked. */
const within = (regions: readonly string[], allowed: ReadonlySet<string> | undefined): readonly string[] =>
  [...new Set(regions)].filter((region) => allowed === undefined || allowed.has(countryOf(region) ?? ''))

const quietly = (regions: readonly string[]): ChosenRegions => ({ regions, warnings: [] })

const fewOf = (regions: readonly string[]): ChosenRegions => {
  const few = regions.slice(0, mostPublicRegions)
  if (few.length === regions.length) return quietly(few)
  const reason = `without credentials only ${few.join(' and ')} are read, as the price file of each region has 450 MB; the option regions names more`
  return { regions: few, warnings: [{ kind: 'limited', reason }] }
}

/**
 * Chooses the regions of a listing without credentials.
 *
 * @param query - What the listing is for.
 * @param options - Regions that the user names.
 */
export const chosenInPublic = (query: OfferQuery, options: AwsOptions): ChosenRegions => {
  const { regions, partition = 'aws' } = options
  const allowed = allowedOf(query)
  if (regions === 'all') return quietly(within(regionsOf(partition), allowed))
  if (regions !== undefined) return quietly(within(regions, allowed))
  const suitable = suitableRegions(partition, allowed)
  return fewOf([
    ...suitable.filter((region) => publicRegions.includes(region)),
    ...suitable.filter((region) => !publicRegions.includes(region)),
  ])
}

const disabledWarning = (disabled: readonly string[]): readonly Warning[] =>
  disabled.length === 0
    ? []
    : [{ kind: 'limited', reason: `the account has not switched on ${disabled.join(', ')}` }]

/**
 * Chooses the regions of a listing with an account, which is asked when all of them are wanted.
 *
 * @param connection - Where to, and who asks.
 * @param query - What the listing is for.
 * @param options - Regions that the user names.
 */
export const chosenByAccount = async (
  connection: Connection,
  query: OfferQuery,
  { regions, partition = 'aws' }: AwsOptions,
): Promise<ChosenRegions> => {
  const allowed = allowedOf(query)
  if (regions === undefined) return quietly(suitableRegions(partition, allowed))
  if (regions !== 'all') return quietly(within(regions, allowed))
  const { enabled, disabled, failure } = await readRegions(connection)
  if (enabled.length > 0)
    return { regions: within(enabled, allowed), warnings: disabledWarning(within(disabled, allowed)) }
  // Nobody says which there are: the table knows most of them.
  return {
    regions: within(regionsOf(partition), allowed),
    warnings:
      failure === undefined ? [] : missingWarnings([{ region: 'the account', part: 'regions', failure }]),
  }
}
