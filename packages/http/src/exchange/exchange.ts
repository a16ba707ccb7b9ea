import { ResultAsync } from 'neverthrow'
import { type Dispatcher, interceptors } from 'undici'
import { type Call, failureOf } from '../call.ts'
import { faultOf } from '../fault.ts'
import type { HttpError } from '../http-error.ts'
import { attemptDeadline } from './attempt-deadline.ts'
import type { Connections } from './connections.ts'
import { requestEvents } from './request-events.ts'
import { retryPolicy } from './retry-policy.ts'
import { wholeBody } from './whole-body.ts'

/** A reply as it came: its body is still packed. */
export type RawReply = Dispatcher.ResponseData

/** The body of any other call would go with a redirect, and what is secret in it. */
const isRead = ({ method, body }: Call): boolean =>
  (method === 'GET' || method === 'HEAD') && body === undefined

/**
 * Each redirect starts over; each attempt below it has a deadline, may be shared, is collected, and is told.
 */
const layers = (connections: Connections, call: Call): Dispatcher.DispatcherComposeInterceptor[] => {
  const isShared = call.isShareable && call.isIdempotent && !call.isStreamed
  // undici puts the last one outermost.
  return [
    requestEvents(call),
    wholeBody(call),
    ...(isShared ? [connections.deduplicate] : []),
    attemptDeadline(call),
    interceptors.retry({ retry: retryPolicy(call), throwOnError: false }),
    interceptors.redirect({
      maxRedirections: isRead(call) ? call.settings.maximumRedirects : 0,
      stripHeadersOnCrossOriginRedirect: Object.keys(call.source.headers ?? {}),
    }),
  ]
}

/**
 * Rejects when a call ends; without it a call that waits for a connection would notice only once it has one.
 */
const ended = ({ signal }: Call): Promise<never> =>
  new Promise((_, reject) => {
    if (signal.aborted) reject(signal.reason)
    signal.addEventListener('abort', () => reject(signal.reason), { once: true })
  })

const send = async (connections: Connections, call: Call): Promise<RawReply> =>
  connections.dispatcher.compose(layers(connections, call)).request({
    origin: call.url.origin,
    path: `${call.url.pathname}${call.url.search}`,
    method: call.method,
    headers: call.headers,
    body: call.body ?? null,
    signal: call.signal,
    // The deadlines of a call take their place.
    headersTimeout: 0,
    bodyTimeout: 0,
  })

const sendUnlessEnded = (connections: Connections, call: Call): Promise<RawReply> =>
  call.signal.aborted ? ended(call) : send(connections, call)

/** Sends a call, again where that may help, and gives the last reply, whatever its status. */
export const exchange = (connections: Connections, call: Call): ResultAsync<RawReply, HttpError> =>
  ResultAsync.fromPromise(Promise.race([ended(call), sendUnlessEnded(connections, call)]), (error) =>
    failureOf(call, faultOf(error, call.target)),
  )
