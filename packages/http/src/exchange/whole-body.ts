import type { Dispatcher } from 'undici'
import type { Call } from '../call.ts'
import { cutBody } from '../fault.ts'
import { Interruption } from '../interruption.ts'
import type { ReplyHeaders } from './reply-headers.ts'
import { StandIn } from './stand-in.ts'

/** Most that is kept of the body of a failure (bytes): enough to tell what it is. */
export const mostFailureBytes = 2 ** 16

interface Head {
  readonly status: number
  readonly headers: ReplyHeaders
  readonly message: string | undefined
}

const isSuccess = (status: number): boolean => status >= 200 && status < 300

/** Size that a reply claims to have (bytes). */
const declaredBytes = (headers: ReplyHeaders): number | undefined => {
  const length = headers['content-length']
  return typeof length === 'string' ? Number(length) : undefined
}

/**
 * Hands a reply on when all of it is here. So a connection that is lost in the middle of a body has handed on
 * nothing, and the retry handler above starts anew, instead of asking for the rest of a body that may have
 * changed since.
 *
 * Of a streamed call only failures are collected; a success is handed on as it comes.
 */
class WholeBody implements Dispatcher.DispatchHandler {
  readonly #call: Call
  readonly #handler: Dispatcher.DispatchHandler
  #controller: StandIn | undefined
  #head: Head | undefined
  #isPassing = false
  #isDelivered = false
  #chunks: Buffer[] = []
  #bytes = 0

  constructor(call: Call, handler: Dispatcher.DispatchHandler) {
    this.#call = call
    this.#handler = handler
  }

  onRequestStart(controller: Dispatcher.DispatchController, context: unknown): void {
    // What has been collected already cannot be slowed down.
    const whenPassing = (then: () => void) => () => {
      if (this.#isPassing) then()
    }
    const standIn = new StandIn(controller, {
      pause: whenPassing(() => controller.pause()),
      resume: whenPassing(() => controller.resume()),
    })
    this.#controller = standIn
    this.#handler.onRequestStart?.(standIn, context)
  }

  onResponseStart(
    controller: Dispatcher.DispatchController,
    status: number,
    headers: ReplyHeaders,
    message?: string,
  ): void {
    if (status < 200) return
    this.#head = { status, headers, message }
    if (this.#call.isStreamed && isSuccess(status)) {
      this.#isPassing = true
      this.#call.progress.hasStarted = true
      this.#handler.onResponseStart?.(this.#controllerOr(controller), status, headers, message)
    } else if (isSuccess(status) && this.#declaresTooMuch(headers)) {
      this.#refuse(controller)
    }
  }

  onResponseData(controller: Dispatcher.DispatchController, chunk: Buffer): void {
    this.#bytes += chunk.length
    if (this.#isPassing) {
      this.#handler.onResponseData?.(this.#controllerOr(controller), chunk)
      return
    }
    if (this.#isDelivered) return
    this.#chunks.push(chunk)
    if (this.#bytes > this.#mostBytes) this.#overflow(controller)
  }

  onResponseEnd(controller: Dispatcher.DispatchController, trailers: ReplyHeaders): void {
    if (this.#isPassing) this.#handler.onResponseEnd?.(this.#controllerOr(controller), trailers)
    else this.#deliver(controller, trailers)
  }

  onResponseError(controller: Dispatcher.DispatchController, error: Error): void {
    if (this.#isDelivered) return
    this.#handler.onResponseError?.(this.#controllerOr(controller), this.#explained(error))
  }

  get #limitBytes(): number {
    return this.#call.limits.maximumBodyBytes
  }

  /** A reply to `HEAD` tells the size of a body that does not come. */
  #declaresTooMuch(headers: ReplyHeaders): boolean {
    return this.#call.method !== 'HEAD' && (declaredBytes(headers) ?? 0) > this.#limitBytes
  }

  get #mostBytes(): number {
    return isSuccess(this.#head?.status ?? 0) ? this.#limitBytes : mostFailureBytes
  }

  #controllerOr(controller: Dispatcher.DispatchController): Dispatcher.DispatchController {
    return this.#controller ?? controller
  }

  #refuse(controller: Dispatcher.DispatchController): void {
    controller.abort(new Interruption({ kind: 'too-large', limitBytes: this.#limitBytes }, 'call'))
  }

  /** A success that is too large is refused; of a failure the start is enough. */
  #overflow(controller: Dispatcher.DispatchController): void {
    if (isSuccess(this.#head?.status ?? 0)) {
      this.#refuse(controller)
      return
    }
    this.#deliver(controller, {})
    controller.abort(new Interruption({ kind: 'too-large', limitBytes: mostFailureBytes }, 'attempt'))
  }

  #deliver(controller: Dispatcher.DispatchController, trailers: ReplyHeaders): void {
    if (this.#head === undefined || this.#isDelivered) return
    this.#isDelivered = true
    const upper = this.#controllerOr(controller)
    try {
      this.#handOn(this.#head, upper, trailers)
    } catch (error) {
      // A layer above throws to end the exchange, such as at a redirect that leads back. undici would tell
      // only this handler.
      this.#handler.onResponseError?.(upper, error instanceof Error ? error : new Error('unknown'))
    }
  }

  #handOn(
    { status, headers, message }: Head,
    upper: Dispatcher.DispatchController,
    trailers: ReplyHeaders,
  ): void {
    // Its length may not be the declared one: only a part is kept of a long failure.
    const { 'content-length': _, ...rest } = headers
    this.#handler.onResponseStart?.(upper, status, rest, message)
    for (const chunk of this.#chunks) this.#handler.onResponseData?.(upper, chunk)
    this.#chunks = []
    this.#handler.onResponseEnd?.(upper, trailers)
  }

  /** A connection that is lost within the body: the reply never came, so it is as if there were none. */
  #explained(error: Error): Error {
    if (this.#head === undefined || error instanceof Interruption) return error
    return new Interruption(cutBody(this.#call, error), 'attempt')
  }
}

/** Collects replies below the retry handler. */
export const wholeBody =
  (call: Call): Dispatcher.DispatcherComposeInterceptor =>
  (dispatch) =>
  (options, handler) =>
    dispatch(options, new WholeBody(call, handler))
