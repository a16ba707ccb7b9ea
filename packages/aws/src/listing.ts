import {
  type ListError,
  type ListedOffer,
  type Listing,
  type ListingContext,
  type OfferQuery,
  tellProgress,
  type Warning,
} from '@aima/gpu-core'
import { ok, type Result } from 'neverthrow'
import { readAccountMarket } from './account-market.ts'
import { type Advisor, noAdvisor, readAdvisor } from './advisor.ts'
import type { FileLimits } from './bulk-prices.ts'
import { type ChosenRegions, chosenByAccount, chosenInPublic } from './chosen-regions.ts'
import type { CallFailure, Connection, PublicConnection } from './client.ts'
import { toOffers } from './convert.ts'
import type { Market } from './market.ts'
import type { Memory } from './memory.ts'
import type { AwsOptions } from './options.ts'
import {
  mostScoredRegions,
  noScores,
  type ReadScores,
  readScores,
  type Scores,
  unscoredWarning,
} from './placement-scores.ts'
import type { PriceScope } from './price-product.ts'
import { readPublicMarket } from './public-market.ts'
import { type RegionResult, toListing } from './region-result.ts'
import { plainFailure } from './report.ts'

/** What a source remembers. */
export interface Memories {
  /** Public prices by region. */
  readonly markets: Memory<Market>
  /** The Spot Advisor. */
  readonly advisors: Memory<Advisor>
  /** Placement scores by question. */
  readonly scores: Memory<Scores>
}

/** One listing: what for, and how. */
export interface Task {
  /** Id of the source. */
  readonly id: string
  /** What it is for. */
  readonly query: OfferQuery
  /** Cancellation, the present and who listens. */
  readonly context: ListingContext
  /** Options of the source. */
  readonly options: AwsOptions
  /** What the source remembers. */
  readonly memories: Memories
}

/** What all regions share. */
interface Shared {
  readonly advisor: Advisor
  readonly scores: ReadScores
  readonly warnings: readonly Warning[]
}

const withoutAccount = (remedy: string): Warning => ({
  kind: 'limited',
  reason: `without an account there are no zones, spot prices of now and quotas, and spot prices are estimated; ${remedy}`,
})

const defaultBulkTimeoutMs = 900_000
const defaultMaximumBulkBytes = 2 ** 31

const limitsOf = ({
  bulkTimeoutMs = defaultBulkTimeoutMs,
  maximumBulkBytes = defaultMaximumBulkBytes,
}: AwsOptions): FileLimits => ({ bulkTimeoutMs, maximumBulkBytes })

const scopeOf = (region: string, { partition }: AwsOptions): PriceScope => ({
  region,
  currency: partition === 'aws-cn' ? 'CNY' : 'USD',
})

/** The Spot Advisor knows the commercial regions only. */
const advisorFor = async (
  { options, memories, context: { nowMs } }: Task,
  connection: PublicConnection,
): Promise<Result<Advisor, ListError>> => {
  const { includeSpot = true, partition = 'aws' } = options
  if (!includeSpot || partition !== 'aws') return ok(noAdvisor)
  const known = memories.advisors.get('', nowMs)
  if (known !== undefined) return ok(known)
  return (await readAdvisor(connection)).andTee((advisor) => memories.advisors.set('', nowMs, advisor))
}

const scoresFor = async (
  { options, memories, context: { nowMs } }: Task,
  connection: Connection,
  regions: readonly string[],
): Promise<ReadScores> => {
  const { placementScoresFor = [], includeSpot = true } = options
  if (placementScoresFor.length === 0 || !includeSpot) return noScores
  const asked = regions.slice(0, mostScoredRegions)
  const cut = unscoredWarning(regions.slice(mostScoredRegions))
  const question = JSON.stringify([placementScoresFor, asked])
  const known = memories.scores.get(question, nowMs)
  if (known !== undefined) return { scores: known, warnings: cut }
  const read = await readScores(connection, placementScoresFor, asked)
  if (read.warnings.length === 0) memories.scores.set(question, nowMs, read.scores)
  return { ...read, warnings: [...read.warnings, ...cut] }
}

const sharedBy = (advisor: Result<Advisor, ListError>, scores: ReadScores): Shared => ({
  advisor: advisor.unwrapOr(noAdvisor),
  scores,
  warnings: [
    ...advisor.match<readonly Warning[]>(
      () => [],
      (error) => [{ kind: 'part-missing', part: 'Spot Advisor', error }],
    ),
    ...scores.warnings,
  ],
})

const offersOf = (
  { id, options }: Task,
  market: Market,
  { advisor, scores }: Shared,
): readonly ListedOffer[] =>
  toOffers(market, {
    source: id,
    advisor,
    scores: scores.scores,
    includeSpot: options.includeSpot ?? true,
    usdPerCny: options.partition === 'aws-cn' ? options.usdPerCny : undefined,
    dataPrices: options,
  })

const regionResult = async (
  task: Task,
  region: string,
  {
    market: reading,
    shared,
  }: { readonly market: Promise<Result<Market, CallFailure>>; readonly shared: Promise<Shared> },
): Promise<RegionResult> => {
  const [market, common] = await Promise.all([reading, shared])
  const offers = market.isOk() ? offersOf(task, market.value, common) : []
  const outcome = market.isOk() ? { rows: offers.length } : { error: market.error.error }
  tellProgress(task.context, { source: task.id, part: region, ...outcome })
  return { region, market, offers }
}

/** Prices that were read whole are kept: they change seldom, and each file is large. */
const publicMarket = async (
  { options, memories, context: { nowMs } }: Task,
  connection: PublicConnection,
  region: string,
): Promise<Result<Market, CallFailure>> => {
  const known = memories.markets.get(region, nowMs)
  if (known !== undefined) return ok(known)
  const read = await readPublicMarket(connection, scopeOf(region, options), limitsOf(options))
  return read
    .andTee((market) => {
      if (market.bad.length === 0) memories.markets.set(region, nowMs, market)
    })
    .mapErr(plainFailure)
}

const listRegions = async (
  task: Task,
  { regions, warnings }: ChosenRegions,
  {
    shared,
    read,
  }: {
    readonly shared: Promise<Shared>
    readonly read: (region: string) => Promise<Result<Market, CallFailure>>
  },
): Promise<Result<Listing, ListError>> => {
  const results = await Promise.all(
    regions.map((region) => regionResult(task, region, { market: read(region), shared })),
  )
  return toListing(results, [...warnings, ...(await shared).warnings], task.context.nowMs)
}

const nothing = ({ context: { nowMs } }: Task): Result<Listing, ListError> =>
  ok({ offers: [], warnings: [], observedAtMs: nowMs })

/** Lists what needs no account, and says what would bring one. */
export const listWithoutAccount = async (
  task: Task,
  connection: PublicConnection,
  remedy: string,
): Promise<Result<Listing, ListError>> => {
  const chosen = chosenInPublic(task.query, task.options)
  if (chosen.regions.length === 0) return nothing(task)
  const shared = advisorFor(task, connection).then((advisor) => sharedBy(advisor, noScores))
  const all = { ...chosen, warnings: [withoutAccount(remedy), ...chosen.warnings] }
  return listRegions(task, all, { shared, read: (region) => publicMarket(task, connection, region) })
}

/** Lists all that an account may see. */
export const listWithAccount = async (
  task: Task,
  connection: Connection,
): Promise<Result<Listing, ListError>> => {
  const { query, options } = task
  const chosen = await chosenByAccount(connection, query, options)
  if (chosen.regions.length === 0) return nothing(task)
  const shared = Promise.all([
    advisorFor(task, connection),
    scoresFor(task, connection, chosen.regions),
  ]).then(([advisor, scores]) => sharedBy(advisor, scores))
  const wanted = {
    ...limitsOf(options),
    includeSpot: options.includeSpot ?? true,
    quotas: options.quotas ?? true,
  }
  return listRegions(task, chosen, {
    shared,
    read: (region) => readAccountMarket(connection, scopeOf(region, options), wanted),
  })
}
