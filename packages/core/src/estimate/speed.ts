import type { Assumption } from '../assumption.ts'
import type { Defaults } from '../defaults.ts'
import { findGpuModel, type GpuModel } from '../gpu-models/index.ts'
import type { Job } from '../job.ts'
import type { Offer } from '../offer.ts'
import type { LimitingFactor } from '../run.ts'
import { type Yardstick, yardstickOf } from './yardstick.ts'

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

const ratio = (figure: number | undefined, reference: number | undefined): number | undefined =>
  figure === undefined || reference === undefined ? undefined : figure / reference

/** Speed of one whole GPU of a model, from the job's own figures or from the table. */
const measure = (name: string, yardstick: Yardstick): Speed | undefined => {
  const { refHours, anchor, limitedBy, hours, throughput } = yardstick
  const measuredHours = hours.get(name)
  // Without work every speed gives the same time, but a speed of 0 gives none.
  if (measuredHours !== undefined)
    return { speed: refHours === 0 ? 1 : refHours / measuredHours, basis: 'job-hours' }
  const measured = ratio(throughput.get(name), throughput.get(anchor.gpu))
  if (measured !== undefined) return { speed: anchor.speed * measured, basis: 'job-throughput' }
  const model = findGpuModel(name)
  const start = findGpuModel(anchor.gpu)
  const tabled = ratio(model && limitingFigure(model, limitedBy), start && limitingFigure(start, limitedBy))
  if (tabled !== undefined) return { speed: anchor.speed * tabled, basis: 'gpu-table' }
  return name === anchor.gpu ? { speed: anchor.speed, basis: 'job-hours' } : undefined
}

/** The same, remembered by model. */
const prepareModelSpeed = (yardstick: Yardstick): ((name: string) => Speed | undefined) => {
  const known = new Map<string, Speed | undefined>()
  return (name) => {
    const before = known.get(name)
    if (before !== undefined || known.has(name)) return before
    const measured = measure(name, yardstick)
    known.set(name, measured)
    return measured
  }
}

const shareOf = (whole: Speed | undefined, fraction: number | undefined): Speed | undefined =>
  whole === undefined || fraction === undefined ? whole : { ...whole, speed: whole.speed * fraction }

/**
 * Prepares the relative speeds of one job.
 *
 * The order of trust: hours or throughput that the job was measured with, a benchmark that the offer carries, the GPU table by what limits the job. A share of
 * a GPU has that share of the speed; n GPUs have the speed of one times n^exponent (docs/cost-model.md, "Defaults").
 *
 * @param job - The job.
 * @param defaults - Reference GPU and scaling exponent, where the job does not state them.
 */
export const prepareSpeed = (job: Job, defaults: Defaults): SpeedTable => {
  const { run = {}, needs } = job
  const yardstick = yardstickOf(run, defaults)
  const modelSpeed = prepareModelSpeed(yardstick)
  const usable = needs?.usableGpuCount ?? needs?.gpuCount ?? 1

  const benchmarked = ({ benchmarks }: Offer): Speed | undefined => {
    const { benchmark } = run
    if (benchmark === undefined || benchmarks === undefined) return undefined
    // Every object has a `constructor`, which is no score.
    const score = Object.hasOwn(benchmarks, benchmark.name) ? benchmarks[benchmark.name] : undefined
    if (score === undefined) return undefined
    return { speed: score / benchmark.referenceScore / yardstick.deviceSpeed, basis: 'offer-benchmark' }
  }
  const oneGpu = (offer: Offer): Speed | undefined => {
    const { model, fraction, name } = offer.gpu
    const known = model === undefined ? modelSpeed(name) : shareOf(modelSpeed(model), fraction)
    if (known !== undefined && known.basis !== 'gpu-table') return known
    return (
      benchmarked(offer) ?? known ?? (yardstick.isRunTimeKnown ? undefined : { speed: 1, basis: 'assumed' })
    )
  }
  const speedOf = (offer: Offer): Speed | undefined => {
    const one = oneGpu(offer)
    const count = Math.min(offer.gpuCount, usable)
    if (one === undefined || count === 1) return one
    return { speed: one.speed * count ** defaults.gpuScalingExponent, basis: one.basis }
  }
  const measuredCount = yardstick.hours.size > 0 ? 1 : yardstick.deviceCount
  const scales = (offer: Offer): boolean => Math.min(offer.gpuCount, usable) !== measuredCount
  return { refHours: yardstick.refHours, assumptions: yardstick.assumptions, speedOf, scales }
}
