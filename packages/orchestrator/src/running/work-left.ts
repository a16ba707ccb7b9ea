import { findGpuModel, type Job, type Offer } from '@aima/gpu-core'
import type { Placement } from '../place/placement.ts'
import type { Progress } from './loss.ts'

const hourMs = 3_600_000

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

/**
 * How long ago a placement's job was decided (h, ≥ 0).
 *
 * @param working - The placement.
 * @param nowMs - The present (ms since 1970-01-01 UTC).
 */
export const hoursSinceDecision = ({ decision }: Working, nowMs: number): number =>
  Math.max(0, nowMs - decision.nowMs) / hourMs

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
