import type { JobOutcome, SimulationResult, Stay } from '@aima/gpu-simulator'

/** A stretch of time. */
export interface Span {
  /** Begin (ms since 1970-01-01 UTC). */
  readonly fromMs: number
  /** End (ms since 1970-01-01 UTC). */
  readonly untilMs: number
}

/** A job's time on one machine, with what a timeline tells of the job. */
export interface JobStay
  extends Pick<Stay, 'fromMs' | 'untilMs' | 'provider' | 'site' | 'hardware' | 'offerId' | 'end'> {
  /** The job. */
  readonly jobId: string
  /** How sensitive it is. */
  readonly confidentiality: JobOutcome['confidentiality']
  /** Its class of work; null: none. */
  readonly workload: string | null
}

/**
 * Lists all stays of all jobs, in the order in which they begin.
 *
 * @param result - A simulation.
 * @example
 * staysOf({ jobs: [] }) // => []
 */
export const staysOf = ({ jobs }: Pick<SimulationResult, 'jobs'>): readonly JobStay[] =>
  jobs
    .flatMap(({ jobId, confidentiality, workload, stays }) =>
      stays.map(({ fromMs, untilMs, provider, site, hardware, offerId, end }) => ({
        ...{ jobId, confidentiality, workload },
        ...{ fromMs, untilMs, provider, site, hardware, offerId, end },
      })),
    )
    .sort((one, other) => one.fromMs - other.fromMs || (one.jobId < other.jobId ? -1 : 1))

/**
 * Tells whether a stay is within a stretch of time, at least in part.
 *
 * @param stay - The stay.
 * @param span - The stretch.
 * @example
 * isWithin({ fromMs: 0, untilMs: 2 }, { fromMs: 1, untilMs: 5 }) // => true
 */
export const isWithin = (stay: Span, span: Span): boolean =>
  stay.fromMs < span.untilMs && stay.untilMs > span.fromMs
