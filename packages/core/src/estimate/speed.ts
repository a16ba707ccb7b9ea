import type { Assumption } from '../assumption.ts'
import type { Defaults } from '../defaults.ts'
import { findGpuModel, type GpuModel } from '../gpu-models/index.ts'
import type { Job } from '../job.ts'
import type { Offer } from '../offer.ts'
import type { JobRun, LimitingFactor } from '../run.ts'

/** Where a relative speed comes from, from best to least. */
export type SpeedBasis = 'job-hours' | 'job-throughput' | 'offer-benchmark' | 'gpu-table' | 'assumed'

/** Throughput of an offer relative to the job's reference device. */
export interface Speed {
  /** Factor (above 0); 2 is twice as fast. */
  readonly speed: number
  /** Where it comes from. */
  readonly basis: SpeedBasis
}

/** The relative speeds of one job: what it is measured against, what was assumed for that, and the speed of each offer. */
export interface SpeedTable {
  /** Hours of work on the reference device (h). */
  readonly refHours: number
  /** What had to be assumed about the job. */
  readonly assumptions: readonly Assumption[]
  /** Speed of an offer; undefined when nothing tells it. */
  readonly speedOf: (offer: Offer) => Speed | undefined
  /** Whether the speed of one GPU was scaled to the number of GPUs in use. */
  readonly scales: (offer: Offer) => boolean
}

/** The figure of the GPU table that limits a job; undefined when the table has none for this model. */
export const limitingFigure = (model: GpuModel, limitedBy: LimitingFactor): number | undefined => {
  switch (limitedBy) {
    case 'memory-bandwidth':
      return model.memoryBandwidthGBps
    case 'fp32':
      return model.fp32Tflops
    case 'tf32':
      return model.tf32Tflops
    case 'bf16':
      return model.bf16Tflops
    case 'fp16':
      return model.fp16Tflops
    case 'fp8':
      return model.fp8Tflops
  }
}

/** Own entries of a table of figures by model, under a prototype that has none. */
const figuresOf = (table: Readonly<Record<string, number>> | undefined): ReadonlyMap<string, number> =>
  new Map(Object.entries(table ?? {}))

/** The entry of a table against which the others are measured: the stated reference, else the first name. */
const referenceOf = (figures: ReadonlyMap<string, number>, stated: string | undefined): string | undefined =>
  stated !== undefined && figures.has(stated) ? stated : [...figures.keys()].sort()[0]

/** What one job's speeds are measured against. */
interface Yardstick {
  readonly refHours: number
  readonly referenceGpu: string
  readonly limitedBy: LimitingFactor
  readonly hours: ReadonlyMap<string, number>
  readonly throughput: ReadonlyMap<string, number>
  readonly isRunTimeKnown: boolean
  readonly assumptions: readonly Assumption[]
}

const yardstickOf = (run: JobRun, defaults: Defaults): Yardstick => {
  const hours = figuresOf(run.hoursByGpu)
  const throughput = figuresOf(run.throughputByGpu)
  const measured = referenceOf(hours.size > 0 ? hours : throughput, run.referenceGpu)
  const refHours = run.refHours ?? (measured === undefined ? undefined : hours.get(measured))
  const assumptions: Assumption[] = []
  if (refHours === undefined)
    assumptions.push({
      name: 'refHours',
      value: 1,
      unit: 'h',
      basis: 'the job states no run time: all figures are for one hour of work',
    })
  const referenceGpu = run.referenceGpu ?? measured ?? defaults.referenceGpu
  if (run.referenceGpu === undefined && measured === undefined)
    assumptions.push({ name: 'referenceGpu', value: referenceGpu, unit: '', basis: 'default' })
  if (run.limitedBy === undefined)
    assumptions.push({
      name: 'limitedBy',
      value: 'memory-bandwidth',
      unit: '',
      basis: 'default; used where no measured figure is given',
    })
  return {
    refHours: refHours ?? 1,
    referenceGpu,
    limitedBy: run.limitedBy ?? 'memory-bandwidth',
    hours,
    throughput,
    isRunTimeKnown: refHours !== undefined,
    assumptions,
  }
}

const ratio = (figure: number | undefined, reference: number | undefined): number | undefined =>
  figure === undefined || reference === undefined ? undefined : figure / reference

/** Prepares the speed of one whole GPU of a model, from the job's own figures or from the table. */
const prepareModelSpeed = (yardstick: Yardstick): ((model: string) => Speed | undefined) => {
  const { refHours, referenceGpu, limitedBy, hours, throughput } = yardstick
  const reference = findGpuModel(referenceGpu)
  const referenceFigure = reference === undefined ? undefined : limitingFigure(reference, limitedBy)
  const known = new Map<string, Speed | undefined>()
  const measure = (name: string): Speed | undefined => {
    const measuredHours = hours.get(name)
    if (measuredHours !== undefined) return { speed: refHours / measuredHours, basis: 'job-hours' }
    const measured = ratio(throughput.get(name), throughput.get(referenceGpu))
    if (measured !== undefined) return { speed: measured, basis: 'job-throughput' }
    const model = findGpuModel(name)
    const tabled = model === undefined ? undefined : ratio(limitingFigure(model, limitedBy), referenceFigure)
    if (tabled !== undefined) return { speed: tabled, basis: 'gpu-table' }
    return name === referenceGpu ? { speed: 1, basis: 'job-hours' } : undefined
  }
  return (name) => {
    const before = known.get(name)
    if (before !== undefined || known.has(name)) return before
    const measured = measure(name)
    known.set(name, measured)
    return measured
  }
}

/**
 * Prepares the relative speeds of one job.
 *
 * The order of trust: hours or throughput that the job was measured with, a benchmark that the offer carries, the GPU table by what limits the job. A
 * share of a GPU has that share of the table's speed; n GPUs have the speed of one times n^exponent (cost model, section 2).
 *
 * @param job - The job.
 * @param defaults - Reference GPU and scaling exponent, where the job does not state them.
 */
export const prepareSpeed = (job: Job, defaults: Defaults): SpeedTable => {
  const run = job.run ?? {}
  const yardstick = yardstickOf(run, defaults)
  const modelSpeed = prepareModelSpeed(yardstick)
  const usable = job.needs?.usableGpuCount ?? job.needs?.gpuCount ?? 1
  const referenceCount = run.referenceGpuCount ?? 1

  const oneGpu = (offer: Offer): Speed | undefined => {
    const { model, fraction, name } = offer.gpu
    const known = modelSpeed(model ?? name)
    if (known !== undefined && known.basis !== 'gpu-table') return known
    const score = run.benchmark === undefined ? undefined : offer.benchmarks?.[run.benchmark.name]
    if (score !== undefined && run.benchmark !== undefined)
      return { speed: score / run.benchmark.referenceScore, basis: 'offer-benchmark' }
    if (known !== undefined && fraction !== undefined) return { ...known, speed: known.speed * fraction }
    return known ?? (yardstick.isRunTimeKnown ? undefined : { speed: 1, basis: 'assumed' })
  }

  const scaleOf = (offer: Offer): number => Math.min(offer.gpuCount, usable) / referenceCount
  const speedOf = (offer: Offer): Speed | undefined => {
    const one = oneGpu(offer)
    const scale = scaleOf(offer)
    if (one === undefined || scale === 1) return one
    return { speed: one.speed * scale ** defaults.gpuScalingExponent, basis: one.basis }
  }
  const scales = (offer: Offer): boolean => scaleOf(offer) !== 1
  return { refHours: yardstick.refHours, assumptions: yardstick.assumptions, speedOf, scales }
}
