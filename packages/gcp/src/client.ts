import type { ListError } from '@aima/gpu-core'
import {
  collect,
  type FailedReply,
  type Http,
  type HttpContext,
  type HttpRequest,
  type Limiter,
  type Secret,
  toListError,
} from '@aima/gpu-http'
import { err, ok, Result, ResultAsync } from 'neverthrow'
import { z } from 'zod'
import { maximumPages } from './facts.ts'

/** Where requests go. */
export interface Connection {
  /** Sends them. */
  readonly http: Http
  /** Lets some of them run at once. */
  readonly limiter: Limiter
  /** Address of the API without path and without a slash at its end. */
  readonly baseUrl: string
  /** Headers with the credentials. */
  readonly headers: Readonly<Record<string, string | Secret | undefined>>
  /** Cancellation and the present. */
  readonly context: HttpContext
}

/** What is asked: a path, and what belongs to it. */
export interface Question extends Pick<HttpRequest, 'method' | 'query' | 'json' | 'isIdempotent'> {
  /** Path, with a slash at its beginning. */
  readonly path: string
}

/** Google's words for what went wrong. */
const WireError = z.object({
  error: z.object({
    errors: z.array(z.object({ reason: z.string().nullish() })).nullish(),
    details: z.array(z.object({ reason: z.string().nullish() })).nullish(),
  }),
})

const reasonsOf = (body: string): readonly string[] => {
  const json = Result.fromThrowable(JSON.parse)(body).unwrapOr(undefined)
  const { errors, details } = WireError.safeParse(json).data?.error ?? {}
  return [...(errors ?? []), ...(details ?? [])].flatMap(({ reason }) => reason ?? [])
}

/**
 * A wrong API key is a 400 and too many requests to Compute Engine are a 403.
 *
 * Source: `ErrorInfo` of Google's APIs (`API_KEY_INVALID`); Compute Engine, "API rate limits" (`rateLimitExceeded`).
 */
const readFailure = ({ status, body }: FailedReply): ListError | undefined => {
  if (status !== 400 && status !== 403) return undefined
  const reasons = reasonsOf(body)
  if (status === 400 && reasons.includes('API_KEY_INVALID')) return { kind: 'unauthorized', status }
  return status === 403 && reasons.includes('rateLimitExceeded') ? { kind: 'rate-limited' } : undefined
}

const requestOf = ({ baseUrl, headers }: Connection, { path, ...rest }: Question): HttpRequest => ({
  ...rest,
  url: `${baseUrl}${path}`,
  headers,
  readFailure,
})

/**
 * Asks for one reply.
 *
 * @param connection - Where to.
 * @param question - What for.
 * @param schema - What the reply must be.
 */
export const ask = <T>(
  connection: Connection,
  question: Question,
  schema: z.ZodType<T>,
): ResultAsync<T, ListError> => {
  const { http, limiter, context } = connection
  return new ResultAsync(
    limiter(() => http.json(requestOf(connection, question), schema, context), context.signal),
  ).mapErr(toListError)
}

/** What came of a list. */
export interface Pages<Page> {
  /** The pages that came. */
  readonly pages: readonly Page[]
  /** The page that failed, and why; undefined: all came. */
  readonly missing: { readonly page: number; readonly error: ListError } | undefined
}

/**
 * Asks for a list, page by page.
 *
 * @param connection - Where to.
 * @param question - What for, of the first page.
 * @param schema - What each page must be.
 * @returns What came; the error when nothing did, or when somebody cancelled.
 */
export const askForPages = async <Page extends { readonly nextPageToken?: string | null | undefined }>(
  connection: Connection,
  question: Question,
  schema: z.ZodType<Page>,
): Promise<Result<Pages<Page>, ListError>> => {
  const { http, limiter, context } = connection
  const read = (request: HttpRequest) =>
    new ResultAsync(limiter(() => http.json(request, schema, context), context.signal))
  const next = ({ nextPageToken }: Page, request: HttpRequest): HttpRequest | undefined =>
    nextPageToken ? { ...request, query: { ...request.query, pageToken: nextPageToken } } : undefined
  const { values, errors } = await collect(
    http.pages({ first: requestOf(connection, question), read, next, maximumPages }),
  )
  const [error] = errors.map(toListError)
  if (error === undefined) return ok({ pages: values, missing: undefined })
  if (values.length === 0 || error.kind === 'cancelled') return err(error)
  return ok({ pages: values, missing: { page: values.length + 1, error } })
}
