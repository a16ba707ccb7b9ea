import { explain, type Locale } from '@aima/gpu-core'
import type { Decided, DecisionCause } from '../events/simulation-event.ts'
import type { RefusalCounts } from './job-outcome.ts'

/** A decision, and why it is that one. */
export interface ExplainedDecision {
  /** When it was made (ms since 1970-01-01 UTC). */
  readonly atMs: number
  /** For which job. */
  readonly jobId: string
  /** Why it was made. */
  readonly cause: DecisionCause
  /** Id of the chosen offer; null: none. */
  readonly offerId: string | null
  /** How many offers broke which rule first. */
  readonly refusals: RefusalCounts
  /** Core's explanation: why this offer, and why not the others. */
  readonly explanation: string
}

/**
 * Explains a decision, as long as it is the last thing that happened.
 *
 * @param event - What was told of it.
 * @param locale - Language.
 */
export const explained = (event: Decided, locale: Locale): ExplainedDecision => {
  const { atMs, jobId, cause, offerId, refusals, decision } = event
  return { atMs, jobId, cause, offerId, refusals, explanation: explain(decision(), { locale }) }
}
