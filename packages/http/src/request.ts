import type { CancelSignal, ListError } from '@aima/gpu-core'
import type { Secret } from './secret.ts'

/** Methods of HTTP that an adapter uses. */
export type HttpMethod = 'GET' | 'HEAD' | 'OPTIONS' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'

/** One value of a query. */
export type QueryValue = string | number | boolean | Secret

/** A reply that says no: any status but 200 to 299. */
export interface FailedReply {
  /** HTTP status. */
  readonly status: number
  /**
   * Start of the body (at most 64 KiB), as text; empty when it cannot be decoded. It may hold what was sent:
   * keep it out of errors.
   */
  readonly body: string
  /** Reads a header of the reply, by its name in any case. */
  readonly header: (name: string) => string | undefined
}

/** Limits that one call may set for itself; the options of `createHttp` hold otherwise. */
export interface CallLimits {
  /**
   * Longest time for one attempt, from sending to the end of the reply; of a stream to its head, and between
   * two pieces (ms).
   */
  readonly attemptTimeoutMs?: number | undefined
  /** Longest time for the call with all its attempts and waits (ms). */
  readonly callTimeoutMs?: number | undefined
  /** Most attempts. */
  readonly maximumAttempts?: number | undefined
  /** Largest body, unpacked (bytes). */
  readonly maximumBodyBytes?: number | undefined
}

/** What is asked. */
export interface HttpRequest extends CallLimits {
  /** Address, `http:` or `https:`. User and password in it are sent as basic authentication. */
  readonly url: string | URL
  /** Method; `GET` unless said otherwise. */
  readonly method?: HttpMethod | undefined
  /** Put behind those of the address. Of a list, each value is sent; what is undefined is left out. */
  readonly query?: Readonly<Record<string, QueryValue | readonly QueryValue[] | undefined>> | undefined
  /**
   * Headers; what is undefined is left out. Credentials belong into a `secret`. Those of the connection, such
   * as `content-length`, are set by themselves and refused here.
   */
  readonly headers?: Readonly<Record<string, string | Secret | undefined>> | undefined
  /** A body as text. Say its `content-type` among the headers. */
  readonly body?: string | undefined
  /**
   * A body as data, sent as JSON. It wins over `body`. What is secret in it is sent only when it is revealed,
   * and must be named in the options to be kept out of errors.
   */
  readonly json?: unknown
  /**
   * Whether sending it twice does no more than sending it once. Only then is it tried again. True for all
   * methods but `POST` and `PATCH`.
   */
  readonly isIdempotent?: boolean | undefined
  /**
   * Reads a failure better than its status tells, such as a 400 that means wrong credentials. `undefined`
   * leaves it as it is. What it says is `rate-limited` is tried again like a 429, whatever the status.
   */
  readonly readFailure?: ((reply: FailedReply) => ListError | undefined) | undefined
}

/** What is asked of a service that speaks XML. */
export interface XmlRequest extends HttpRequest {
  /** Names of tags that are read as lists, be there one, many or none of their kind beside them. */
  readonly listTags?: readonly string[] | undefined
}

/** Circumstances of a call. A listing's context is one. */
export interface HttpContext {
  /** Cancels the call. */
  readonly signal?: CancelSignal | undefined
  /**
   * The present, to read a `Retry-After` date against when the reply has no `Date` (ms since 1970-01-01 UTC).
   * The clock's otherwise.
   */
  readonly nowMs?: number | undefined
}
