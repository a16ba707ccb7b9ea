import type { ListError, Listing, ListingProgress, OfferQuery } from '@aima/gpu-core'
import { type RecordedRequest, type Route, withReplayServer } from '@aima/gpu-testing'
import { createGcp, type GcpOptions } from '../src/index.ts'
import { nowMs } from './fixtures.ts'

/** How a listing ended, and what it asked. */
export interface Visited {
  readonly listing: Listing | undefined
  readonly error: ListError | undefined
  readonly requests: readonly RecordedRequest[]
  readonly progress: readonly ListingProgress[]
}

/** A key and a token, for project `p`. */
export const fullAccess: GcpOptions = {
  apiKey: 'test-key',
  accessToken: async () => 'test-token',
  projectId: 'p',
}

/** Lists in front of routes, with full access unless the options say otherwise. */
export const visit = (
  routes: readonly Route[],
  { options = fullAccess, query = {} }: { readonly options?: GcpOptions; readonly query?: OfferQuery } = {},
): Promise<Visited> =>
  withReplayServer(routes, async ({ baseUrl, requests }) => {
    const http = { maximumAttempts: 1 }
    const source = createGcp({ billingBaseUrl: baseUrl, computeBaseUrl: `${baseUrl}/`, http, ...options })
    const progress: ListingProgress[] = []
    const onProgress = (one: ListingProgress): void => void progress.push(one)
    const listed = await source.listOffers(query, { nowMs, onProgress })
    return {
      listing: listed.unwrapOr(undefined),
      error: listed.isErr() ? listed.error : undefined,
      requests: [...requests],
      progress,
    }
  })
