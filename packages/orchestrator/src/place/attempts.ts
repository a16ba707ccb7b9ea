import { type Candidate, hardwareNames, type Offer } from '@aima/gpu-core'
import { failureRules } from './failure-scope.ts'
import type { Attempt, AttemptOutcome } from './placement.ts'

/** The attempts of one placement, and the hardware that they have shown to be of no use. */
export interface Attempts {
  /** All of them so far, in order. */
  readonly all: () => readonly Attempt[]
  /** Adds one. */
  readonly add: (candidate: Candidate, outcome: AttemptOutcome, tookMs: number) => Attempt
  /** The offer whose failure speaks against the hardware of this one; undefined: none. */
  readonly excludedBy: (offer: Offer) => string | undefined
}

const isOfHardware = (outcome: AttemptOutcome): boolean =>
  outcome.kind === 'timed-out' ||
  (outcome.kind === 'failed' && failureRules[outcome.failure.kind].isOfHardware)

/** Starts the list of attempts of one placement. */
export const createAttempts = (): Attempts => {
  const attempts: Attempt[] = []
  const failedByName = new Map<string, string>()
  return {
    all: () => attempts,
    add: ({ offer, rank }, outcome, tookMs) => {
      const { id, provider } = offer
      if (isOfHardware(outcome)) for (const name of hardwareNames(offer)) failedByName.set(name, id)
      const attempt = { offerId: id, provider, rank, outcome, tookMs }
      attempts.push(attempt)
      return attempt
    },
    excludedBy: (offer) => {
      const failed = hardwareNames(offer).find((name) => failedByName.has(name))
      return failed === undefined ? undefined : failedByName.get(failed)
    },
  }
}
