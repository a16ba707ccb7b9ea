import type { ListError } from '@aima/gpu-core'
import type { Result } from 'neverthrow'
import { type FileLimits, readBulkPrices } from './bulk-prices.ts'
import type { PublicConnection } from './client.ts'
import type { Market } from './market.ts'
import type { PriceScope } from './price-product.ts'

/**
 * Reads a region without an account: its list prices. Where in it a type is offered is not told.
 *
 * @param connection - Where to.
 * @param scope - The region and its currency.
 * @param limits - Limits of its price file.
 */
export const readPublicMarket = async (
  connection: PublicConnection,
  scope: PriceScope,
  limits: FileLimits,
): Promise<Result<Market, ListError>> =>
  (await readBulkPrices(connection, scope, limits)).map(({ types, bad }) => ({
    region: scope.region,
    types: types.map(({ machine }) => machine),
    perHourByType: new Map(types.map(({ machine, perHour }) => [machine.type, perHour])),
    zoneIds: undefined,
    spotPrices: undefined,
    quotas: new Map(),
    observedAtMs: connection.context.nowMs,
    bad,
    missing: [],
  }))
