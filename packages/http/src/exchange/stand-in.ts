import type { Dispatcher } from 'undici'

/** What becomes of a wish to wait, or to go on. */
export interface Flow {
  /** The reader has enough for now. */
  readonly pause: () => void
  /** The reader wants more. */
  readonly resume: () => void
}

/**
 * Stands between undici's retry handler and a connection's controller.
 *
 * An aborted controller is final for undici: what a layer below aborts (a deadline of one attempt, a cut
 * body) would never be tried again. So the layers above see here only what they aborted themselves.
 */
export class StandIn implements Dispatcher.DispatchController {
  readonly #inner: Dispatcher.DispatchController
  readonly #flow: Flow
  #reason: Error | null = null

  constructor(inner: Dispatcher.DispatchController, flow: Flow) {
    this.#inner = inner
    this.#flow = flow
  }

  get aborted(): boolean {
    return this.#reason !== null
  }

  get reason(): Error | null {
    return this.#reason
  }

  get paused(): boolean {
    return this.#inner.paused
  }

  pause(): void {
    this.#flow.pause()
  }

  resume(): void {
    this.#flow.resume()
  }

  abort(reason: Error): void {
    this.#reason = reason
    this.#inner.abort(reason)
  }
}
