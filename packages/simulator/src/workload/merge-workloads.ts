import { repeatable } from './repeatable.ts'
import type { Arrival, Workload } from './workload.ts'

/**
 * Puts text before the ids of all jobs of a workload, so that they differ from those of another.
 *
 * @param workload - The workload.
 * @param prefix - The text; id and text together may have 512 characters.
 * @example
 * const jobs = fixedWorkload([{ atMs: 0, job: { id: 'job-1', confidentiality: 'public' } }])
 * Array.from(withIdPrefix(jobs, 'night/'), ({ job }) => job.id) // => ['night/job-1']
 */
export const withIdPrefix = (workload: Workload, prefix: string): Workload =>
  repeatable(function* () {
    for (const { atMs, job } of workload) yield { atMs, job: { ...job, id: `${prefix}${job.id}` } }
  })

/** One workload on its way through its jobs. */
interface Stream {
  readonly rest: Iterator<Arrival>
  readonly next: Arrival
}

const advance = (rest: Iterator<Arrival>): Stream | undefined => {
  const { done, value } = rest.next()
  return done === true ? undefined : { rest, next: value }
}

/** Place of the stream whose next job comes first; -1: none has one. A scan, because few workloads are merged. */
const earliestOf = (streams: readonly (Stream | undefined)[]): number => {
  let earliest = -1
  let earliestMs = Number.POSITIVE_INFINITY
  for (const [index, stream] of streams.entries()) {
    if (stream === undefined || !(stream.next.atMs < earliestMs)) continue
    earliest = index
    earliestMs = stream.next.atMs
  }
  return earliest
}

/**
 * Makes one workload of several. Of jobs of one moment those of the workload that is named first come first.
 *
 * @param workloads - The workloads; ids must differ among all of them, see {@link withIdPrefix}.
 * @example
 * const [day, night] = ['day', 'night'].map((id, atMs) => fixedWorkload([{ atMs, job: { id, confidentiality: 'public' } }]))
 * Array.from(mergeWorkloads([night, day]), ({ job }) => job.id) // => ['day', 'night']
 */
export const mergeWorkloads = (workloads: readonly Workload[]): Workload =>
  repeatable(function* () {
    const streams = workloads.map((workload) => advance(workload[Symbol.iterator]()))
    for (;;) {
      const index = earliestOf(streams)
      const stream = streams[index]
      if (stream === undefined) return
      yield stream.next
      streams[index] = advance(stream.rest)
    }
  })
