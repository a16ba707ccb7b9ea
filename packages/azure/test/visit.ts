import {
  describeWarning,
  type ListError,
  type Listing,
  type ListingContext,
  type OfferQuery,
} from '@aima/gpu-core'
import { type RecordedRequest, type Route, withReplayServer } from '@aima/gpu-testing'
import { type AzureOptions, createAzure } from '../src/index.ts'
import { nowMs, subscriptionId } from './fixtures.ts'

/** What a listing came to, and what was sent for it. */
export interface Visit {
  readonly listing: Listing | undefined
  readonly error: ListError | undefined
  readonly requests: readonly RecordedRequest[]
}

interface Asked {
  readonly query?: OfferQuery
  readonly options?: Partial<AzureOptions>
  readonly context?: Partial<ListingContext>
}

/** Two regions and an account. */
const usual: AzureOptions = {
  regions: ['eastus', 'westeurope'],
  subscriptionId,
  accessToken: async () => 'a-token',
  http: { maximumAttempts: 1 },
}

/** Options of a source without an account, whatever the environment says. */
export const withoutAccount: Partial<AzureOptions> = { subscriptionId: '', accessToken: undefined }

export const visit = (
  routes: readonly Route[],
  { query = {}, options = {}, context = {} }: Asked = {},
): Promise<Visit> =>
  withReplayServer(routes, async ({ baseUrl, requests }) => {
    const source = createAzure({ ...usual, pricesBaseUrl: baseUrl, managementBaseUrl: baseUrl, ...options })
    const result = await source.listOffers(query, { nowMs, ...context })
    return {
      listing: result.unwrapOr(undefined),
      error: result.isErr() ? result.error : undefined,
      requests,
    }
  })

export const texts = ({ listing }: Visit): readonly string[] => listing?.warnings.map(describeWarning) ?? []

export const idsOf = ({ listing }: Visit): readonly string[] => listing?.offers.map(({ id }) => id) ?? []

/** Each offer in a line. */
export const linesOf = ({ listing }: Visit): readonly string[] =>
  listing?.offers.map(
    ({ id, gpuCount, gpu, price, capacity, spotRisk }) =>
      `${id}: ${gpuCount} ${gpu.model}, ${price?.usdPerHour} USD/h, ${capacity?.stock}${
        spotRisk === undefined ? '' : `, ${spotRisk.interruptionsPerHour}/h`
      }`,
  ) ?? []
