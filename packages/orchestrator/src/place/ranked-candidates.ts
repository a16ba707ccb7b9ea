import { type Candidate, type Decision, decide, type Offer, type RememberedFailure } from '@aima/gpu-core'

/** What a decision was made from. */
export interface DecidedFrom {
  /** The offers. */
  readonly offers: readonly Offer[]
  /** The failures that were remembered. */
  readonly failures: readonly RememberedFailure[]
}

/**
 * Gives all candidates of a decision in their order, also those that it does not rank.
 *
 * When the ranked ones are used up, which is rare, the same decision is made once more with all ranked: the order is the same, and the many
 * estimates are paid for only then.
 *
 * @param decision - The decision.
 * @param from - What it was made from.
 */
export function* rankedCandidates(decision: Decision, from: DecidedFrom): Generator<Candidate, void> {
  const ranked = [decision.chosen, ...decision.alternatives]
  yield* ranked
  if (decision.others.length === 0) return
  const { job, policy, nowMs } = decision
  const all = decide(job, from.offers, policy, {
    nowMs,
    failures: from.failures,
    ranked: Number.POSITIVE_INFINITY,
  })
  if (all.isErr()) return
  const seen = new Set(ranked.map(({ offer }) => offer.id))
  for (const candidate of all.value.alternatives) if (!seen.has(candidate.offer.id)) yield candidate
}
