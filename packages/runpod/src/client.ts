import type { ListError } from '@aima/gpu-core'
import { type FailedReply, type Http, type HttpContext, secret, toListError } from '@aima/gpu-http'
import type { ResultAsync } from 'neverthrow'
import type { z } from 'zod'
import { GraphqlReply } from './graphql-wire.ts'
import { waitOfWindows } from './rate-limit.ts'

/** Where requests go, and with which key. */
export interface Connection {
  /** Sends them. */
  readonly http: Http
  /** Address of REST v2. */
  readonly baseUrl: string
  /** Address of GraphQL. */
  readonly graphqlUrl: string
  /** Key for REST; undefined: none, and REST refuses every request. */
  readonly key: string | undefined
  /** Cancellation and the present. */
  readonly context: HttpContext
}

/** A read of the REST catalogue. */
interface RestRequest {
  /** Path behind the address, such as `/catalog/gpus`. */
  readonly path: string
  /** Query. Lists are one parameter, with commas. */
  readonly query?: Readonly<Record<string, string | number>> | undefined
}

/** The two interfaces of RunPod. */
export interface Client {
  /** Reads from REST v2, with the key. */
  readonly rest: <T>(request: RestRequest, schema: z.ZodType<T>) => ResultAsync<T, ListError>
  /** Asks GraphQL, which gets no key. */
  readonly graphql: (query: string) => ResultAsync<GraphqlReply, ListError>
}

/**
 * `Retry-After` covers one window of the quota only. A 403 of the edge in front of RunPod (`error code: 1010`) is told from one
 * about the key by gpu-http.
 */
const readFailure = ({ status, header }: FailedReply): ListError | undefined => {
  if (status !== 429) return undefined
  const retryAfterMs = waitOfWindows(header('ratelimit'), header('retry-after'))
  return retryAfterMs === undefined ? undefined : { kind: 'rate-limited', retryAfterMs }
}

/**
 * Makes the client of one listing. Both kinds of request only read, so they may be repeated.
 *
 * @param connection - Where requests go.
 */
export const createClient = ({ http, baseUrl, graphqlUrl, key, context }: Connection): Client => ({
  rest: ({ path, query }, schema) => {
    const headers = { authorization: key === undefined ? undefined : secret(`Bearer ${key}`) }
    const url = `${baseUrl.replace(/\/+$/, '')}${path}`
    return http.json({ url, query, headers, readFailure }, schema, context).mapErr(toListError)
  },
  graphql: (query) =>
    http
      .json(
        { url: graphqlUrl, method: 'POST', json: { query }, isIdempotent: true, readFailure },
        GraphqlReply,
        context,
      )
      .mapErr(toListError),
})
