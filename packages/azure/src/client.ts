import type { ListError } from '@aima/gpu-core'
import {
  collect,
  type Http,
  type HttpContext,
  type HttpError,
  type HttpRequest,
  type Limiter,
  toListError,
} from '@aima/gpu-http'
import { err, ok, type Result, ResultAsync } from 'neverthrow'
import type { z } from 'zod'
import { maximumPages } from './facts.ts'

/** How requests are made. */
export interface Connection {
  /** Sends them. */
  readonly http: Http
  /** How many at once. */
  readonly limiter: Limiter
  /** Cancellation and the present. */
  readonly context: HttpContext
}

/** A list that comes page by page. */
export interface PagedList<Page> {
  /** Asks for the first page. */
  readonly first: HttpRequest
  /** Its schema. */
  readonly schema: z.ZodType<Page>
  /** Finds the next page. A link is followed on the host of the first page only. */
  readonly next: (page: Page, request: HttpRequest) => HttpRequest | string | undefined
}

/** What came of a list. */
export interface Pages<Page> {
  /** The pages. */
  readonly pages: readonly Page[]
  /** The page that failed, and why; undefined: all came. */
  readonly missing: { readonly page: number; readonly error: ListError } | undefined
}

const sendIn = <T>(
  { http, limiter, context }: Connection,
  request: HttpRequest,
  schema: z.ZodType<T>,
): ResultAsync<T, HttpError> =>
  new ResultAsync(limiter(() => http.json(request, schema, context), context.signal))

/**
 * Asks once.
 *
 * @param connection - How.
 * @param request - What.
 * @param schema - Of the reply.
 */
export const ask = <T>(
  connection: Connection,
  request: HttpRequest,
  schema: z.ZodType<T>,
): ResultAsync<T, ListError> => sendIn(connection, request, schema).mapErr(toListError)

/**
 * Reads a list to its end.
 *
 * @param connection - How.
 * @param list - Which.
 * @returns What came; the error when nothing did, or when somebody cancelled.
 */
export const readList = async <Page>(
  connection: Connection,
  { first, schema, next }: PagedList<Page>,
): Promise<Result<Pages<Page>, ListError>> => {
  const read = (request: HttpRequest) => sendIn(connection, request, schema)
  const { values, errors } = await collect(connection.http.pages({ first, read, next, maximumPages }))
  const [error] = errors.map(toListError)
  if (error !== undefined && (values.length === 0 || error.kind === 'cancelled')) return err(error)
  return ok({
    pages: values,
    missing: error === undefined ? undefined : { page: values.length + 1, error },
  })
}

/**
 * Puts a path behind an address.
 *
 * @param baseUrl - With or without a slash at its end.
 * @param path - With a slash at its beginning.
 * @example
 * addressOf('https://prices.azure.com/', '/api/retail/prices') // => 'https://prices.azure.com/api/retail/prices'
 */
export const addressOf = (baseUrl: string, path: string): string => `${baseUrl.replace(/\/+$/, '')}${path}`
