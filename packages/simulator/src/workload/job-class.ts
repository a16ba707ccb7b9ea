import { type Job, parseJob } from '@aima/gpu-core'
import { z } from 'zod'
import { createRandom } from '../random.ts'
import { type DrawnTerms, drawnFields, type JobTemplate, prepareDraws } from './drawn-terms.ts'
import { drawFrom, Spread } from './spread.ts'

/** A kind of job that comes again and again. */
export interface JobClass extends DrawnTerms {
  /** How often it comes, in proportion to the other classes (0 or more). */
  readonly weight: number
  /** Its name, which becomes the `workload` of its jobs and the beginning of their ids. */
  readonly workload: string
  /** Hours of work on the reference device (h). Never less than 1 ms is drawn. */
  readonly refHours: Spread
  /** What is the same for all its jobs: needs, reference GPU, checkpoints, lines and so on. */
  readonly template: Omit<JobTemplate, 'workload'>
}

const Template = z.custom<JobClass['template']>().superRefine((template, context) => {
  const read = parseJob({ ...template, id: 'probe', confidentiality: 'public' })
  if (read.isOk()) return
  for (const { path, expected } of read.error.issues)
    context.addIssue({ code: 'custom', path: path === '' ? [] : [path], message: expected })
})

/** Schema of {@link JobClass}. */
export const JobClass: z.ZodType<JobClass> = z.strictObject({
  ...drawnFields,
  weight: z.number().min(0).max(1e9),
  workload: z.string().min(1).max(256),
  refHours: Spread,
  template: Template,
})

const leastHours = 1 / 3_600_000

/**
 * Prepares the jobs of a class.
 *
 * @param jobClass - The class.
 * @param luck - Seed, and a name that no other class of the seed has.
 * @returns Makes the class's next job, which has this id. The n-th is the same whatever other classes there are.
 * @example
 * const video = { workload: 'video', weight: 1, confidentiality: { public: 1 }, refHours: { kind: 'fixed', value: 2 }, template: {} }
 * prepareClass(video, { seed: 1, purpose: 'video' })('video-1').run // => { refHours: 2 }
 */
export const prepareClass = (
  jobClass: JobClass,
  luck: { readonly seed: number; readonly purpose: string },
): ((id: string) => Job) => {
  const template = { ...jobClass.template, workload: jobClass.workload }
  const hoursLuck = createRandom(luck.seed, `${luck.purpose} hours`)
  const draw = prepareDraws(jobClass, luck)
  return (id) =>
    draw({ id, refHours: Math.max(leastHours, drawFrom(jobClass.refHours, hoursLuck)), template })
}
