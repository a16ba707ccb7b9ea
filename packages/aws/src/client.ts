import type { ListError } from '@aima/gpu-core'
import {
  collect,
  type Http,
  type HttpContext,
  type HttpError,
  type HttpRequest,
  toListError,
} from '@aima/gpu-http'
import { err, type Result, ResultAsync } from 'neverthrow'
import type { z } from 'zod'
import { codeIn, readFailure } from './aws-error.ts'
import type { AwsCredentials } from './credentials.ts'
import { addressOf, regionalHost } from './hosts.ts'
import type { InFlight } from './in-flight.ts'
import { pause } from './pause.ts'
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
  readonly inFlight: InFlight
  /** The same for large files. */
  readonly filesInFlight: InFlight
}

/** Where requests go, and who asks. */
export interface Connection extends PublicConnection {
  /** Keys. */
  readonly credentials: AwsCredentials
  /** Bounds the lists of prices that are read at once. */
  readonly pricesInFlight: InFlight
  /** First wait after throttling (ms). */
  readonly throttlePauseMs: number
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

/** Most attempts of a call that is throttled by a status that `http` takes for final. */
const mostAttempts = 3

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

/** Throttling with 400, which is how services of JSON say it. Others are repeated by `http`. */
const isThrottled = (result: Result<unknown, HttpError>): boolean =>
  result.isErr() && result.error.kind === 'rate-limited' && result.error.status === 400

const readPatiently = async <Page>(
  request: HttpRequest,
  listed: Listed<Page>,
  connection: Connection,
): Promise<Result<Page, HttpError>> => {
  const send = (): Promise<Result<Page, HttpError>> =>
    connection.inFlight(
      async () =>
        await signed(request, listed, connection).andThen((whole) => listed.read(whole, connection)),
    )
  let result = await send()
  for (let attempt = 1; attempt < mostAttempts && isThrottled(result); attempt += 1) {
    await pause(connection.throttlePauseMs * attempt, connection.context.signal)
    result = await send()
  }
  return result
}

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
      read: (request) => new ResultAsync(readPatiently(request, listed, connection)),
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
  inFlight(async () => {
    const result = await http.json({ url: addressOf(baseUrl, at), readFailure }, schema, context)
    return result.isOk() ? result : err(toListError(result.error))
  })
