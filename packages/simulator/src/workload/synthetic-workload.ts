import { checkOptions, type InvalidOptions, type Job } from '@aima/gpu-core'
import type { Result } from 'neverthrow'
import { z } from 'zod'
import { createRandom, type Random } from '../random.ts'
import { DayProfile, prepareProfile } from './day-profile.ts'
import { JobClass, prepareClass } from './job-class.ts'
import { repeatable } from './repeatable.ts'
import { drawIndex } from './shares.ts'
import type { Arrival, Workload } from './workload.ts'

/** When jobs come, and how many. `days`, `jobs` or both must be given: what is reached first ends the workload. */
export interface ArrivalOptions {
  /** Seed of all luck (a whole number). Default 1. */
  readonly seed?: number | undefined
  /** From when on jobs come (ms since 1970-01-01 UTC). */
  readonly startMs: number
  /** For how many days of 24 h (above 0). */
  readonly days?: number | undefined
  /** How many jobs (0 or more). */
  readonly jobs?: number | undefined
  /** How many jobs come in an hour, in the mean over a week (1/h, above 0). */
  readonly jobsPerHour: number
  /** How hours and days differ. Default: not at all. */
  readonly dayProfile?: DayProfile | undefined
  /** Beginning of all ids (at most 200 characters). Default none. */
  readonly idPrefix?: string | undefined
}

/** What jobs come, and when. */
export interface SyntheticOptions extends ArrivalOptions {
  /** Kinds of jobs, one or more of them with a weight above 0. */
  readonly classes: readonly JobClass[]
}

const hasEnd = ({ days, jobs }: SyntheticOptions): boolean => days !== undefined || jobs !== undefined

const SyntheticOptions: z.ZodType<SyntheticOptions> = z
  .strictObject({
    seed: z.int().optional(),
    startMs: z.number().min(-8.64e15).max(8.64e15),
    days: z.number().positive().optional(),
    jobs: z.int().min(0).optional(),
    jobsPerHour: z.number().positive().max(1e9),
    dayProfile: DayProfile.optional(),
    idPrefix: z.string().max(200).optional(),
    classes: z.array(JobClass).refine((all) => all.some(({ weight }) => weight > 0), {
      message: 'expected a class with a weight above 0',
    }),
  })
  .refine(hasEnd, { message: 'expected days or jobs', path: ['days'] })

const hourMs = 3_600_000

/** Moments of a Poisson process whose rate follows the profile: of one at the highest rate each is kept with its hour's share of the peak. */
function* moments(options: SyntheticOptions, seed: number): Generator<number, void> {
  const { startMs, days = Number.POSITIVE_INFINITY, jobsPerHour, dayProfile } = options
  const { peak, factorAt } = prepareProfile(dayProfile)
  const clock = createRandom(seed, 'arrivals')
  const thinning = createRandom(seed, 'thinning')
  for (let hours = 0; ; ) {
    hours += clock.exponential(jobsPerHour * peak)
    if (hours >= days * 24) return
    const atMs = Math.round(startMs + hours * hourMs)
    if (thinning.uniform() * peak < factorAt(atMs)) yield atMs
  }
}

/** Jobs of the classes by their place; those of one name are numbered through. */
const prepareClasses = ({ classes, idPrefix = '' }: SyntheticOptions, seed: number) => {
  const made = new Map<string, number>()
  const makers = classes.map((jobClass, index) => {
    const { workload } = jobClass
    const namesakes = classes.slice(0, index).filter((other) => other.workload === workload).length
    return prepareClass(jobClass, { seed, purpose: `class ${namesakes} ${workload}` })
  })
  return (index: number): Job | undefined => {
    const workload = classes[index]?.workload ?? ''
    const number = (made.get(workload) ?? 0) + 1
    made.set(workload, number)
    return makers[index]?.(`${idPrefix}${workload}-${number}`)
  }
}

function* generate(options: SyntheticOptions): Generator<Arrival, void> {
  const { seed = 1, classes, jobs = Number.POSITIVE_INFINITY } = options
  const choice: Random = createRandom(seed, 'classes')
  const weights = classes.map(({ weight }) => weight)
  const nextJob = prepareClasses(options, seed)
  let count = 0
  if (jobs === 0) return
  for (const atMs of moments(options, seed)) {
    const job = nextJob(drawIndex(weights, choice))
    if (job !== undefined) yield { atMs, job }
    count += 1
    if (count >= jobs) return
  }
}

/**
 * Makes jobs that come at random (a Poisson process), of classes that are drawn by weight. Memory stays the same for any length.
 *
 * The same options give the same jobs. Moments, classes and each term of each class have luck of their own: another weight changes
 * which class comes when, but not the n-th job of a class, and no moment.
 *
 * @param options - What jobs come, and when.
 * @returns The workload, or `invalid-options` with path and expectation of each fault.
 * @see {@link mediaAnalysis} for classes that are ready to use.
 * @example
 * const audio = { workload: 'audio', weight: 1, confidentiality: { internal: 1 }, refHours: { kind: 'exponential', mean: 0.5 }, template: {} }
 * const workload = syntheticWorkload({ startMs: 0, jobs: 2, jobsPerHour: 4, classes: [audio] })._unsafeUnwrap()
 * Array.from(workload, ({ job }) => job.id) // => ['audio-1', 'audio-2']
 * @example
 * syntheticWorkload({ startMs: 0, jobsPerHour: 4, jobs: 1, classes: [] })._unsafeUnwrapErr().issues // => ['classes: expected a class with a weight above 0']
 */
export const syntheticWorkload = (options: SyntheticOptions): Result<Workload, InvalidOptions> =>
  checkOptions(SyntheticOptions, options).map((checked) => repeatable(() => generate(checked)))
