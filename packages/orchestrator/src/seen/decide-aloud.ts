import { decide as decideWithCore } from '@aima/gpu-core'
import type { Clock } from '../clock.ts'
import type { Decide } from '../place/placing.ts'
import type { DecisionLog } from './decision-log.ts'
import type { Tell } from './events.ts'
import type { NameOf } from './job-names.ts'

/** Who hears of decisions. */
export interface DecideAloudOptions {
  /** The log; undefined: none is kept. */
  readonly log: DecisionLog | undefined
  /** Is told `decided`. */
  readonly tell: Tell
  /** Names of jobs. */
  readonly nameOf: NameOf
  /** Time. */
  readonly clock: Clock
}

/**
 * Makes core's `decide` one that is told and logged.
 *
 * @param options - Who hears of it.
 */
export const decideAloud =
  ({ log, tell, nameOf, clock }: DecideAloudOptions): Decide =>
  (job, offers, policy, options) => {
    const startMs = clock.elapsedMs()
    const outcome = decideWithCore(job, offers, policy, options)
    const tookMs = clock.elapsedMs() - startMs
    log?.record({ job, offers, policy, options })
    const chosen = outcome.isOk() ? outcome.value.chosen : undefined
    tell({
      kind: 'decided',
      job: nameOf(job),
      offerId: chosen?.offer.id,
      provider: chosen?.offer.provider,
      totalUsd: chosen?.estimate.totalUsd,
      candidates: outcome.isOk() ? outcome.value.counts.candidates : 0,
      offers: offers.length,
      tookMs,
    })
    return outcome
  }
