import {
  type Candidate,
  type CompleteTerms,
  estimate,
  type Job,
  type Offer,
  type Policy,
  termsOf,
  transferHours,
} from '@aima/gpu-core'
import type { MoveBalance } from './loss.ts'

/** What is weighed. */
export interface Weighed {
  /** The job with the work that is left on its present machine. */
  readonly job: Job
  /** The present machine, at the price of this moment. */
  readonly present: Offer
  /** The other machine, with what the job with the work left after its last checkpoint costs there, from set-up to end. */
  readonly candidate: Candidate
  /** The rules. */
  readonly policy: Policy
  /** Share of the cost of staying that must be saved on top. */
  readonly margin: number
}

/** What work costs on a machine that runs, with image and input on it (USD, with time and lateness). */
const readyUsdOf = ({ work, terms }: CompleteTerms): number => {
  const imageHours = terms.imageCached ? 0 : transferHours(work.imageGB, terms.registryMbps)
  const restartHours = work.restartHours ?? terms.bootHours + imageHours
  const ready = { bootHours: 0, allocHours: 0, imageCached: true, inputCached: true, billMinSeconds: 0 }
  return estimate({ ...work, restartHours }, { ...terms, ...ready }).objectiveUsd
}

/**
 * Weighs staying against moving.
 *
 * Rule: cost-model.md, section 8: moving pays only if the saving exceeds the cost of moving (set-up, re-upload, lost work) plus a margin.
 *
 * @param weighed - Both machines, job and rules.
 * @returns The reckoning; undefined when the price or the speed of either machine is unknown, or its run is endless.
 */
export const moveBalanceOf = ({
  job,
  present,
  candidate,
  policy,
  margin,
}: Weighed): MoveBalance | undefined => {
  const here = termsOf(job, present, policy)
  const there = termsOf(job, candidate.offer, policy)
  if (here === undefined || there === undefined) return undefined
  const stayUsd = readyUsdOf(here)
  const runUsd = readyUsdOf(there)
  const movingUsd = candidate.estimate.objectiveUsd - runUsd
  if (![stayUsd, runUsd, movingUsd].every(Number.isFinite)) return undefined
  return { stayUsd, runUsd, movingUsd, marginUsd: margin * stayUsd }
}

/**
 * Tells whether a move pays.
 *
 * @param balance - The reckoning.
 * @example
 * paysToMove({ stayUsd: 10, runUsd: 5, movingUsd: 3, marginUsd: 1.5 }) // => true
 */
export const paysToMove = ({ stayUsd, runUsd, movingUsd, marginUsd }: MoveBalance): boolean =>
  stayUsd - runUsd > movingUsd + marginUsd
