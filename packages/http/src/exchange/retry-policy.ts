import { errors, type RetryHandler } from 'undici'
import type { Call } from '../call.ts'
import { isPassing } from '../fault.ts'
import { Interruption } from '../interruption.ts'
import { retryAfterMsOf } from '../retry-after.ts'
import { mayGoOn, waitForAttempt } from './next-attempt.ts'
import { headerOf } from './reply-headers.ts'

/** Whether a status alone says that another attempt may meet better luck. */
export const isPassingStatus = (status: number): boolean => status === 408 || status === 429 || status >= 500

interface RetryableReply {
  readonly status: number
  readonly retryAfter: string | undefined
  readonly date: string | undefined
}

const namedValue = (headers: errors.RequestRetryError['headers'], name: string): string | undefined =>
  headers === null || Array.isArray(headers) ? undefined : headerOf(headers, name)

const replyOf = (error: Error): RetryableReply | undefined =>
  error instanceof errors.RequestRetryError
    ? {
        status: error.statusCode,
        retryAfter: namedValue(error.headers, 'retry-after'),
        date: namedValue(error.headers, 'date'),
      }
    : undefined

/** The reply was shared with another call, and that one was cancelled or ran out of time. */
const isOthersEnd = (call: Call, error: Error): boolean =>
  error instanceof Interruption &&
  error.scope === 'call' &&
  error.fault.kind !== 'too-large' &&
  !call.signal.aborted

const mayRetry = (call: Call, error: Error, reply: RetryableReply | undefined): boolean =>
  mayGoOn(call) && (reply === undefined ? isPassing(error) : isPassingStatus(reply.status))

/**
 * Decides for undici's retry handler whether and when a call is tried again.
 *
 * Tried again are calls that may be sent twice, after 408, 429, 5xx, a lost connection, a cut body and an
 * attempt that took too long. A wait that would outlast the call is not begun: the caller gets the failure
 * and its `retryAfterMs` at once.
 */
export const retryPolicy =
  (call: Call): RetryHandler.RetryCallback =>
  (error, _context, decide) => {
    if (isOthersEnd(call, error)) {
      call.progress.attempts -= 1
      decide(null)
      return
    }
    const reply = replyOf(error)
    if (!mayRetry(call, error, reply)) {
      decide(error)
      return
    }
    const retryAfterMs = retryAfterMsOf(reply?.retryAfter, { date: reply?.date, nowMs: call.nowMs() })
    void waitForAttempt(call, retryAfterMs).then((isDue) => decide(isDue ? null : error))
  }
