import type { OfferQuery, Warning } from '@aima/gpu-core'
import { Result } from 'neverthrow'
import type { Tell } from '../seen/events.ts'
import { type AskedSource, type AskingOptions, createAskedSource, type SourceAnswer } from './asked-source.ts'
import type { Gathering, SkipReason, SourceReport } from './gathering.ts'
import { createMerger, type Duplicates, type MergedOffers } from './merge-offers.ts'
import { queryKey } from './query-key.ts'
import type { RegisteredSource } from './registered-source.ts'

/** Options of a gatherer. */
export interface GathererOptions extends AskingOptions {
  /** The sources, in the order in which they win ids that several list. */
  readonly sources: readonly RegisteredSource[]
  /** Is told what became of each source. */
  readonly tell: Tell
}

/** Circumstances of one gathering. */
interface GatherContext {
  /** Cancels it: who has not answered by then is reported as cancelled. */
  readonly signal?: AbortSignal | undefined
  /** Says whom not to ask, and why. Default: all are asked. */
  readonly skip?: ((registered: RegisteredSource) => SkipReason | undefined) | undefined
}

/** Gathers offers from many sources. */
export interface Gatherer {
  /** Asks all sources at once. Ends by the deadline of the sources, and never rejects, whatever they do. */
  readonly gather: (query: OfferQuery, context?: GatherContext) => Promise<Gathering>
  /** Ends all that is under way, and forgets all answers. Gatherings after it are empty. */
  readonly close: () => void
}

/** A source, and what became of it. */
interface Answered {
  readonly registered: RegisteredSource
  readonly answer: SourceAnswer
}

const duplicateWarning = ({ firstId, count }: Duplicates): Warning => ({
  kind: 'bad-row',
  row: count === 1 ? firstId : `${firstId} and ${count - 1} more`,
  issues: ['id: expected an id that no source registered before has'],
})

const toReport = ({ registered, answer }: Answered, duplicates: Duplicates | undefined): SourceReport => {
  const { source, site } = registered
  const { offers = [], warnings = [], overruled = 0 } = answer.kept ?? {}
  return {
    source: source.id,
    provider: source.provider,
    site,
    state: answer.state,
    offers: offers.length - (duplicates?.count ?? 0),
    warnings: duplicates === undefined ? warnings : [...warnings, duplicateWarning(duplicates)],
    overruled,
  }
}

const toReports = (answered: readonly Answered[], { duplicates }: MergedOffers): readonly SourceReport[] => {
  const having = answered.filter(({ answer }) => answer.kept !== undefined)
  return answered.map((one) => toReport(one, duplicates[having.indexOf(one)]))
}

/**
 * Makes a gatherer.
 *
 * @param options - The sources, how they are asked, and who is told.
 * @example
 * const gatherer = createGatherer({
 *   sources: [],
 *   sourceDeadlineMs: 10_000,
 *   cacheAges: {
 *     local: { freshMs: 2000, staleMs: 30_000 },
 *     'gpu-cloud': { freshMs: 60_000, staleMs: 900_000 },
 *     hyperscaler: { freshMs: 3_600_000, staleMs: 86_400_000 },
 *   },
 *   breakAfter: 3,
 *   breakForMs: 60_000,
 *   clock: systemClock,
 *   tell: () => undefined,
 * })
 * const { offers, reports } = await gatherer.gather({ vramGiB: 24 })
 * gatherer.close()
 * offers.length + reports.length // => 0
 */
export const createGatherer = ({ sources, tell, ...options }: GathererOptions): Gatherer => {
  const { clock } = options
  const desks: readonly (readonly [RegisteredSource, AskedSource])[] = sources.map((registered) => [
    registered,
    createAskedSource(registered, options),
  ])
  const merge = createMerger()

  const tellReport = ({ source, site, state, offers }: SourceReport): void =>
    // Who listens ends no gathering.
    void Result.fromThrowable(() => tell({ kind: 'source-asked', source, site, state, offers }))()

  return {
    gather: async (query, { signal, skip } = {}) => {
      const key = queryKey(query)
      const answered = await Promise.all(
        desks.map(async ([registered, desk]): Promise<Answered> => {
          const why = skip?.(registered)
          if (why !== undefined) return { registered, answer: { state: { kind: 'skipped', why } } }
          return { registered, answer: await desk.answer({ query, key, signal }) }
        }),
      )
      const merged = merge(answered.flatMap(({ answer }) => answer.kept ?? []))
      const reports = toReports(answered, merged)
      for (const report of reports) tellReport(report)
      return { offers: merged.offers, reports, nowMs: clock.nowMs() }
    },
    close: () => {
      for (const [, desk] of desks) desk.close()
    },
  }
}
