import type { Job } from '../job.ts'
import type { Quote } from '../quote.ts'
import type { Compare } from './order.ts'

/** Rule of the decision matrix that decided; the numbers are those of AIMA's handbook. */
export type MatrixRule =
  | 'confidential'
  | 'no-local-gpu'
  | 'no-cloud-offer'
  | 'urgent-and-long-local-queue'
  | 'large-input-and-slow-upload'
  | 'local-cost-close-enough'
  | 'cloud-cheaper'

/** Why the chosen offer comes first, as data. */
export type ChoiceReason =
  | {
      /** It costs least. */
      readonly kind: 'cheapest'
      /** What was compared. */
      readonly basis: 'job' | 'hour'
    }
  | {
      /** It is local, and its wait is worth it. */
      readonly kind: 'local-in-time'
      /** The longest wait that was worth it (h); null: any. */
      readonly maxLocalWaitHours: number | null
    }
  | {
      /** No local GPU is free in time, so the fallback decided. */
      readonly kind: 'no-local-in-time'
      /** The fallback's reason. */
      readonly fallback: ChoiceReason
    }
  | {
      /** Its provider is the first of the list that has anything. */
      readonly kind: 'preferred-provider'
      /** Place of the provider in the list, from 1. */
      readonly place: number
    }
  | {
      /** None of the listed providers has anything. */
      readonly kind: 'no-preferred-provider'
    }
  | {
      /** Money and time together are least. */
      readonly kind: 'best-balance'
      /** What an hour was worth (USD/h). */
      readonly valueOfTimeUsdPerHour: number
    }
  | {
      /** It starts soon enough, and is best among those that do. */
      readonly kind: 'starts-in-time'
      /** What was soon enough (h). */
      readonly startWithinHours: number
    }
  | {
      /** Nothing starts soon enough; it starts first. */
      readonly kind: 'starts-first'
    }
  | {
      /** Everything that starts soon is dearer than allowed, so all candidates counted. */
      readonly kind: 'premium-too-high'
      /** The limit, as a multiple of the cheapest total. */
      readonly maxPremium: number
    }
  | {
      /** The cheapest that is sure enough to meet the deadline. */
      readonly kind: 'meets-deadline'
      /** Least chance that was asked for (0 to 1). */
      readonly confidence: number
    }
  | {
      /** Nothing is sure enough; it has the best chance. */
      readonly kind: 'best-deadline-chance'
      /** Least chance that was asked for (0 to 1). */
      readonly confidence: number
    }
  | {
      /** The job has no deadline, so cost decided. */
      readonly kind: 'no-deadline'
    }
  | {
      /** Least carbon within the allowed cost. */
      readonly kind: 'least-carbon'
      /** The allowed cost (USD). */
      readonly withinUsd: number
    }
  | {
      /** A rule of the decision matrix chose its site. */
      readonly kind: 'matrix'
      /** The rule. */
      readonly rule: MatrixRule
    }

/** What a strategy ranks. */
export interface Field {
  /** The quotes of all candidates. */
  readonly quotes: readonly Quote[]
  /** The job. */
  readonly job: Job
}

/** How a strategy ranks a field. */
export interface Preference {
  /** A total order on the quotes of the field. Offers' ids are unique, so nothing is left equal. */
  readonly compare: Compare
  /** Why the first of them comes first. */
  readonly reasonFor: (chosen: Quote) => ChoiceReason
}

/** One strategy: its parameters and a field in, an order out. */
export type StrategyRanking<S> = (strategy: S, field: Field) => Preference
