import { channel } from 'node:diagnostics_channel'
import type { Dispatcher } from 'undici'
import type { Call } from '../call.ts'
import { codeOf } from '../fault.ts'
import { Interruption } from '../interruption.ts'
import { shownPath } from '../target.ts'
import type { ReplyHeaders } from './reply-headers.ts'

/** Name of the `node:diagnostics_channel` on which each request is told. */
export const requestChannelName = 'aima:gpu-http:request'

/** One request that was sent, or could not be, told when it is over. It holds no query, header or body. */
export interface RequestEvent {
  /** Method. */
  readonly method: string
  /** Host with its port, where it is not the usual one. */
  readonly host: string
  /** Path without query and secrets. */
  readonly path: string
  /** Status, once there was a reply. */
  readonly status: number | undefined
  /** From when it was handed on to be sent, time in line included, to the end of its body (ms). */
  readonly durationMs: number
  /** Which attempt of its call it was (1 is the first). */
  readonly attempt: number
  /** Size of the body, as sent (bytes). */
  readonly bodyBytes: number
  /** Why it has no whole reply: the kind of an error, or a code such as `ECONNRESET`. */
  readonly failure: string | undefined
}

const failureName = (error: Error): string =>
  error instanceof Interruption ? error.fault.kind : codeOf(error)

class RequestEvents implements Dispatcher.DispatchHandler {
  readonly #handler: Dispatcher.DispatchHandler
  readonly #publish: (end: Pick<RequestEvent, 'status' | 'bodyBytes' | 'failure'>) => void
  #status: number | undefined
  #bodyBytes = 0

  constructor(
    handler: Dispatcher.DispatchHandler,
    publish: (end: Pick<RequestEvent, 'status' | 'bodyBytes' | 'failure'>) => void,
  ) {
    this.#handler = handler
    this.#publish = publish
  }

  onRequestStart(controller: Dispatcher.DispatchController, context: unknown): void {
    this.#handler.onRequestStart?.(controller, context)
  }

  onResponseStart(
    controller: Dispatcher.DispatchController,
    status: number,
    headers: ReplyHeaders,
    message?: string,
  ): void {
    this.#status = status
    this.#handler.onResponseStart?.(controller, status, headers, message)
  }

  onResponseData(controller: Dispatcher.DispatchController, chunk: Buffer): void {
    this.#bodyBytes += chunk.length
    this.#handler.onResponseData?.(controller, chunk)
  }

  onResponseEnd(controller: Dispatcher.DispatchController, trailers: ReplyHeaders): void {
    this.#tell(undefined)
    this.#handler.onResponseEnd?.(controller, trailers)
  }

  onResponseError(controller: Dispatcher.DispatchController, error: Error): void {
    this.#tell(failureName(error))
    this.#handler.onResponseError?.(controller, error)
  }

  #tell(failure: string | undefined): void {
    this.#publish({ status: this.#status, bodyBytes: this.#bodyBytes, failure })
  }
}

/** Tells each request on the channel, when somebody listens. */
export const requestEvents =
  (call: Call): Dispatcher.DispatcherComposeInterceptor =>
  (dispatch) =>
  (options, handler) => {
    const told = channel(requestChannelName)
    if (!told.hasSubscribers) return dispatch(options, handler)
    const { clock } = call.settings
    const startMs = clock.nowMs()
    const attempt = call.progress.attempts
    const publish = (end: Pick<RequestEvent, 'status' | 'bodyBytes' | 'failure'>): void => {
      const event: RequestEvent = {
        method: options.method,
        host: call.redact(new URL(String(options.origin)).host),
        path: shownPath(options.path, call.redact),
        attempt,
        durationMs: clock.nowMs() - startMs,
        ...end,
      }
      told.publish(event)
    }
    return dispatch(options, new RequestEvents(handler, publish))
  }
