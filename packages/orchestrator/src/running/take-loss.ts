import { type Job, jobWithWorkLeft, type Offer } from '@aima/gpu-core'
import { err } from 'neverthrow'
import type { Placement } from '../place/placement.ts'
import type { Loss, LossReason, LossReport, LossSeverity } from './loss.ts'
import { lessonOfLoss, lossRules } from './loss-rules.ts'
import { adjustFor, decideOnSite, hoursSince, type Watch } from './watch.ts'
import { hoursSinceDecision, jobWithMoreMemory, workShares } from './work-left.ts'

/** The job as it goes on elsewhere; undefined: it would fail there as well. */
const jobElsewhere = (
  left: Job,
  offer: Offer,
  { reason, severity }: { readonly reason: LossReason; readonly severity: LossSeverity },
): Job | undefined => {
  if (reason === 'out-of-memory') return jobWithMoreMemory(left, offer)
  return severity === 'critical' ? undefined : left
}

/** Remembers and learns what a loss says of machines, and tells how bad it is. */
const learnFrom = (placement: Placement<unknown>, loss: Loss, watch: Watch): LossSeverity => {
  const { job, candidate } = placement
  const { offer } = candidate
  const { reason, retryAfterMs, runningHours = hoursSince(placement, watch) } = loss
  const severity = watch.history.judge(job.id, offer, reason)
  watch.rates.observe(offer, { runningHours, interruptions: lossRules[reason].isInterruption ? 1 : 0 })
  const lesson = lessonOfLoss({ reason, severity, retryAfterMs }, offer)
  if (lesson !== undefined) watch.failures.remember(lesson)
  watch.tell({ kind: 'lost', job: watch.nameOf(job), offerId: offer.id, severity })
  return severity
}

/**
 * Takes in a loss; see `reportLoss` of {@link Failover}.
 *
 * @param placement - The placement that was lost.
 * @param loss - Why, and how far the job had come.
 * @param watch - What failover is made of.
 */
export const takeLoss = async (
  placement: Placement<unknown>,
  loss: Loss,
  watch: Watch,
): Promise<LossReport> => {
  const { offer, estimate } = placement.candidate
  const { reason, signal, runningHours = hoursSince(placement, watch) } = loss
  const severity = learnFrom(placement, loss, watch)
  const left = jobWithWorkLeft(placement.job, {
    doneShare: workShares(placement, loss.progress).saved,
    passedHours: hoursSinceDecision(placement, watch.clock.nowMs()),
    spentUsd: loss.spentUsd ?? estimate.usdPerHour * runningHours,
  })
  const adjust = adjustFor(placement, watch)
  const elsewhere = jobElsewhere(left, offer, { reason, severity })
  const next =
    elsewhere === undefined
      ? err({ kind: 'job-at-fault' as const, reason })
      : await decideOnSite(elsewhere, { adjust, signal, holder: placement.id }, watch)
  const isEscalated = severity !== lossRules[reason].severity
  return { severity, isEscalated, job: elsewhere ?? left, adjust, next }
}
