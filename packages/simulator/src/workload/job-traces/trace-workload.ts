import { type Assumption, checkOptions, type InvalidOptions, type Needs, parseJob } from '@aima/gpu-core'
import { err, ok, type Result } from 'neverthrow'
import { type JobTemplate, prepareDraws } from '../drawn-terms.ts'
import { repeatable } from '../repeatable.ts'
import type { Workload } from '../workload.ts'
import { assumedTerms, type TraceDefaults, TraceTerms } from './trace-terms.ts'
import { uniqueIds } from './unique-ids.ts'

/** A job as a trace tells it. */
export interface TracedJob {
  /** Its name; absent: it has none, and is numbered. */
  readonly name?: string | undefined
  /** When it came (ms since 1970-01-01 UTC). */
  readonly atMs: number
  /** How long it ran (h). */
  readonly hours: number
  /** On how many GPUs. */
  readonly gpus: number
  /** Share of the memory of each GPU that it may use (above 0, at most 1). Default 1. */
  readonly gpuShare?: number | undefined
  /** What else the trace says that it needs. */
  readonly needs?: Needs | undefined
  /** Labels of the job. */
  readonly labels?: Readonly<Record<string, string>> | undefined
}

/** Jobs of a trace that are no jobs for a GPU scheduler. */
export interface LeftOut {
  /** Jobs without a GPU. */
  readonly withoutGpu: number
  /** Jobs that never ran, or for no time. */
  readonly withoutDuration: number
  /** Jobs with more GPUs than the caller's most. */
  readonly tooManyGpus: number
}

/** A trace of jobs as a workload. */
export interface TraceWorkload {
  /** The jobs in the order of their moments. */
  readonly workload: Workload
  /** How many there are. */
  readonly jobs: number
  /** How many rows of the trace are not among them, by the first reason. */
  readonly leftOut: LeftOut
  /** What was filled in. */
  readonly assumptions: readonly Assumption[]
}

type Fate = 'kept' | keyof LeftOut

const fateOf = ({ gpus, hours }: TracedJob, mostGpus: number): Fate => {
  if (!(gpus >= 1)) return 'withoutGpu'
  if (!(hours > 0)) return 'withoutDuration'
  return gpus > mostGpus ? 'tooManyGpus' : 'kept'
}

const sift = (traced: readonly TracedJob[], { mostGpus = Number.POSITIVE_INFINITY }: TraceTerms) => {
  const leftOut = { withoutGpu: 0, withoutDuration: 0, tooManyGpus: 0 }
  const kept: TracedJob[] = []
  for (const job of traced) {
    const fate = fateOf(job, mostGpus)
    if (fate === 'kept') kept.push(job)
    else leftOut[fate] += 1
  }
  return { kept: kept.sort((one, other) => one.atMs - other.atMs), leftOut }
}

/** Makes the part of a job that only terms and trace decide. */
const prepareTemplate = (terms: TraceTerms, defaults: TraceDefaults) => {
  const { workload = defaults.workload, referenceGpu = defaults.referenceGpu } = terms
  const { vramGiB = defaults.vramGiB, checkpoint, data } = terms
  return ({ gpus, gpuShare = 1, needs, labels }: TracedJob): JobTemplate => ({
    workload,
    labels,
    needs: { vramGiB: vramGiB * gpuShare, ...needs, gpuCount: gpus },
    run: { referenceGpu, referenceGpuCount: gpus, checkpoint },
    data,
  })
}

/** Terms go into all jobs alike, so that one job shows whether core takes them. */
const checkTerms = (terms: TraceTerms, defaults: TraceDefaults): Result<TraceTerms, InvalidOptions> =>
  checkOptions(TraceTerms, terms).andThen((checked) => {
    const probe = prepareTemplate(checked, defaults)({ atMs: 0, hours: 1, gpus: 1 })
    const read = parseJob({ ...probe, id: 'probe', confidentiality: 'public' })
    if (read.isOk()) return ok<TraceTerms, InvalidOptions>(checked)
    const issues = read.error.issues.map(({ path, expected }) => `${path}: ${expected}`)
    return err<TraceTerms, InvalidOptions>({ kind: 'invalid-options', issues })
  })

/** What a reader knows of its trace. */
export interface TraceKnowledge {
  /** What the caller says. */
  readonly terms: TraceTerms
  /** What stands in for what he does not say. */
  readonly defaults: TraceDefaults
  /** What the reader had to assume beside that. */
  readonly assumptions: readonly Assumption[]
}

/**
 * Makes a workload of the jobs of a trace: puts them in order, leaves out what is no job, makes ids unique, and draws what the trace
 * does not say.
 *
 * @param traced - The jobs, in any order.
 * @param knowledge - Terms, their defaults, and what else was assumed.
 * @returns The workload, or `invalid-options`.
 * @example
 * const defaults = { idPrefix: 'lab-', workload: 'training', referenceGpu: 'T4', vramGiB: 16 }
 * const made = traceWorkload([{ atMs: 0, hours: 2, gpus: 1 }, { atMs: 0, hours: 2, gpus: 0 }], { terms: {}, defaults, assumptions: [] })
 * made.map(({ jobs, leftOut }) => [jobs, leftOut.withoutGpu])._unsafeUnwrap() // => [1, 1]
 */
export const traceWorkload = (
  traced: readonly TracedJob[],
  { terms, defaults, assumptions }: TraceKnowledge,
): Result<TraceWorkload, InvalidOptions> =>
  checkTerms(terms, defaults).map((checked) => {
    const { kept, leftOut } = sift(traced, checked)
    const { seed = 1, idPrefix = defaults.idPrefix, confidentiality = { internal: 1 } } = checked
    const ids = uniqueIds(kept.map(({ name }, index) => `${idPrefix}${name ?? index + 1}`))
    const templateOf = prepareTemplate(checked, defaults)
    const workload = repeatable(function* () {
      const draw = prepareDraws({ ...checked, confidentiality }, { seed, purpose: idPrefix })
      for (const [index, job] of kept.entries()) {
        const id = ids[index] ?? ''
        yield { atMs: job.atMs, job: draw({ id, refHours: job.hours, template: templateOf(job) }) }
      }
    })
    const all = [...assumedTerms(checked, defaults), ...assumptions]
    return { workload, jobs: kept.length, leftOut, assumptions: all }
  })
