import type { ListError, Listing, ListingProgress, OfferQuery } from '@aima/gpu-core'
import { type RecordedRequest, type Route, withReplayServer } from '@aima/gpu-testing'
import { type AwsOptions, createAws } from '../src/index.ts'
import { ec2Error, isAction } from './aws-routes.ts'
import { exampleCredentials, nowMs } from './fixtures.ts'

/** What a listing came to, and what was sent for it. */
export interface Visit {
  readonly listing: Listing | undefined
  readonly error: ListError | undefined
  readonly requests: readonly RecordedRequest[]
  readonly progress: readonly ListingProgress[]
}

interface Asked {
  readonly query?: OfferQuery
  readonly options?: AwsOptions
}

/** Lists the offers of a source that is pointed at a server of its own. */
export const visit = (routes: readonly Route[], { query = {}, options = {} }: Asked = {}): Promise<Visit> =>
  withReplayServer(routes, async ({ baseUrl, requests }) => {
    const progress: ListingProgress[] = []
    const source = createAws({
      baseUrl,
      regions: ['eu-central-1'],
      credentials: exampleCredentials,
      http: { maximumAttempts: 1 },
      ...options,
    })
    const result = await source.listOffers(query, { nowMs, onProgress: (one) => progress.push(one) })
    return {
      listing: result.unwrapOr(undefined),
      error: result.isErr() ? result.error : undefined,
      requests: [...requests],
      progress,
    }
  })

/** Ids of what was listed. */
export const ids = ({ listing }: Visit): readonly string[] => (listing?.offers ?? []).map(({ id }) => id)

/** One offer. */
export const offerOf = ({ listing }: Visit, id: string) => listing?.offers.find((offer) => offer.id === id)

/** What the warnings say is limited. */
export const reasons = ({ listing }: Visit): readonly string[] =>
  (listing?.warnings ?? []).flatMap((warning) => (warning.kind === 'limited' ? [warning.reason] : []))

/** What the warnings say is missing. */
export const missing = ({ listing }: Visit): readonly string[] =>
  (listing?.warnings ?? []).flatMap((warning) =>
    warning.kind === 'part-missing' ? [`${warning.part}: ${warning.error.kind}`] : [],
  )

/** Answers an operation of EC2 with an error, in one region or in all. */
export const failing = (action: string, status: number, code: string, region = '[a-z0-9-]+'): Route => ({
  path: new RegExp(`^/ec2\\.${region}\\.`),
  when: isAction(action),
  reply: ec2Error(status, code),
})

/** Answers everything of a region with an error. */
export const regionDown = (region: string, status: number, code: string): Route => ({
  path: new RegExp(`^/ec2\\.${region}\\.`),
  reply: ec2Error(status, code),
})
