import type { Assumption, Checkpoint, DataVolumes } from '@aima/gpu-core'
import { z } from 'zod'
import { type DrawnTerms, drawnFields } from '../drawn-terms.ts'

/** What a trace of jobs does not say. Each default that is used is among the assumptions of the result. */
export interface TraceTerms extends Omit<DrawnTerms, 'confidentiality'> {
  /** How many jobs are how sensitive. Default: all `internal`. */
  readonly confidentiality?: DrawnTerms['confidentiality'] | undefined
  /** Seed of what is drawn (a whole number). Default 1. */
  readonly seed?: number | undefined
  /** Beginning of all ids (at most 200 characters). Default: the name of the trace and `-`. */
  readonly idPrefix?: string | undefined
  /** Class of work of all jobs. Default: as the trace's reader says. */
  readonly workload?: string | undefined
  /** GPU on which the trace's durations count, by canonical name. Default: as the trace's reader says. */
  readonly referenceGpu?: string | undefined
  /** Least memory of each GPU (GiB, above 0). Default: as the trace's reader says. */
  readonly vramGiB?: number | undefined
  /** How jobs save their state. Default: not at all. */
  readonly checkpoint?: Checkpoint | undefined
  /** Lines of the house, and size of the image. Default: what the policy assumes, and no image. */
  readonly data?: Omit<DataVolumes, 'inputGB' | 'outputGB'> | undefined
  /** Jobs with more GPUs are left out (1 or more), because no machine is that large. Default: none is. */
  readonly mostGpus?: number | undefined
}

/** Terms that a reader fills in. */
export interface TraceDefaults {
  /** Beginning of all ids. */
  readonly idPrefix: string
  /** Class of work of all jobs. */
  readonly workload: string
  /** GPU on which durations count. */
  readonly referenceGpu: string
  /** Least memory of each GPU (GiB). */
  readonly vramGiB: number
}

/**
 * Schema of {@link TraceTerms}. What it passes to core (`referenceGpu`, `checkpoint`, `data`) is checked with the jobs.
 *
 * @example
 * TraceTerms.safeParse({ mostGpus: 0 }).success // => false
 */
export const TraceTerms: z.ZodType<TraceTerms> = z.strictObject({
  ...drawnFields,
  confidentiality: drawnFields.confidentiality.optional(),
  seed: z.int().optional(),
  idPrefix: z.string().max(200).optional(),
  workload: z.string().min(1).max(256).optional(),
  referenceGpu: z.string().min(1).max(256).optional(),
  vramGiB: z.number().positive().optional(),
  checkpoint: z.custom<Checkpoint>().optional(),
  data: z.custom<NonNullable<TraceTerms['data']>>().optional(),
  mostGpus: z.int().min(1).optional(),
})

const because = 'the trace does not say it'

/**
 * Lists the defaults that stand in for what neither trace nor caller says.
 *
 * @param terms - What the caller says.
 * @param defaults - What the reader fills in.
 * @example
 * const defaults = { idPrefix: 'a-', workload: 'training', referenceGpu: 'T4', vramGiB: 16 }
 * assumedTerms({ referenceGpu: 'A10', confidentiality: { public: 1 } }, defaults).map(({ name }) => name) // => ['vramGiB', 'inputGB', 'outputGB']
 */
export const assumedTerms = (terms: TraceTerms, defaults: TraceDefaults): readonly Assumption[] => {
  const { referenceGpu, vramGiB, confidentiality, inputGB, outputShare } = terms
  const assumed: readonly (readonly [isStated: boolean, Assumption])[] = [
    [
      referenceGpu !== undefined,
      { name: 'referenceGpu', value: defaults.referenceGpu, unit: '', basis: because },
    ],
    [vramGiB !== undefined, { name: 'vramGiB', value: defaults.vramGiB, unit: 'GiB', basis: because }],
    [confidentiality !== undefined, { name: 'confidentiality', value: 'internal', unit: '', basis: because }],
    [inputGB !== undefined, { name: 'inputGB', value: 0, unit: 'GB', basis: because }],
    [outputShare !== undefined, { name: 'outputGB', value: 0, unit: 'GB', basis: because }],
  ]
  return assumed.filter(([isStated]) => !isStated).map(([, assumption]) => assumption)
}
