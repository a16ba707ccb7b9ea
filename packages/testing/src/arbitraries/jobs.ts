import type { Job, JobRun, Needs } from '@aima/gpu-core'
import fc from 'fast-check'
import { clearance } from './clearances.ts'
import {
  architecture,
  benchmark,
  confidentiality,
  interconnect,
  labels,
  model,
  precision,
  urgency,
  vendor,
  workload,
} from './names.ts'
import { bandwidth, maybe, stored, upTo, volume, wait } from './numbers.ts'

/** Few needs at a time, most of them modest, so that many offers fit. */
const needs: fc.Arbitrary<Needs> = fc
  .record({
    gpuCount: maybe(fc.constantFrom(1, 1, 2, 4), 3),
    usableGpuCount: maybe(fc.constantFrom(1, 2, 8), 2),
    vramGiB: maybe(fc.constantFrom(0, 8, 16, 24, 25, 80), 3),
    totalVramGiB: maybe(fc.constantFrom(0, 24, 48, 96), 1),
    allowedModels: maybe(fc.array(model, { maxLength: 4 }), 1),
    deniedModels: maybe(fc.array(model, { maxLength: 2 }), 1),
    vendors: maybe(fc.uniqueArray(vendor), 1),
    computeCapability: maybe(fc.constantFrom(7, 8, 8.6, 9), 1),
    cudaVersion: maybe(fc.constantFrom(11.8, 12.4), 1),
    driverVersion: maybe(fc.constantFrom('470.1', '535.161'), 1),
    leastTflops: maybe(fc.record({ precision, tflops: upTo(1000, 1) }), 1),
    memoryBandwidthGBps: maybe(upTo(4000, 100), 1),
    formFactors: maybe(fc.subarray(['PCIe', 'SXM4', 'SXM5', 'OAM']), 1),
    interconnect: maybe(interconnect, 1),
    vcpus: maybe(fc.constantFrom(0, 4, 16), 1),
    ramGiB: maybe(fc.constantFrom(0, 16, 64), 1),
    diskGB: maybe(fc.constantFrom(0, 100, 500), 1),
    architectures: maybe(fc.uniqueArray(architecture), 1),
  })
  .map(({ usableGpuCount, ...others }) => ({
    ...others,
    usableGpuCount: usableGpuCount && Math.max(usableGpuCount, others.gpuCount ?? 1),
  }))

const figuresByModel = fc.dictionary(model, upTo(20, 0.1), { maxKeys: 4 })

/** From not at all known to measured on several GPUs. */
const run: fc.Arbitrary<JobRun> = fc.record({
  refHours: maybe(fc.oneof(fc.constantFrom(0, 1, 10), upTo(30)), 7),
  referenceGpu: maybe(model, 3),
  referenceGpuCount: maybe(fc.constantFrom(1, 2), 2),
  hoursByGpu: maybe(figuresByModel, 2),
  throughputByGpu: maybe(figuresByModel, 2),
  benchmark: maybe(fc.record({ name: benchmark, referenceScore: upTo(9, 1) }), 3),
  limitedBy: maybe(fc.oneof(precision, fc.constant('memory-bandwidth' as const)), 3),
  checkpoint: maybe(
    fc.record({
      everyHours: fc.oneof(fc.constant('auto' as const), upTo(5, 0.05)),
      writeHours: maybe(upTo(0.2)),
      onNotice: maybe(fc.boolean(), 3),
    }),
  ),
  restartHours: maybe(wait, 3),
})

const data = fc.record({
  inputGB: maybe(volume, 7),
  outputGB: maybe(volume),
  imageGB: maybe(upTo(30)),
  scratchGB: maybe(volume, 3),
  uplinkMbps: maybe(bandwidth),
  downlinkMbps: maybe(bandwidth),
  sourceEgressUsdPerGB: maybe(upTo(0.2), 3),
})

/** Caps that some offers exceed. */
export const budget = fc.record({ usdPerHour: maybe(upTo(40, 1)), usdPerJob: maybe(upTo(500, 5)) })

const job: fc.Arbitrary<Job> = fc.record({
  id: fc.constantFrom('case-1', 'Übung 7', 'a'),
  confidentiality,
  urgency: maybe(urgency),
  workload: maybe(workload, 3),
  labels: maybe(labels, 3),
  needs: maybe(needs, 6),
  run: maybe(run, 8),
  data: maybe(data, 7),
  clearance: maybe(clearance, 2),
  allowSpot: maybe(fc.boolean(), 2),
  budget: maybe(budget, 1),
  deadlineHours: maybe(upTo(48, 0.5), 4),
  valueOfTimeUsdPerHour: maybe(upTo(10), 3),
  lateUsdPerHour: maybe(upTo(10), 2),
  lateUsdFixed: maybe(upTo(100), 2),
})

/**
 * Gives an arbitrary of jobs: of every confidentiality, with few and modest needs, from unknown to measured run times. All of them are jobs that
 * core's `parseJob` reads.
 *
 * @example
 * import { parseJob } from '@aima/gpu-core'
 * import fc from 'fast-check'
 * fc.sample(arbitraryJob(), { numRuns: 50, seed: 1 }).every((job) => parseJob(job).isOk()) // => true
 */
export const arbitraryJob = (): fc.Arbitrary<Job> => job.map(stored)
