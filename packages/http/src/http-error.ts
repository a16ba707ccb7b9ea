import type { ListError } from '@aima/gpu-core'
import { match } from 'ts-pattern'

/** What is known about a call that failed. No part of it holds a query, a user name, a header or a body. */
export interface HttpFacts {
  /**
   * The address that was called, such as `https://api.example.com/v2/gpus`, without user, query and secrets.
   */
  readonly target: string
  /** How often it was tried, a wait for a connection included; 0 when it did not come to that. */
  readonly attempts: number
  /** Status of the last reply, where there was one. */
  readonly status?: number | undefined
  /** How long to wait, where the last reply said so (ms). */
  readonly retryAfterMs?: number | undefined
}

/** Why a call failed: an error that a listing can return as it is, with the facts of the call. */
export type HttpError = ListError & HttpFacts

/**
 * Leaves out the facts of the call, for where only the reason shall be kept.
 *
 * @param error - The error of a call.
 * @example
 * toListError({ kind: 'timed-out', afterMs: 500, target: 'https://a.example/', attempts: 3 }) // => { kind: 'timed-out', afterMs: 500 }
 */
export const toListError = (error: HttpError): ListError =>
  match<HttpError, ListError>(error)
    .with({ kind: 'unauthorized' }, ({ kind, status }) => ({ kind, status }))
    .with({ kind: 'rate-limited' }, ({ kind, retryAfterMs }) => ({ kind, retryAfterMs }))
    .with({ kind: 'provider-failed' }, ({ kind, status }) => ({ kind, status }))
    .with({ kind: 'unreachable' }, ({ kind, target, code }) => ({ kind, target, code }))
    .with({ kind: 'timed-out' }, ({ kind, afterMs }) => ({ kind, afterMs }))
    .with({ kind: 'cancelled' }, ({ kind }) => ({ kind }))
    .with({ kind: 'unexpected-shape' }, ({ kind, issues }) => ({ kind, issues }))
    .with({ kind: 'too-large' }, ({ kind, limitBytes }) => ({ kind, limitBytes }))
    .with({ kind: 'invalid-options' }, ({ kind, issues }) => ({ kind, issues }))
    .exhaustive()
