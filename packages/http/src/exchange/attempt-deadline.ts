import type { Dispatcher } from 'undici'
import type { Call } from '../call.ts'
import { Interruption } from '../interruption.ts'
import type { ReplyHeaders } from './reply-headers.ts'
import { StandIn } from './stand-in.ts'

/**
 * Ends an attempt that takes too long. Its clock starts when the request is sent, not while it waits for a
 * connection, and anew with each piece that is handed on; it stands still while the reader wants to wait.
 */
class AttemptDeadline implements Dispatcher.DispatchHandler {
  readonly #call: Call
  readonly #handler: Dispatcher.DispatchHandler
  #controller: StandIn | undefined
  #isOver = false
  #expire = (): void => undefined
  #stopClock = (): void => undefined

  constructor(call: Call, handler: Dispatcher.DispatchHandler) {
    this.#call = call
    this.#handler = handler
  }

  onRequestStart(controller: Dispatcher.DispatchController, context: unknown): void {
    const fault = { kind: 'timed-out', afterMs: this.#call.limits.attemptTimeoutMs } as const
    this.#expire = () => controller.abort(new Interruption(fault, 'attempt'))
    const standIn = new StandIn(controller, {
      pause: () => {
        this.#stopClock()
        controller.pause()
      },
      resume: () => {
        this.#startClock()
        controller.resume()
      },
    })
    this.#controller = standIn
    this.#startClock()
    this.#handler.onRequestStart?.(standIn, context)
  }

  onResponseStart(
    controller: Dispatcher.DispatchController,
    status: number,
    headers: ReplyHeaders,
    message?: string,
  ): void {
    this.#startClock()
    this.#handler.onResponseStart?.(this.#controller ?? controller, status, headers, message)
  }

  onResponseData(controller: Dispatcher.DispatchController, chunk: Buffer): void {
    this.#startClock()
    this.#handler.onResponseData?.(this.#controller ?? controller, chunk)
  }

  onResponseEnd(controller: Dispatcher.DispatchController, trailers: ReplyHeaders): void {
    this.#end()
    this.#handler.onResponseEnd?.(this.#controller ?? controller, trailers)
  }

  onResponseError(controller: Dispatcher.DispatchController, error: Error): void {
    this.#end()
    this.#handler.onResponseError?.(this.#controller ?? controller, error)
  }

  #startClock(): void {
    this.#stopClock()
    // A reader may go on with what it has when the attempt is over.
    if (this.#isOver) return
    this.#stopClock = this.#call.settings.clock.after(this.#call.limits.attemptTimeoutMs, () =>
      this.#expire(),
    )
  }

  #end(): void {
    this.#isOver = true
    this.#stopClock()
  }
}

/** Counts attempts and ends each at its deadline. */
export const attemptDeadline =
  (call: Call): Dispatcher.DispatcherComposeInterceptor =>
  (dispatch) =>
  (options, handler) => {
    call.progress.attempts += 1
    return dispatch(options, new AttemptDeadline(call, handler))
  }
