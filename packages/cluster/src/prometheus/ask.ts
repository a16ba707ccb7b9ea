import { type ListError, type ListingContext, tellProgress } from '@aima/gpu-core'
import { type Http, secret, toListError } from '@aima/gpu-http'
import { err, ok, type Result } from 'neverthrow'
import { withoutSlash } from '../endpoint.ts'
import { WireVector } from './wire.ts'

/** Where queries go. */
export interface Connection {
  /** Sends requests. */
  readonly http: Http
  /** Address of Prometheus. */
  readonly baseUrl: string
  /** Bearer token. */
  readonly token: string | undefined
  /** Cancellation and the present. */
  readonly context: ListingContext
  /** Id of the source, which is told with progress. */
  readonly source: string
}

/**
 * Makes one instant query.
 *
 * @param connection - Where.
 * @param query - The query, and what it is called in progress.
 * @returns Its samples, unread.
 */
export const ask = async (
  { http, baseUrl, token, context, source }: Connection,
  { query, part }: { readonly query: string; readonly part: string },
): Promise<Result<readonly unknown[], ListError>> => {
  const reply = await http.json(
    {
      url: `${withoutSlash(baseUrl)}/api/v1/query`,
      query: { query },
      headers: { authorization: token === undefined ? undefined : secret(`Bearer ${token}`) },
    },
    WireVector,
    context,
  )
  if (reply.isErr()) {
    const error = toListError(reply.error)
    tellProgress(context, { source, part, rows: 0, error })
    return err(error)
  }
  tellProgress(context, { source, part, rows: reply.value.data.result.length })
  return ok(reply.value.data.result)
}
