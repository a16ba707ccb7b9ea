import type { ListError } from '@aima/gpu-core'
import { type FailedReply, type Http, type HttpContext, secret, toListError } from '@aima/gpu-http'
import type { ResultAsync } from 'neverthrow'
import { searchPath } from './facts.ts'
import type { SearchBody } from './query.ts'
import { WireReply } from './wire.ts'

/** Where requests go, and with which key. */
export interface Connection {
  /** Sends them. */
  readonly http: Http
  /** Address of the API without path. */
  readonly baseUrl: string
  /** Key; undefined: none. */
  readonly key: string | undefined
  /** Cancellation and the present. */
  readonly context: HttpContext
}

const secondMs = 1_000

/**
 * A wrong key is a 404 here. Source: openapi.yaml of vast-ai/docs c624622, searchOffers ("Invalid user key").
 */
const readNotFound = ({ status, body }: FailedReply): ListError | undefined =>
  /auth_error|invalid user key/i.test(body) ? { kind: 'unauthorized', status } : undefined

/**
 * There is no `Retry-After`; a plain text may name the least interval (s), as in `API requests too frequent: endpoint
 * threshold=4.5`. Source: the page on rate limits of vast-ai/docs c624622.
 */
const readTooMany = ({ body }: FailedReply): ListError | undefined => {
  const [, threshold] = /threshold=(\d{1,5}(?:\.\d{1,3})?)/.exec(body) ?? []
  return threshold === undefined
    ? undefined
    : { kind: 'rate-limited', retryAfterMs: Number(threshold) * secondMs }
}

const readFailure = (reply: FailedReply): ListError | undefined => {
  if (reply.status === 404) return readNotFound(reply)
  return reply.status === 429 ? readTooMany(reply) : undefined
}

/**
 * Sends one search. It changes nothing, so it may be repeated.
 *
 * @param connection - Where to.
 * @param body - What for.
 * @returns The rows of the reply, unread.
 */
export const search = (
  { http, baseUrl, key, context }: Connection,
  body: SearchBody,
): ResultAsync<readonly unknown[], ListError> =>
  http
    .json(
      {
        url: `${baseUrl.replace(/\/+$/, '')}${searchPath}`,
        method: 'POST',
        headers: { authorization: key === undefined ? undefined : secret(`Bearer ${key}`) },
        json: body,
        isIdempotent: true,
        readFailure,
      },
      WireReply,
      context,
    )
    .map(({ offers }) => offers)
    .mapErr(toListError)
