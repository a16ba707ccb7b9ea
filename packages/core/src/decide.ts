import { err, ok, type Result } from 'neverthrow'
import { toCandidate } from './candidate.ts'
import { inCanonicalOrder } from './canonical-order.ts'
import {
  countOf,
  type DecideOptions,
  type Decision,
  type DecisionError,
  type NothingFits,
} from './decision.ts'
import type { Job } from './job.ts'
import { type Judged, judge } from './judge.ts'
import { nearMissesOf } from './near-miss.ts'
import type { Offer } from './offer.ts'
import { type Policy, strategyFor } from './policy.ts'
import { type Question, questionOf } from './question.ts'
import { type Ranking, rankBy } from './ranking.ts'

/** How many candidates are ranked and estimated in full, unless the caller says otherwise. */
const defaultRanked = 20

/**
 * Decides which offer a job should run on, and why not the others.
 *
 * Job and offers → gates (confidentiality → residency → technical → price → spot → availability → budget) → terms → estimate → strategy → decision.
 *
 * Pure: the same job, offers, policy and moment give the same decision, byte for byte as JSON, whatever the order of the offers. A confidential job is never
 * given an offer that is not local.
 *
 * @param job - What must run (see {@link parseJob} for input from outside).
 * @param offers - What can be had, each with the site that its source was granted (see {@link grantSite}). Fastest when sorted by id.
 * @param policy - The administrator's rules.
 * @param options - The present, remembered failures, and how many candidates to rank.
 * @returns The decision, or `no-local-gpu` / `no-suitable-offer` with every rejection and the nearest misses, `duplicate-offer-id`, `invalid-moment`.
 * @see {@link explain} for the decision as text.
 * @example
 * decide({ id: 'a', confidentiality: 'public' }, [], { strategy: { kind: 'cost-first' } }, { nowMs: 0 })._unsafeUnwrapErr().kind // => 'no-suitable-offer'
 */
export const decide = (
  job: Job,
  offers: readonly Offer[],
  policy: Policy,
  options: DecideOptions,
): Result<Decision, DecisionError> => {
  const { nowMs, ranked = defaultRanked } = options
  if (!Number.isFinite(nowMs))
    return err({ kind: 'invalid-moment', expected: 'nowMs: ms since 1970-01-01 UTC' })
  if (!(ranked >= 1)) return err({ kind: 'invalid-moment', expected: 'ranked: 1 or more' })
  const question = questionOf(job, policy, options)
  return inCanonicalOrder(offers).andThen((ordered) => {
    const judged = judge(ordered, question)
    const ranking = rankBy(strategyFor(policy, job), { quotes: judged.quotes, job }, Math.floor(ranked))
    const decision = ranking && decisionOf(question, judged, ranking)
    return decision === undefined ? err(nothingFits(question, ordered, judged)) : ok(decision)
  })
}

const decisionOf = (question: Question, judged: Judged, ranking: Ranking): Decision | undefined => {
  const { job, policy, nowMs, terms } = question
  const [chosen, ...alternatives] = ranking.ranked.flatMap((place, index) => {
    const offer = judged.offers[place]
    return (offer && toCandidate({ rank: index + 1, offer }, question)) ?? []
  })
  if (chosen === undefined) return undefined
  return {
    kind: 'decision',
    job,
    policy,
    nowMs,
    strategy: strategyFor(policy, job),
    reason: ranking.reason,
    chosen,
    alternatives,
    others: ranking.others,
    rejections: judged.rejections,
    counts: countOf(judged.quotes.length, judged.rejections),
    assumptions: terms.assumptions,
  }
}

const nothingFits = (question: Question, offers: readonly Offer[], { rejections }: Judged): NothingFits => ({
  kind: question.job.confidentiality === 'confidential' ? 'no-local-gpu' : 'no-suitable-offer',
  job: question.job,
  nowMs: question.nowMs,
  rejections,
  counts: countOf(0, rejections),
  nearMisses: nearMissesOf(offers, question),
})
