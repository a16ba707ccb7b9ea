import { findGpuModel, type Job, type JobRun, type Offer } from '@aima/gpu-core'
import type { Placement } from '../place/placement.ts'
import type { Progress } from './loss.ts'

const hourMs = 3_600_000

/** Least share of the work that is left: an end of nothing would be no run at all. */
const leastShare = 1e-6

/** Least time to a deadline that is over already (h): a second, because core takes no deadline of none. */
const leastDeadlineHours = 1 / 3600

/** Least budget when all is spent (USD), because core takes no budget of none. */
const leastUsd = 1e-6

/** How much of reported memory may be missing from the nominal size. Source: core's gate for memory (8 %). */
const memoryTolerance = 0.08

/** The parts of a placement that tell of its work. */
export type Working = Pick<Placement<unknown>, 'job' | 'candidate' | 'decision'>

const within = (share: number): number => (share > 0 ? Math.min(share, 1) : 0)

const shareOf = (amount: number, unit: Progress['unit'], { candidate }: Working): number => {
  if (unit === 'share') return within(amount)
  const { computeHours } = candidate.estimate
  return computeHours > 0 ? within(amount / computeHours) : 1
}

/** Shares of a job's work (0 to 1). */
export interface WorkShares {
  /** Done on the present machine. */
  readonly done: number
  /** Held by a checkpoint. */
  readonly saved: number
}

/**
 * Gives a job's progress in shares of its work.
 *
 * @param working - The placement.
 * @param progress - How far it has come; undefined: not at all.
 */
export const workShares = (working: Working, progress: Progress | undefined): WorkShares => {
  if (progress === undefined) return { done: 0, saved: 0 }
  const { unit, done, sinceCheckpoint = 0 } = progress
  const all = shareOf(done, unit, working)
  return { done: all, saved: all - Math.min(all, shareOf(sinceCheckpoint, unit, working)) }
}

const scaled = (run: JobRun, share: number): JobRun => ({
  ...run,
  ...(run.refHours === undefined ? {} : { refHours: run.refHours * share }),
  ...(run.hoursByGpu === undefined
    ? {}
    : {
        hoursByGpu: Object.fromEntries(
          Object.entries(run.hoursByGpu).map(([model, hours]) => [model, hours * share]),
        ),
      }),
})

/** What has happened since the decision. */
export interface Meanwhile {
  /** How much of the work a checkpoint holds, or the machine has done (0 to 1). */
  readonly doneShare: number
  /** The present (ms since 1970-01-01 UTC). */
  readonly nowMs: number
  /** What has been spent (USD). */
  readonly spentUsd: number
}

/**
 * Gives the job with what is left of it: of its work, of the time until its deadline, and of its budget.
 *
 * A job whose run time is unknown keeps it unknown.
 *
 * @param working - The placement.
 * @param meanwhile - What has happened since.
 */
export const jobWithWorkLeft = ({ job, decision }: Working, meanwhile: Meanwhile): Job => {
  const { doneShare, nowMs, spentUsd } = meanwhile
  const { run, deadlineHours, budget } = job
  const passedHours = Math.max(0, nowMs - decision.nowMs) / hourMs
  return {
    ...job,
    ...(run === undefined ? {} : { run: scaled(run, Math.max(leastShare, 1 - doneShare)) }),
    ...(deadlineHours === undefined
      ? {}
      : { deadlineHours: Math.max(leastDeadlineHours, deadlineHours - passedHours) }),
    ...(budget?.usdPerJob === undefined
      ? {}
      : { budget: { ...budget, usdPerJob: Math.max(leastUsd, budget.usdPerJob - spentUsd) } }),
  }
}

const vramGiBOf = ({ gpu }: Offer): number | undefined => {
  const model = gpu.model === undefined || gpu.fraction !== undefined ? undefined : findGpuModel(gpu.model)
  return gpu.vramGiB ?? model?.vramGiB ?? gpu.reportedVramGiB
}

/**
 * Gives the job with a need for more GPU memory than an offer has, even as drivers report it.
 *
 * @param job - The job that ran out of memory.
 * @param offer - Where it did.
 * @returns The job; undefined when the offer's memory is unknown, so that nobody can say what would be enough.
 * @example
 * jobWithMoreMemory({ id: 'a', confidentiality: 'public' }, { gpu: { name: 'RTX 4090', vramGiB: 24 } })?.needs?.vramGiB // => 27
 */
export const jobWithMoreMemory = (job: Job, offer: Offer): Job | undefined => {
  const hadGiB = vramGiBOf(offer)
  if (hadGiB === undefined) return undefined
  const vramGiB = Math.max(job.needs?.vramGiB ?? 0, Math.ceil(hadGiB / (1 - memoryTolerance)))
  return { ...job, needs: { ...job.needs, vramGiB } }
}
