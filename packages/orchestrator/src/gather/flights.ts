import type { ListError } from '@aima/gpu-core'
import type { Result } from 'neverthrow'
import type { Clock } from '../clock.ts'
import { type Flight, startFlight } from './flight.ts'
import type { KeptListing, KeyedQuery } from './listing-cache.ts'
import type { SoundListing } from './read-answer.ts'
import type { RegisteredSource } from './registered-source.ts'

/** How flights are made. */
export interface FlightsOptions {
  /** The source. */
  readonly registered: RegisteredSource
  /** How long each may take (ms). */
  readonly deadlineMs: number
  /** Time. */
  readonly clock: Clock
  /** Takes answers that come after their flight has ended, when nobody asks the same at that moment. */
  readonly onLate: (key: string, late: KeptListing, askedAtMs: number) => void
}

/** The calls of one source that are under way, by query. */
export interface Flights {
  /** Asks the source. Never rejects, and ends by the deadline. */
  readonly fly: (asked: KeyedQuery) => Promise<Result<KeptListing, ListError>>
  /** The flight for a query. */
  readonly find: (key: string) => Flight | undefined
  /** Takes a flight off the list, if it is on it. */
  readonly remove: (key: string, flight: Flight) => boolean
  /** Ends all, and takes no late answer any more. */
  readonly close: () => void
}

/**
 * Makes the list of the flights of one source.
 *
 * @param options - How they are made.
 */
export const createFlights = ({ registered, deadlineMs, clock, onLate }: FlightsOptions): Flights => {
  const flights = new Map<string, Flight>()
  let isClosed = false
  const toKept = (listing: SoundListing, askedAtMs: number): KeptListing => {
    const answeredAtMs = clock.elapsedMs()
    return { ...listing, answeredAtMs, tookMs: answeredAtMs - askedAtMs }
  }
  const remove: Flights['remove'] = (key, flight) => flights.get(key) === flight && flights.delete(key)
  return {
    fly: async ({ key, query }) => {
      const askedAtMs = clock.elapsedMs()
      const takeLate = (answer: Result<SoundListing, ListError>): void => {
        if (answer.isOk() && !isClosed && !flights.has(key))
          onLate(key, toKept(answer.value, askedAtMs), askedAtMs)
      }
      const flight = startFlight({ registered, query, deadlineMs, clock, onLate: takeLate })
      flights.set(key, flight)
      const outcome = await flight.outcome
      remove(key, flight)
      return outcome.map((listing) => toKept(listing, askedAtMs))
    },
    find: (key) => flights.get(key),
    remove,
    close: () => {
      isClosed = true
      for (const flight of flights.values()) flight.stop({ kind: 'cancelled' })
      flights.clear()
    },
  }
}
