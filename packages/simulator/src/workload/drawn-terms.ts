import type { Confidentiality, Job, Urgency } from '@aima/gpu-core'
import { z } from 'zod'
import { createRandom } from '../random.ts'
import { drawName, type Shares, sharesOf } from './shares.ts'
import { drawFrom, Spread } from './spread.ts'

/** When a job is due: `timesWork` times its hours of work, plus `plusHours`, after its arrival. */
export interface DeadlineRule {
  /** How many times the work (0 or more). */
  readonly timesWork: number
  /** Hours on top (0 or more). */
  readonly plusHours: number
}

/** What differs from job to job beside the hours of work. */
export interface DrawnTerms {
  /** How many jobs are how sensitive. */
  readonly confidentiality: Shares<Confidentiality>
  /** How many jobs are how urgent. Default: all `normal`. */
  readonly urgency?: Shares<Urgency> | undefined
  /** Input (GB). Default: none. */
  readonly inputGB?: Spread | undefined
  /** Output as a share of the input (0 or more). Default 0. */
  readonly outputShare?: number | undefined
  /** When jobs are due. Default: never. */
  readonly deadline?: DeadlineRule | undefined
}

/** What is the same for all jobs of a class, as core has it; hours of work, input and output are put in. */
export type JobTemplate = Omit<Job, 'id' | 'confidentiality' | 'urgency' | 'deadlineHours'>

/** What is certain of a job before anything is drawn. */
export interface CertainTerms {
  /** Its id. */
  readonly id: string
  /** Hours of work on the reference device (above 0). */
  readonly refHours: number
  /** What is the same for all. */
  readonly template: JobTemplate
}

const levels: readonly Confidentiality[] = ['public', 'internal', 'confidential']

const urgencies: readonly Urgency[] = ['low', 'normal', 'high']

const DeadlineRule: z.ZodType<DeadlineRule> = z
  .strictObject({ timesWork: z.number().min(0).max(1e6), plusHours: z.number().min(0).max(1e6) })
  .refine(({ timesWork, plusHours }) => timesWork + plusHours > 0, 'expected a deadline after the arrival')

/**
 * Fields of the schema of {@link DrawnTerms}.
 *
 * @example
 * drawnFields.outputShare.safeParse(-1).success // => false
 */
export const drawnFields = {
  confidentiality: sharesOf(levels),
  urgency: sharesOf(urgencies).optional(),
  inputGB: Spread.optional(),
  outputShare: z.number().min(0).max(1e6).optional(),
  deadline: DeadlineRule.optional(),
}

const dueAfter = ({ timesWork, plusHours }: DeadlineRule, refHours: number): number =>
  timesWork * refHours + plusHours

/**
 * Prepares the drawing of jobs. Each kind of luck has a source of its own, so that a change of one term moves no other.
 *
 * @param terms - What is drawn.
 * @param luck - Seed, and a name that no other jobs of the seed share.
 * @returns Makes the next job of what is certain of it.
 * @example
 * const draw = prepareDraws({ confidentiality: { public: 1 }, inputGB: { kind: 'fixed', value: 8 } }, { seed: 1, purpose: 'video' })
 * draw({ id: 'a', refHours: 2, template: {} }).data // => { inputGB: 8, outputGB: 0 }
 */
export const prepareDraws = (
  terms: DrawnTerms,
  luck: { readonly seed: number; readonly purpose: string },
): ((certain: CertainTerms) => Job) => {
  const { confidentiality, urgency, inputGB, outputShare = 0, deadline } = terms
  const sourceFor = (what: string) => createRandom(luck.seed, `${luck.purpose} ${what}`)
  const levelLuck = sourceFor('confidentiality')
  const urgencyLuck = sourceFor('urgency')
  const inputLuck = sourceFor('input')
  return ({ id, refHours, template }) => {
    const input = inputGB === undefined ? 0 : drawFrom(inputGB, inputLuck)
    return {
      ...template,
      id,
      confidentiality: drawName(levels, confidentiality, levelLuck) ?? 'confidential',
      urgency: urgency === undefined ? undefined : drawName(urgencies, urgency, urgencyLuck),
      run: { ...template.run, refHours },
      data: { ...template.data, inputGB: input, outputGB: input * outputShare },
      deadlineHours: deadline === undefined ? undefined : dueAfter(deadline, refHours),
    }
  }
}
