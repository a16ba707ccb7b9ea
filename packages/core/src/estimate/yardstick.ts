import type { Assumption } from '../assumption.ts'
import type { Defaults } from '../defaults.ts'
import type { JobRun, LimitingFactor } from '../run.ts'

/** A GPU whose speed on the job is known, so that the speeds of others follow from measured throughputs or the GPU table. */
interface Anchor {
  /** Its model. */
  readonly gpu: string
  /** Speed of one of it, relative to the reference device. */
  readonly speed: number
}

/** What one job's speeds are measured against. */
export interface Yardstick {
  /** Hours of work on the reference device (h). */
  readonly refHours: number
  /** Whether they are known; else all figures are for one hour of work. */
  readonly isRunTimeKnown: boolean
  /** How many GPUs the reference device has. */
  readonly deviceCount: number
  /** Speed of the reference device relative to one of its GPUs. */
  readonly deviceSpeed: number
  /** From where the GPU table starts. */
  readonly anchor: Anchor
  /** Which figure of the GPU table limits the job. */
  readonly limitedBy: LimitingFactor
  /** Measured hours on one GPU, by model. */
  readonly hours: ReadonlyMap<string, number>
  /** Measured throughput of one GPU, by model. */
  readonly throughput: ReadonlyMap<string, number>
  /** What had to be assumed about the job. */
  readonly assumptions: readonly Assumption[]
}

/** Entries of a table of figures by model, under no prototype. */
const figuresOf = (table: Readonly<Record<string, number>> | undefined): ReadonlyMap<string, number> =>
  new Map(Object.entries(table ?? {}))

const firstName = (figures: ReadonlyMap<string, number>): string | undefined => [...figures.keys()].sort()[0]

/** The measured GPU that the job's hours speak of: the stated reference, else the one that took as long. */
const measuredReference = (
  hours: ReadonlyMap<string, number>,
  stated: string | undefined,
  refHours: number | undefined,
): string | undefined => {
  if (stated !== undefined && hours.has(stated)) return stated
  return [...hours].find(([, measured]) => measured === refHours)?.[0]
}

/** What is known of the reference device before anything is assumed. */
interface Reference {
  /** A GPU that somebody named; undefined: nobody did. */
  readonly gpu: string | undefined
  /** Its measured hours; undefined: it is the reference device's GPU. */
  readonly hours: number | undefined
}

const referenceOf = (
  run: JobRun,
  hours: ReadonlyMap<string, number>,
  refHours: number | undefined,
): Reference => {
  const measured = measuredReference(hours, run.referenceGpu, refHours)
  if (measured !== undefined) return { gpu: measured, hours: hours.get(measured) }
  if (refHours !== undefined && run.referenceGpu !== undefined)
    return { gpu: run.referenceGpu, hours: undefined }
  const first = refHours === undefined ? firstName(hours) : undefined
  return first === undefined
    ? { gpu: run.referenceGpu, hours: undefined }
    : { gpu: first, hours: hours.get(first) }
}

const assumed = (
  run: JobRun,
  reference: Reference,
  gpu: string,
  isRunTimeKnown: boolean,
): readonly Assumption[] => [
  ...(isRunTimeKnown
    ? []
    : [
        {
          name: 'refHours',
          value: 1,
          unit: 'h',
          basis: 'the job states no run time: all figures are for one hour of work',
        },
      ]),
  ...(reference.gpu === undefined
    ? [{ name: 'referenceGpu', value: gpu, unit: '', basis: 'default, or the first measured GPU by name' }]
    : []),
  ...(run.limitedBy === undefined
    ? [
        {
          name: 'limitedBy',
          value: 'memory-bandwidth',
          unit: '',
          basis: 'default; used where no measured figure is given',
        },
      ]
    : []),
]

/**
 * Works out what a job's speeds are measured against.
 *
 * Hours that were measured GPU by GPU count before the hours on the reference device, and stand for themselves where the job states no others.
 *
 * @param run - How long the job takes, and where that was measured.
 * @param defaults - Reference GPU and scaling exponent, where the job does not state them.
 */
export const yardstickOf = (run: JobRun, defaults: Defaults): Yardstick => {
  const hours = figuresOf(run.hoursByGpu)
  const throughput = figuresOf(run.throughputByGpu)
  const stated = run.refHours
  const reference = referenceOf(run, hours, stated)
  const refHours = stated ?? reference.hours
  const gpu = reference.gpu ?? firstName(hours) ?? firstName(throughput) ?? defaults.referenceGpu
  const deviceCount = stated === undefined && reference.hours !== undefined ? 1 : (run.referenceGpuCount ?? 1)
  const deviceSpeed = deviceCount ** defaults.gpuScalingExponent
  const anchorHours = reference.hours ?? hours.get(gpu)
  const anchorSpeed =
    anchorHours === undefined || refHours === 0 ? 1 / deviceSpeed : (refHours ?? 1) / anchorHours
  return {
    refHours: refHours ?? 1,
    isRunTimeKnown: refHours !== undefined,
    deviceCount,
    deviceSpeed,
    anchor: { gpu, speed: anchorSpeed },
    limitedBy: run.limitedBy ?? 'memory-bandwidth',
    hours,
    throughput,
    assumptions: assumed(run, reference, gpu, refHours !== undefined),
  }
}
