import type {
  ListError,
  ListedOffer,
  Listing,
  ListingContext,
  OfferQuery,
  OfferSource,
  Site,
} from '@aima/gpu-core'
import { buildListedOffer, buildSource, builtAtMs } from '@aima/gpu-testing'
import { err, ok, type Result, ResultAsync } from 'neverthrow'
import { expect } from 'vitest'
import { createGatherer, type Gatherer, type GathererOptions } from '../../src/gather/gatherer.ts'
import type { Gathering, SourceReport } from '../../src/gather/gathering.ts'
import type { RegisteredSource } from '../../src/gather/registered-source.ts'
import type { OrchestratorEvent } from '../../src/seen/events.ts'
import { createVirtualClock, type VirtualClock } from './virtual-clock.ts'

/** One call of a source that waits for the test to answer it. */
interface Call {
  readonly query: OfferQuery
  readonly context: ListingContext
  readonly answer: (answer: Result<Listing, ListError>) => void
  readonly reject: (reason: unknown) => void
}

/** A source whose calls the test answers. */
export interface HeldSource {
  readonly source: OfferSource
  readonly calls: Call[]
}

export const listingOf = (...offers: readonly ListedOffer[]): Result<Listing, ListError> =>
  ok({ offers, warnings: [], observedAtMs: builtAtMs })

export const offerNamed = (id: string, changes: Partial<ListedOffer> = {}): ListedOffer =>
  buildListedOffer({ id, ...changes })

export const failure = (error: ListError): Result<Listing, ListError> => err(error)

/** A source that does whatever a function says; it may be nonsense, as a user's adapter may be. */
export const sourceThat = (listOffers: unknown, changes: Partial<OfferSource> = {}): OfferSource =>
  // The one place where a test gives a source what the types forbid.
  buildSource([], { ...changes, listOffers: listOffers as OfferSource['listOffers'] })

export const heldSource = (changes: Partial<OfferSource> = {}): HeldSource => {
  const calls: Call[] = []
  const source = sourceThat((query: OfferQuery, context: ListingContext) => {
    const promise = new Promise<Result<Listing, ListError>>((answer, reject) => {
      calls.push({ query, context, answer, reject })
    })
    return new ResultAsync(promise)
  }, changes)
  return { source, calls }
}

/** A source that answers at once, from a list of answers of which the last one repeats. */
export const answering = (
  answers: readonly Result<Listing, ListError>[],
  changes: Partial<OfferSource> = {},
): HeldSource => {
  const calls: Call[] = []
  const source = sourceThat((query: OfferQuery, context: ListingContext) => {
    calls.push({ query, context, answer: () => undefined, reject: () => undefined })
    const answer = answers[Math.min(calls.length, answers.length) - 1] ?? listingOf()
    return new ResultAsync(Promise.resolve(answer))
  }, changes)
  return { source, calls }
}

export const at = (site: Site, ...sources: readonly OfferSource[]): readonly RegisteredSource[] =>
  sources.map((source) => ({ source, site }))

export interface Scene {
  readonly gatherer: Gatherer
  readonly clock: VirtualClock
  readonly events: OrchestratorEvent[]
  /** Gathers while time passes (ms, 0 unless told otherwise). */
  readonly gatherIn: (ms?: number, query?: OfferQuery) => Promise<Gathering>
  /** Report of the first source after gathering. */
  readonly first: (ms?: number, query?: OfferQuery) => Promise<SourceReport>
}

export const sceneWith = (
  sources: readonly RegisteredSource[],
  changes: Partial<GathererOptions> = {},
): Scene => {
  const clock = createVirtualClock(builtAtMs)
  const events: OrchestratorEvent[] = []
  const gatherer = createGatherer({
    sources,
    clock,
    tell: (event) => events.push(event),
    sourceDeadlineMs: 10_000,
    cacheAges: {
      local: { freshMs: 2000, staleMs: 30_000 },
      'gpu-cloud': { freshMs: 60_000, staleMs: 900_000 },
      hyperscaler: { freshMs: 3_600_000, staleMs: 86_400_000 },
    },
    breakAfter: 3,
    breakForMs: 60_000,
    ...changes,
  })
  const gatherIn: Scene['gatherIn'] = async (ms = 0, query = {}) => {
    const gathering = gatherer.gather(query)
    await clock.pass(ms)
    return gathering
  }
  const first: Scene['first'] = async (ms, query) => {
    const [report] = (await gatherIn(ms, query)).reports
    return report ?? expect.unreachable('there is a source')
  }
  return { gatherer, clock, events, gatherIn, first }
}
