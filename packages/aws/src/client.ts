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
import { type Result, ResultAsync } from 'neverthrow'
import type { z } from 'zod'
import { codeIn, readFailure } from './aws-error.ts'
import type { AwsCredentials } from './credentials.ts'
import { addressOf, regionalHost } from './hosts.ts'
import type { Partition } from './regions.ts'
import { sign } from './signature.ts'

/** Where requests go without credentials. */
export interface PublicConnection {
  /** Sends them. */
  readonly http: Http
  /** Stand-in for all hosts; undefined: none. */
  readonly baseUrl: string | undefined
  /** The partition. */
  readonly partition: Partition
  /** Cancellation and the present. */
  readonly context: HttpContext & { readonly nowMs: number }
  /** Bounds the requests in flight. */
  readonly inFlight: Limiter
  /** The same for large files. */
  readonly filesInFlight: Limiter
}

/** Where requests go, and who asks. */
export interface Connection extends PublicConnection {
  /** Keys. */
  readonly credentials: AwsCredentials
  /** Bounds the lists of prices that are read at once. */
  readonly pricesInFlight: Limiter
}

/** Why a call failed. */
export interface CallFailure {
  /** The error. */
  readonly error: ListError
  /** AWS's code of it, such as `UnauthorizedOperation`. */
  readonly code?: string | undefined
  /** The permission that the call needs, such as `ec2:DescribeInstanceTypes`. */
  readonly permission: string
}

/** Pages of a list: those that came, and why the others did not. */
export interface Pages<Page> {
  /** The pages. */
  readonly pages: readonly Page[]
  /** Undefined: all came. */
  readonly failure?: CallFailure | undefined
}

/** A list that AWS gives page by page. */
export interface Listed<Page> {
  /** Service, as it is signed for. */
  readonly service: string
  /** Its host begins with this. */
  readonly hostPrefix?: string | undefined
  /** Region of the host. */
  readonly region: string
  /** The permission that it needs. */
  readonly permission: string
  /** Headers. */
  readonly headers: Readonly<Record<string, string>>
  /** Body of the request for a page; without a token, for the first. */
  readonly body: (token: string | undefined) => string
  /** Reads a reply. */
  readonly read: (request: HttpRequest, connection: PublicConnection) => ResultAsync<Page, HttpError>
  /** Token of the next page; empty or undefined: there is none. */
  readonly next: (page: Page) => string | undefined
}

/** Most pages of a list. The longest, all products of a region, has about ten. */
const maximumPages = 50

/** Codes of AWS's errors are seen by `readFailure` alone. */
interface Codes {
  last: string | undefined
}

const watched = (request: HttpRequest, codes: Codes): HttpRequest => ({
  ...request,
  readFailure: (reply) => {
    codes.last = codeIn(reply.body)
    return readFailure(reply)
  },
})

const cannotSign = (target: string): HttpError => ({
  kind: 'invalid-options',
  issues: ['credentials: expected keys that can sign a request'],
  target,
  attempts: 0,
})

const signed = (
  request: HttpRequest,
  { service, region, headers }: Pick<Listed<never>, 'service' | 'region' | 'headers'>,
  { credentials, context: { nowMs } }: Connection,
): ResultAsync<HttpRequest, HttpError> => {
  const url = String(request.url)
  return ResultAsync.fromPromise(
    sign({ url, headers, body: request.body ?? '' }, { credentials, service, region, nowMs }),
    () => cannotSign(new URL(url).origin),
  ).map((signature) => ({ ...request, headers: { ...headers, ...signature } }))
}

const readPage = <Page>(
  request: HttpRequest,
  listed: Listed<Page>,
  connection: Connection,
): ResultAsync<Page, HttpError> =>
  new ResultAsync(
    connection.inFlight(
      () => signed(request, listed, connection).andThen((whole) => listed.read(whole, connection)),
      connection.context.signal,
    ),
  )

/**
 * Reads a list of AWS, page by page. What came before a failure stays.
 *
 * @param connection - Where to, and who asks.
 * @param listed - The list.
 */
export const readPages = async <Page>(connection: Connection, listed: Listed<Page>): Promise<Pages<Page>> => {
  const { http, baseUrl, partition } = connection
  const host = regionalHost(listed.hostPrefix ?? listed.service, listed.region, partition)
  const codes: Codes = { last: undefined }
  const requestFor = (token: string | undefined): HttpRequest =>
    watched(
      {
        url: addressOf(baseUrl, { host, path: '/' }),
        method: 'POST',
        body: listed.body(token),
        isIdempotent: true,
      },
      codes,
    )
  const { values, errors } = await collect(
    http.pages<Page>({
      first: requestFor(undefined),
      read: (request) => readPage(request, listed, connection),
      next: (page) => {
        const token = listed.next(page)
        return token === undefined || token === '' ? undefined : requestFor(token)
      },
      maximumPages,
    }),
  )
  const [failure] = errors.map(
    (error): CallFailure => ({ error: toListError(error), code: codes.last, permission: listed.permission }),
  )
  return { pages: values, failure }
}

/** Asks for a public file of JSON. */
export const readPublicJson = async <T>(
  { http, baseUrl, context, inFlight }: PublicConnection,
  at: { readonly host: string; readonly path: string },
  schema: z.ZodType<T>,
): Promise<Result<T, ListError>> =>
  inFlight(
    () => http.json({ url: addressOf(baseUrl, at), readFailure }, schema, context).mapErr(toListError),
    context.signal,
  )
