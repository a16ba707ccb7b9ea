import type { Job } from '@aima/gpu-core'
import type { SimulationEvent } from '../events/simulation-event.ts'
import { settleMoney, takeLine } from './audit/check-money.ts'
import { beginStay, endStay, settleStays } from './audit/check-stay.ts'
import { type Books, type Breach, breach, type OpenJob } from './audit/open-job.ts'
import type { JobOutcome } from './job-outcome.ts'
import type { Violation } from './violation.ts'

/** Looks for rules that a simulation broke, by its events alone. */
export interface Auditor {
  /** Takes in what happened, and tells what is wrong with it. */
  readonly take: (event: SimulationEvent) => readonly Violation[]
  /** Tells what is wrong when nothing more happens, at a time (ms since 1970-01-01 UTC). */
  readonly finish: (atMs: number) => readonly Violation[]
}

const takeArrival = ({ jobs }: Books, job: Job, arrivedAtMs: number): readonly Breach[] => {
  if (jobs.has(job.id)) return [breach('unaccounted-job', job.id, 'came again before it ended')]
  jobs.set(job.id, { job, arrivedAtMs, openStays: [], stays: [], billedUsd: 0, billedLines: 0 })
  return []
}

/** Does something with a job that is there. */
const withJob = (
  { jobs }: Books,
  { jobId, kind }: { readonly jobId: string; readonly kind: string },
  use: (open: OpenJob) => readonly Breach[],
): readonly Breach[] => {
  const open = jobs.get(jobId)
  return open === undefined ? [breach('unaccounted-job', jobId, `${kind}, but is not there`)] : use(open)
}

const identityBreaches = (
  { job, arrivedAtMs }: OpenJob,
  outcome: JobOutcome,
  atMs: number,
): readonly Breach[] => [
  ...(outcome.confidentiality === job.confidentiality
    ? []
    : [breach('unaccounted-job', job.id, `came ${job.confidentiality}, ended ${outcome.confidentiality}`)]),
  ...(outcome.arrivedAtMs === arrivedAtMs && outcome.endedAtMs === atMs
    ? []
    : [
        breach(
          'time-went-back',
          job.id,
          `came at ${outcome.arrivedAtMs} ms, ended at ${outcome.endedAtMs} ms`,
        ),
      ]),
]

const takeEnd = (books: Books, outcome: JobOutcome, atMs: number): readonly Breach[] =>
  withJob(books, { jobId: outcome.jobId, kind: 'ended' }, (open) => {
    books.jobs.delete(outcome.jobId)
    return [
      ...identityBreaches(open, outcome, atMs),
      ...settleStays(books, open, outcome.stays),
      ...settleMoney(open, outcome),
    ]
  })

const takeEvent = (books: Books, event: SimulationEvent): readonly Breach[] => {
  switch (event.kind) {
    case 'arrived':
      return takeArrival(books, event.job, event.atMs)
    case 'decided':
    case 'queued':
    case 'interrupted':
      return withJob(books, event, () => [])
    case 'started':
      return withJob(books, event, (open) => beginStay(books, open, event))
    case 'left':
      return withJob(books, event, (open) => endStay(books, open, event))
    case 'billed':
      return withJob(books, { kind: 'billed', jobId: event.line.jobId }, (open) => takeLine(open, event))
    case 'ended':
      return takeEnd(books, event.outcome, event.atMs)
    case 'assumed':
    case 'violated':
      return []
  }
}

/** Watches that time goes on; equal times are in order. */
const createTimeCheck = () => {
  let lastMs = Number.NEGATIVE_INFINITY
  return {
    /** The time; the last one when it is no number, and 0 without any. */
    known: (atMs: number): number => [atMs, lastMs].find(Number.isFinite) ?? 0,
    take: (atMs: number): readonly Breach[] => {
      const isInOrder = Number.isFinite(atMs) && atMs >= lastMs
      const breaches = isInOrder ? [] : [breach('time-went-back', null, `${atMs} ms after ${lastMs} ms`)]
      if (Number.isFinite(atMs)) lastMs = atMs
      return breaches
    },
  }
}

/**
 * Makes an auditor: it knows nothing of how a simulation works, and judges what it tells.
 *
 * - `off-site`: a job that came as confidential is on a site that is not local, or its outcome says so.
 * - `used-twice`: hardware is given to a job while one has it; a machine is left that was not started so.
 * - `unaccounted-job`: a job comes again before it ended, never ends, ends while a machine is still its, or ends with another confidentiality or other stays than it had; something happens to a job that is not there.
 * - `unexplained-dollar`: a line does not multiply out (share 1e-9), is no money, stands in another unit than its item's, or pays for a machine that the job never had; a job's cost is not the sum of its lines, or not of what was billed.
 * - `time-went-back`: something is told before what came before it, or at another time than it says of itself.
 *
 * What ends at a moment must be told before what begins at it. Memory is for jobs that have not ended: an id that comes again later is a new job. `violated` events are let pass, so what it found can be told on.
 *
 * @see {@link createCollector} for what the same events come to.
 * @example
 * const auditor = createAuditor()
 * auditor.take({ kind: 'queued', atMs: 0, jobId: 'a', offerId: 'b' }).map(({ invariant }) => invariant) // => ['unaccounted-job']
 */
export const createAuditor = (): Auditor => {
  const books: Books = { jobs: new Map(), holders: new Map() }
  const time = createTimeCheck()
  const dated = (atMs: number, breaches: readonly Breach[]): readonly Violation[] =>
    breaches.map(({ invariant, jobId, detail }) => ({ invariant, atMs, jobId, detail }))
  return {
    take: (event) => {
      if (event.kind === 'violated') return []
      const breaches = [...time.take(event.atMs), ...takeEvent(books, event)]
      return breaches.length === 0 ? [] : dated(time.known(event.atMs), breaches)
    },
    finish: (atMs) => [
      ...dated(time.known(atMs), time.take(atMs)),
      ...dated(
        time.known(atMs),
        [...books.jobs.keys()].map((jobId) => breach('unaccounted-job', jobId, 'came and never ended')),
      ),
    ],
  }
}
