import { type Candidate, type Decision, type Policy, requote } from '@aima/gpu-core'
import type { Clock } from '../clock.ts'
import type { PriceQuestion } from '../options.ts'
import { type AskOptions, askAgain } from './ask-again.ts'
import type { FailureMemory } from './failure-memory.ts'
import type { Market } from './market.ts'
import type { AttemptOutcome } from './placement.ts'

/** What a candidate is looked at again with. */
export interface ReinspectOptions extends AskOptions {
  /** The decision that ranked it. */
  readonly decision: Decision
  /** What can be had now. */
  readonly market: Market
  /** The policy in force, which may be another than that of the decision. */
  readonly policy: () => Policy
  /** What has failed lately. */
  readonly failures: FailureMemory
  /** Time. */
  readonly clock: Clock
}

/** A candidate that may be launched at the price of this moment, or how its attempt ended. */
export type Reinspection =
  | {
      /** It may be launched. */
      readonly kind: 'ready'
      /** It, as priced now. */
      readonly candidate: Candidate
    }
  | Extract<AttemptOutcome, { readonly kind: 'refused' | 'gone' | 'declined' | 'cancelled' }>

/** A candidate that has become dearer than the policy lets pass. */
interface Dearer {
  readonly kind: 'dearer'
  readonly candidate: Candidate
  readonly totalDrift: number
}

const quoteAgain = async (
  candidate: Candidate,
  { decision, market, policy, failures, clock, signal }: ReinspectOptions,
): Promise<Exclude<Reinspection, { readonly kind: 'declined' }> | Dearer> => {
  await market.look()
  if (signal.aborted) return { kind: 'cancelled' }
  const offer = market.offerOf(candidate.offer.id)
  const moment = { nowMs: clock.nowMs(), failures: failures.recall() }
  const before = { ...decision, policy: policy(), chosen: candidate }
  const quoted = requote(before, offer === undefined ? [] : [offer], moment)
  if (quoted.kind === 'gone') return { kind: 'gone' }
  if (quoted.kind === 'refused') return quoted
  return quoted.mustAskAgain
    ? { kind: 'dearer', candidate: quoted.candidate, totalDrift: quoted.totalDrift }
    : { kind: 'ready', candidate: quoted.candidate }
}

const questionOf = (before: Candidate, { candidate, totalDrift }: Dearer): PriceQuestion => ({
  offerId: before.offer.id,
  beforeUsd: before.estimate.totalUsd,
  nowUsd: candidate.estimate.totalUsd,
  totalDrift,
})

/**
 * Sends a candidate through the gates again and prices it again, with what can be had now; asks when it has become too dear.
 *
 * After a yes, which may take a while, it is looked at once more, at the price that was agreed to.
 *
 * @param candidate - The candidate, as it was ranked.
 * @param options - Decision, market, policy, failures, and who is asked.
 */
export const reinspect = async (candidate: Candidate, options: ReinspectOptions): Promise<Reinspection> => {
  const first = await quoteAgain(candidate, options)
  if (first.kind !== 'dearer') return first
  const { totalDrift } = first
  if (!(await askAgain(questionOf(candidate, first), options)))
    return options.signal.aborted ? { kind: 'cancelled' } : { kind: 'declined', totalDrift }
  const second = await quoteAgain(first.candidate, options)
  return second.kind === 'dearer' ? { kind: 'declined', totalDrift: second.totalDrift } : second
}
