import type { ListError, OfferQuery } from '@aima/gpu-core'
import { err, type Result } from 'neverthrow'
import type { Clock } from '../clock.ts'
import { readAnswer, type SoundListing } from './read-answer.ts'
import type { RegisteredSource } from './registered-source.ts'
import { toThrownError } from './reported.ts'

/** How a source is asked. */
export interface FlightOptions {
  /** The source. */
  readonly registered: RegisteredSource
  /** What it is asked for. */
  readonly query: OfferQuery
  /** How long it may take (ms). */
  readonly deadlineMs: number
  /** Time. */
  readonly clock: Clock
  /** Takes an answer that comes after the flight has ended. */
  readonly onLate: (answer: Result<SoundListing, ListError>) => void
}

/** One call of one source, shared by all who wait for it. */
export interface Flight {
  /** How it ended. It never rejects, and settles by the deadline, whatever the source does. */
  readonly outcome: Promise<Result<SoundListing, ListError>>
  /** Whether it has ended. */
  readonly hasEnded: () => boolean
  /** Ends it now, unless it has ended. The source is told, and left behind if it does not listen. */
  readonly stop: (why: ListError) => void
  /** Waits for it; returns what stops waiting. When all have stopped, it is cancelled. */
  readonly join: () => () => void
}

const callSource = async (
  { registered, query, clock }: FlightOptions,
  signal: AbortSignal,
): Promise<Result<SoundListing, ListError>> => {
  const { source, site } = registered
  // The source gets a copy, because what it does to its query is nobody's affair.
  const answer: unknown = await source.listOffers(structuredClone(query), { signal, nowMs: clock.nowMs() })
  return readAnswer(answer, site)
}

/**
 * Asks a source once.
 *
 * @param options - Whom, for what, and for how long.
 */
export const startFlight = (options: FlightOptions): Flight => {
  const { clock, deadlineMs, onLate } = options
  const controller = new AbortController()
  let settle: ((outcome: Result<SoundListing, ListError>) => void) | undefined
  let waiting = 0
  const outcome = new Promise<Result<SoundListing, ListError>>((resolve) => {
    settle = resolve
  })
  const end = (result: Result<SoundListing, ListError>): void => {
    cancelDeadline()
    settle?.(result)
    settle = undefined
  }
  const stop = (why: ListError): void => {
    if (settle === undefined) return
    end(err(why))
    controller.abort()
  }
  const cancelDeadline = clock.after(deadlineMs, () => stop({ kind: 'timed-out', afterMs: deadlineMs }), {
    keepsAlive: true,
  })
  void callSource(options, controller.signal)
    .catch((thrown: unknown) => err(toThrownError(thrown)))
    .then((result) => (settle === undefined ? onLate(result) : end(result)))
  return {
    outcome,
    hasEnded: () => settle === undefined,
    stop,
    join: () => {
      let isWaiting = true
      waiting += 1
      return () => {
        if (!isWaiting) return
        isWaiting = false
        waiting -= 1
        if (waiting === 0) stop({ kind: 'cancelled' })
      }
    },
  }
}
