import type { ListError } from '@aima/gpu-core'
import type { Result } from 'neverthrow'
import type { Account } from './account-client.ts'
import type { Connection, Pages } from './client.ts'
import type { WirePricePage } from './price-wire.ts'
import { pricesOf, type RegionPrices } from './priced-sizes.ts'
import { readPrices } from './prices.ts'
import { type ReadQuotas, readQuotas } from './quotas.ts'
import { type RegionSkus, readSkus } from './skus.ts'

/** An account with a subscription. */
export interface Subscription {
  /** The account. */
  readonly account: Account
  /** Id of the subscription. */
  readonly id: string
}

/** What is asked of a region. */
export interface RegionRequest {
  /** Its name. */
  readonly region: string
  /** How. */
  readonly connection: Connection
  /** Address of the price list without path. */
  readonly pricesUrl: string
  /** Whose restrictions and quotas count; undefined: nobody's. */
  readonly subscription: Promise<Subscription | undefined>
  /** The present (ms since 1970-01-01 UTC). */
  readonly nowMs: number
}

/** Prices of a region, and the page that failed. */
interface ReadPrices extends RegionPrices {
  /** The page that failed, and why. */
  readonly missing: Pages<unknown>['missing']
}

/** What came of a region. */
export interface RegionReading {
  /** Its name. */
  readonly region: string
  /** Prices. */
  readonly prices: Result<ReadPrices, ListError>
  /** What the subscription may deploy; undefined: not asked. */
  readonly skus: Result<RegionSkus, ListError> | undefined
  /** Its quotas; undefined: not asked. */
  readonly quotas: Result<ReadQuotas, ListError> | undefined
}

const readAsked = async <T>(
  subscription: RegionRequest['subscription'],
  read: (account: Account, id: string) => Promise<T>,
): Promise<T | undefined> => {
  const known = await subscription
  return known === undefined ? undefined : read(known.account, known.id)
}

/**
 * Reads what there is to know of a region, all at once.
 *
 * @param request - Which, and how.
 */
export const readRegion = async (request: RegionRequest): Promise<RegionReading> => {
  const { region, connection, pricesUrl, subscription, nowMs } = request
  const [pages, skus, quotas] = await Promise.all([
    readPrices(connection, pricesUrl, region),
    readAsked(subscription, (account, id) => readSkus(account, id, region)),
    readAsked(subscription, (account, id) => readQuotas(account, id, region)),
  ])
  const prices = pages.map(({ pages: read, missing }: Pages<WirePricePage>) => ({
    ...pricesOf(
      read.flatMap(({ Items }) => Items),
      { region, nowMs },
    ),
    missing,
  }))
  return { region, prices, skus, quotas }
}
