import type { Offer } from '@aima/gpu-core'
import { LRUCache } from 'lru-cache'
import type { Clock } from '../clock.ts'
import { scopedTo } from '../place/failure-scope.ts'
import type { LossReason, LossSeverity } from './loss.ts'
import { lossRules } from './loss-rules.ts'

/** From when on losses are worse than one of them. */
export interface EscalationOptions {
  /** Time. */
  readonly clock: Clock
  /** For how long a loss counts (ms). Default 6 h. */
  readonly windowMs?: number | undefined
  /** Losses of machines of one type in one place from which the place is bad (`persistent`). Default 3. */
  readonly persistentAfter?: number | undefined
  /** Losses of one job to `machine-failed` or `unknown`, wherever, from which the job is at fault (`critical`). Default 3. */
  readonly criticalAfter?: number | undefined
  /** Most places, and most jobs, of which losses are remembered. Default 1 000. */
  readonly most?: number | undefined
}

/** Losses of the last hours. */
export interface LossHistory {
  /** Adds a loss and tells how bad it is by now. */
  readonly judge: (jobId: string, offer: Offer, reason: LossReason) => LossSeverity
  /** Forgets a job that is done. */
  readonly forget: (jobId: string) => void
}

/** Default of `windowMs` (ms): what happened longer ago says little of a spot market. */
const defaultWindowMs = 6 * 3_600_000

/** Owned machines are places of their own. */
const placeKey = (offer: Offer): string =>
  JSON.stringify(scopedTo(offer.purchase === 'owned' ? 'offer' : 'zone', offer))

/**
 * Creates a history of losses. It is bounded by places and jobs, the ones longest unheard of are forgotten.
 *
 * @param options - From when on losses are worse.
 */
export const createLossHistory = (options: EscalationOptions): LossHistory => {
  const { clock, windowMs = defaultWindowMs, persistentAfter = 3, criticalAfter = 3, most = 1_000 } = options
  const byPlace = new LRUCache<string, readonly number[]>({ max: most })
  const byJob = new LRUCache<string, readonly number[]>({ max: most })

  /** Counts a loss, and tells how many there are in the window. */
  const count = (losses: LRUCache<string, readonly number[]>, key: string, needed: number): number => {
    const nowMs = clock.elapsedMs()
    const recent = (losses.get(key) ?? []).filter((atMs) => nowMs - atMs < windowMs)
    const kept = [...recent, nowMs].slice(-Math.max(1, needed))
    losses.set(key, kept)
    return kept.length
  }

  return {
    judge: (jobId, offer, reason) => {
      const { severity, isUnexplained, remembered } = lossRules[reason]
      if (remembered === 'nothing') return severity
      const ofPlace = count(byPlace, placeKey(offer), persistentAfter)
      const ofJob = isUnexplained ? count(byJob, jobId, criticalAfter) : 0
      if (ofJob >= criticalAfter) return 'critical'
      return ofPlace >= persistentAfter ? 'persistent' : severity
    },
    forget: (jobId) => {
      byJob.delete(jobId)
    },
  }
}
