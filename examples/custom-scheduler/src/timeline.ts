import type { Job } from '@aima/gpu-core'
import type { Attempt, Clock, LossReport, Placement } from '@aima/gpu-orchestrator'
import type { Machine } from './flaky-launch.ts'

/** Why a job has no machine yet. */
interface Waited {
  readonly kind: string
  readonly attempts?: readonly Attempt[]
}

/** Tells people what happens, line by line. */
export interface Timeline {
  /** A job has its machine. */
  readonly started: (placement: Placement<Machine>) => void
  /** No machine takes it now. */
  readonly waits: (job: Job, error: Waited) => void
  /** Its machine is gone, and it waits for another. */
  readonly lost: (placement: Placement<Machine>, report: LossReport) => void
  /** It has its result. */
  readonly done: (placement: Placement<Machine>) => void
}

const where = ({ candidate: { offer } }: Placement<Machine>): string =>
  `${offer.gpu.model ?? offer.gpu.name}, ${offer.provider} ${offer.place.region}, ${offer.purchase}`

/** Such as `2 × no-capacity, 1 × leased`: why candidates did not take the job. */
const whyNot = (attempts: readonly Attempt[]): string => {
  const reasons = attempts
    .filter(({ outcome }) => outcome.kind !== 'placed')
    .map(({ outcome }) => (outcome.kind === 'failed' ? outcome.failure.kind : outcome.kind))
  return [...new Set(reasons)]
    .map((reason) => `${reasons.filter((one) => one === reason).length} × ${reason}`)
    .join(', ')
}

export const createTimeline = (clock: Clock, startMs: number): Timeline => {
  const say = (what: string, job: Job, text: string): void => {
    const hours = ((clock.nowMs() - startMs) / 3_600_000).toFixed(2)
    console.log(`${hours.padStart(6)} h  ${what.padEnd(6)} ${job.id.padEnd(16)} ${text}`)
  }
  return {
    started: (placement) => {
      const { totalUsd, completionHours } = placement.candidate.estimate
      const failed = whyNot(placement.attempts)
      const before = failed === '' ? '' : ` (before: ${failed})`
      const cost = `${totalUsd.toFixed(2)} USD, ${completionHours.toFixed(1)} h`
      say('runs', placement.job, `${where(placement)}: ${cost}${before}`)
    },
    waits: (job, { kind, attempts = [] }) => say('waits', job, whyNot(attempts) || kind),
    lost: (placement, { severity, job }) => {
      const left = `${job.run?.refHours?.toFixed(1)} of ${placement.job.run?.refHours} reference hours are left`
      say('LOST', job, `${where(placement)} is gone (${severity}); ${left}`)
    },
    done: (placement) => say('done', placement.job, placement.machine.name),
  }
}
