import type { ListError, ProviderKind } from '@aima/gpu-core'
import { err, type Result } from 'neverthrow'
import type { Clock } from '../clock.ts'
import type { CacheAges } from '../options.ts'
import { createBreaker } from './breaker.ts'
import { createFlights } from './flights.ts'
import type { SkipReason, SourceState } from './gathering.ts'
import { createListingCache, type KeptListing, type KeyedQuery, type ListingCache } from './listing-cache.ts'
import type { RegisteredSource } from './registered-source.ts'
import { untilAborted } from './until-aborted.ts'

/** How sources are asked. */
export interface AskingOptions {
  /** How long each may take (ms). */
  readonly sourceDeadlineMs: number
  /** For how long their answers may be used. */
  readonly cacheAges: Readonly<Record<ProviderKind, CacheAges>>
  /** Failures in a row after which a source is left alone (1 or more). */
  readonly breakAfter: number
  /** For how long it is left alone (ms). */
  readonly breakForMs: number
  /** Time. */
  readonly clock: Clock
}

/** What a source is asked. */
interface Question extends KeyedQuery {
  /** Cancels the asking for this caller. */
  readonly signal: AbortSignal | undefined
}

/** What a source has to say. */
export interface SourceAnswer {
  /** How it went. */
  readonly state: SourceState
  /** The listing that may be used, if there is one. */
  readonly kept?: KeptListing | undefined
}

/** A source with its cache and its breaker. */
export interface AskedSource {
  /** Answers by the deadline, from the cache where that is young enough. Never rejects. */
  readonly answer: (question: Question) => Promise<SourceAnswer>
  /** Ends what is under way, and forgets all. */
  readonly close: () => void
}

/** How one source is asked, once it is known that it must be. */
interface Asking {
  /** Why it cannot be asked for this now; undefined: it can, or somebody is asking already. */
  readonly hindrance: (question: Question) => ListError | undefined
  /** Asks in the background, for nobody in particular. */
  readonly refresh: (question: Question) => void
  /** Asks, or joins who is asking, until there is an answer or the caller cancels. */
  readonly wait: (question: Question) => Promise<Result<KeptListing, ListError>>
  /** The answers. */
  readonly cache: ListingCache
  /** Ends what is under way. */
  readonly close: () => void
}

const createAsking = (registered: RegisteredSource, options: AskingOptions): Asking => {
  const { clock, sourceDeadlineMs: deadlineMs } = options
  const breaker = createBreaker(options)
  const flights = createFlights({
    registered,
    deadlineMs,
    clock,
    onLate: (...late) => cache.keepLate(...late),
  })
  const cache = createListingCache((asked) => breaker.guard(() => flights.fly(asked)))
  return {
    cache,
    hindrance: ({ key, signal }) => {
      if (flights.find(key) !== undefined) return undefined
      return signal?.aborted === true ? { kind: 'cancelled' } : breaker.openBecause()
    },
    refresh: (question) => {
      cache.refresh(question)
      // Nobody leaves this seat, so that no caller cancels the flight.
      flights.find(question.key)?.join()
    },
    wait: async (question) => {
      const { key, signal } = question
      const landing = cache.fetch(question)
      const flight = flights.find(key)
      const leave = flight?.join()
      const outcome = await untilAborted(landing, signal)
      leave?.()
      // All who waited have cancelled, and with them the flight.
      if (flight?.hasEnded() === true && flights.remove(key, flight)) cache.drop(key)
      return outcome ?? err({ kind: 'cancelled' })
    },
    close: () => {
      flights.close()
      cache.clear()
    },
  }
}

/** For a source whose kind is none: a user's adapter may say anything. */
const neverKept: CacheAges = { freshMs: 0, staleMs: 0 }

const skipped = (why: SkipReason): SourceAnswer => ({ state: { kind: 'skipped', why } })

const failed = (error: ListError): SourceAnswer => ({ state: { kind: 'failed', error } })

/**
 * Makes a source askable: it is asked once at a time for each query, its answers are kept, and it is left alone when it fails.
 *
 * @param registered - The source.
 * @param options - How it is asked.
 */
export const createAskedSource = (registered: RegisteredSource, options: AskingOptions): AskedSource => {
  const { freshMs, staleMs } = options.cacheAges[registered.source.providerKind] ?? neverKept
  const asking = createAsking(registered, options)
  let isClosed = false

  const ask = async (question: Question): Promise<SourceAnswer> => {
    const hindrance = asking.hindrance(question)
    if (hindrance !== undefined)
      return question.signal?.aborted === true ? failed(hindrance) : skipped('circuit-open')
    const outcome = await asking.wait(question)
    if (isClosed) return skipped('closed')
    if (outcome.isErr()) return failed(outcome.error)
    return { kept: outcome.value, state: { kind: 'fresh', tookMs: outcome.value.tookMs } }
  }

  const answerStale = (question: Question, kept: KeptListing, ageMs: number): SourceAnswer => {
    const hindrance = asking.hindrance(question)
    if (hindrance === undefined) asking.refresh(question)
    return { kept, state: { kind: 'stale', ageMs, why: hindrance ?? 'refreshing' } }
  }

  return {
    answer: async (question) => {
      if (isClosed) return skipped('closed')
      const kept = asking.cache.kept(question.key)
      if (kept === undefined) return ask(question)
      const ageMs = options.clock.elapsedMs() - kept.answeredAtMs
      if (ageMs < freshMs) return { kept, state: { kind: 'cached', ageMs } }
      return ageMs > staleMs ? ask(question) : answerStale(question, kept, ageMs)
    },
    close: () => {
      isClosed = true
      asking.close()
    },
  }
}
