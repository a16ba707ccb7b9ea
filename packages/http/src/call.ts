import type { ListError } from '@aima/gpu-core'
import { onceCancelled } from './cancel-signal.ts'
import type { HttpError } from './http-error.ts'
import { Interruption } from './interruption.ts'
import type { HttpSettings } from './options.ts'
import type { PreparedRequest } from './prepared-request.ts'
import type { HttpContext } from './request.ts'

/** How far a call has come. */
interface Progress {
  /** Attempts so far. */
  attempts: number
  /** Whether the caller has the head of a streamed reply: then there is no way back to another attempt. */
  hasStarted: boolean
}

/** One call on its way: a request, its deadline and its cancellation. */
export interface Call extends PreparedRequest {
  /** How calls are made. */
  readonly settings: HttpSettings
  /** Whether the caller takes the body piece by piece. */
  readonly isStreamed: boolean
  /** Ends the call; its reason is an `Interruption`. */
  readonly signal: AbortSignal
  /** How far it has come. */
  readonly progress: Progress
  /** Time left before its deadline (ms). */
  readonly remainingMs: () => number
  /** The present, to read dates of the server against (ms since 1970-01-01 UTC). */
  readonly nowMs: () => number
  /** Stops its clock and forgets the caller's signal. */
  readonly finish: () => void
}

/** Starts the clock of a call. */
export const startCall = (
  request: PreparedRequest,
  { settings, context, isStreamed }: { settings: HttpSettings; context: HttpContext; isStreamed: boolean },
): Call => {
  const { clock } = settings
  const { callTimeoutMs } = request.limits
  const deadlineMs = clock.nowMs() + callTimeoutMs
  const controller = new AbortController()
  const interrupt = (fault: ListError) => () => {
    finish()
    controller.abort(new Interruption(fault, 'call'))
  }
  const stopClock = clock.after(callTimeoutMs, interrupt({ kind: 'timed-out', afterMs: callTimeoutMs }))
  let unsubscribe = (): void => undefined
  const finish = (): void => {
    stopClock()
    unsubscribe()
  }
  unsubscribe = onceCancelled(context.signal, interrupt({ kind: 'cancelled' }))
  return {
    ...request,
    settings,
    isStreamed,
    signal: controller.signal,
    progress: { attempts: 0, hasStarted: false },
    remainingMs: () => deadlineMs - clock.nowMs(),
    nowMs: () => context.nowMs ?? clock.nowMs(),
    finish,
  }
}

/** Adds the facts of a call to the reason why it failed. */
export const failureOf = (
  { target, progress }: Call,
  fault: ListError,
  reply: { readonly status?: number; readonly retryAfterMs?: number | undefined } = {},
): HttpError => ({ ...reply, target, attempts: progress.attempts, ...fault })
