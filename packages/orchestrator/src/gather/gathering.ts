import type { ListError, Offer, Site, Warning } from '@aima/gpu-core'

/** What all sources had to offer at one moment. A hole is part of the result. */
export interface Gathering {
  /** The offers, each with the site that its source was granted, sorted by id; ids are unique. */
  readonly offers: readonly Offer[]
  /** What became of each source, in the order in which they were registered. */
  readonly reports: readonly SourceReport[]
  /** When it was gathered (ms since 1970-01-01 UTC). */
  readonly nowMs: number
}

/** What became of one source. */
export interface SourceReport {
  /** Its id. */
  readonly source: string
  /** Its provider. */
  readonly provider: string
  /** The site that it was granted. */
  readonly site: Site
  /** How it went. */
  readonly state: SourceState
  /** How many offers of it are in the gathering. */
  readonly offers: number
  /** What was not as it should be in its listing. */
  readonly warnings: readonly Warning[]
  /** How many of its offers claimed another site than the one granted, and were overruled. */
  readonly overruled: number
}

/** How a source answered. */
export type SourceState =
  | {
      /** It was asked, and answered. */
      readonly kind: 'fresh'
      /** How long it took (ms). */
      readonly tookMs: number
    }
  | {
      /** An answer that is young enough was at hand. */
      readonly kind: 'cached'
      /** Its age (ms). */
      readonly ageMs: number
    }
  | {
      /** An older answer stands in. */
      readonly kind: 'stale'
      /** Its age (ms). */
      readonly ageMs: number
      /** Why: a new one is being fetched, or could not be. */
      readonly why: 'refreshing' | ListError
    }
  | {
      /** It was asked, and failed, and there is no older answer that may stand in. */
      readonly kind: 'failed'
      /** Why. */
      readonly error: ListError
    }
  | {
      /** It was not asked. */
      readonly kind: 'skipped'
      /** Why. */
      readonly why: SkipReason
    }

/**
 * Why a source is not asked. `circuit-open`: it failed several times in a row, and is left alone for a while. `site`: no offer of its
 * site may take the job. `provider`: the policy or the strategy excludes its provider. `closed`: the orchestrator is closed.
 */
export type SkipReason = 'circuit-open' | 'site' | 'provider' | 'closed'
