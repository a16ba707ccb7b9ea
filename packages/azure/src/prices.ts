import type { ListError } from '@aima/gpu-core'
import type { Result } from 'neverthrow'
import { addressOf, type Connection, type Pages, readList } from './client.ts'
import { apiVersions } from './facts.ts'
import { WirePricePage } from './price-wire.ts'

/**
 * The rows of a region that may be GPUs. Values are compared with their case since version 2023-01-01-preview, and `or` is refused in
 * some forms, so one filter is for one region.
 */
const filterOf = (region: string): string =>
  [
    "serviceName eq 'Virtual Machines'",
    "priceType eq 'Consumption'",
    `armRegionName eq '${region}'`,
    "startswith(armSkuName,'Standard_N')",
  ].join(' and ')

/**
 * Reads a region's price list. It needs no account, and no token is sent.
 *
 * @param connection - How.
 * @param baseUrl - Address of the price list without path. Links to other hosts are not followed.
 * @param region - Azure's name of the region: small letters and digits.
 * @returns Its pages; the error when the first one failed, or when somebody cancelled.
 */
export const readPrices = (
  connection: Connection,
  baseUrl: string,
  region: string,
): Promise<Result<Pages<WirePricePage>, ListError>> =>
  readList(connection, {
    first: {
      url: addressOf(baseUrl, '/api/retail/prices'),
      query: { 'api-version': apiVersions.prices, currencyCode: "'USD'", $filter: filterOf(region) },
    },
    schema: WirePricePage,
    next: ({ NextPageLink: link }) => link || undefined,
  })
