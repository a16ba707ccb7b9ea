import type { DeadlineProgress } from './deadline-advice.ts'

/** Shares of a job's whole work (0 to 1). */
export interface Shares {
  /** Done. */
  readonly done: number
  /** Held by a checkpoint. */
  readonly saved: number
}

/** Work left below this share is done. */
const doneWithin = 1e-9

const within = (share: number): number => (share > 0 ? Math.min(share, 1) : 0)

/**
 * Reads how far a job has come; what is no share counts as none.
 *
 * @param progress - As its owner tells it; undefined: not at all.
 * @example
 * sharesOf({ done: 0.5, sinceCheckpoint: 0.25 }) // => { done: 0.5, saved: 0.25 }
 */
export const sharesOf = (progress: DeadlineProgress | undefined): Shares => {
  const { done = 0, sinceCheckpoint = 0 } = progress ?? {}
  const all = within(done)
  return { done: all, saved: all - Math.min(all, within(sinceCheckpoint)) }
}

/**
 * Tells whether all work is done.
 *
 * @param shares - How far the job has come.
 * @example
 * isDone({ done: 1, saved: 0 }) // => true
 */
export const isDone = ({ done }: Shares): boolean => done >= 1 - doneWithin
