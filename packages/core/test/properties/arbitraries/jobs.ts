import { fc } from '@fast-check/vitest'
import type { Job, JobRun, Needs } from '../../../src/index.ts'
import { untyped } from '../outcomes.ts'
import { clearanceWith } from './clearances.ts'
import { interconnect, knownModel, model, vendor } from './gpus.ts'
import { bandwidth, maybe, upTo, volume, wait } from './numbers.ts'

const precision = fc.constantFrom('fp32', 'tf32', 'bf16', 'fp16', 'fp8')

/** What a job can ask of a machine, need by need. */
const asked = {
  gpuCount: fc.constantFrom(1, 1, 2, 4),
  vramGiB: fc.constantFrom(0, 8, 16, 24, 25, 80),
  totalVramGiB: fc.constantFrom(0, 24, 48, 96),
  allowedModels: fc.array(model, { maxLength: 4 }),
  deniedModels: fc.array(model, { maxLength: 2 }),
  vendors: fc.uniqueArray(vendor, { minLength: 0 }),
  computeCapability: fc.constantFrom(7, 8, 8.6, 9),
  cudaVersion: fc.constantFrom(11.8, 12.4),
  driverVersion: fc.constantFrom('470.1', '535.161'),
  leastTflops: fc.record({ precision, tflops: upTo(1000, 1) }),
  memoryBandwidthGBps: upTo(4000, 100),
  formFactors: fc.subarray(['PCIe', 'SXM4', 'SXM5', 'OAM']),
  interconnect,
  vcpus: fc.constantFrom(0, 4, 16),
  ramGiB: fc.constantFrom(0, 16, 64),
  diskGB: fc.constantFrom(0, 100, 500),
  architectures: fc.uniqueArray(fc.constantFrom('x86_64', 'arm64')),
}

/** What a machine must have: few needs at a time, most of them modest. */
const needs: fc.Arbitrary<Needs> = fc
  .record({
    gpuCount: maybe(asked.gpuCount, 3),
    usableGpuCount: maybe(fc.constantFrom(1, 2, 8), 2),
    vramGiB: maybe(asked.vramGiB, 3),
    totalVramGiB: maybe(asked.totalVramGiB, 1),
    allowedModels: maybe(asked.allowedModels, 1),
    deniedModels: maybe(asked.deniedModels, 1),
    vendors: maybe(asked.vendors, 1),
    computeCapability: maybe(asked.computeCapability, 1),
    cudaVersion: maybe(asked.cudaVersion, 1),
    driverVersion: maybe(asked.driverVersion, 1),
    leastTflops: maybe(asked.leastTflops, 1),
    memoryBandwidthGBps: maybe(asked.memoryBandwidthGBps, 1),
    formFactors: maybe(asked.formFactors, 1),
    interconnect: maybe(asked.interconnect, 1),
    vcpus: maybe(asked.vcpus, 1),
    ramGiB: maybe(asked.ramGiB, 1),
    diskGB: maybe(asked.diskGB, 1),
    architectures: maybe(asked.architectures, 1),
  })
  .map(({ usableGpuCount, ...others }) => ({
    ...others,
    usableGpuCount: usableGpuCount && Math.max(usableGpuCount, others.gpuCount ?? 1),
  }))

const oneNeed: fc.Arbitrary<Needs> = fc.oneof(
  ...Object.entries<fc.Arbitrary<unknown>>(asked).map(([name, arbitrary]) =>
    arbitrary.map((value) => untyped<Needs>({ [name]: value })),
  ),
)

const figuresByModel = fc.dictionary(fc.oneof(knownModel, fc.constant('Mystery X1')), upTo(20, 0.1), {
  maxKeys: 4,
})

/** How long a job takes, from not at all known to measured on several GPUs. */
const run: fc.Arbitrary<JobRun> = fc.record({
  refHours: maybe(fc.oneof(fc.constantFrom(0, 1, 10), upTo(30)), 7),
  referenceGpu: maybe(knownModel, 3),
  referenceGpuCount: maybe(fc.constantFrom(1, 2), 2),
  hoursByGpu: maybe(figuresByModel, 2),
  throughputByGpu: maybe(figuresByModel, 2),
  benchmark: maybe(fc.record({ name: fc.constantFrom('whisper', 'blender'), referenceScore: upTo(9, 1) }), 3),
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

/** Values of everything that can be said about a job, apart from its confidentiality. */
const parts = {
  id: fc.constantFrom('case-1', 'Übung 7', 'a'),
  urgency: maybe(fc.constantFrom('low', 'normal', 'high')),
  workload: maybe(fc.constantFrom('video-analysis', 'training'), 3),
  labels: maybe(fc.dictionary(fc.constantFrom('team', 'case'), fc.constantFrom('red', 'blue')), 3),
  needs: maybe(needs, 6),
  run: maybe(run, 8),
  data: maybe(
    fc.record({
      inputGB: maybe(volume, 7),
      outputGB: maybe(volume),
      imageGB: maybe(upTo(30)),
      scratchGB: maybe(volume, 3),
      uplinkMbps: maybe(bandwidth),
      downlinkMbps: maybe(bandwidth),
      sourceEgressUsdPerGB: maybe(upTo(0.2), 3),
    }),
    7,
  ),
  clearance: maybe(clearanceWith(2), 2),
  allowSpot: maybe(fc.boolean(), 2),
  budget: maybe(fc.record({ usdPerHour: maybe(upTo(20, 1)), usdPerJob: maybe(upTo(500, 5)) }), 1),
  deadlineHours: maybe(upTo(48, 0.5), 4),
  valueOfTimeUsdPerHour: maybe(upTo(10), 3),
  lateUsdPerHour: maybe(upTo(10), 2),
  lateUsdFixed: maybe(upTo(100), 2),
}

const confidentiality = fc.constantFrom('public', 'internal', 'confidential')

/** Jobs of every confidentiality. */
export const job: fc.Arbitrary<Job> = fc.record({ confidentiality, ...parts })

/** Jobs that may not leave the house. */
export const confidentialJob: fc.Arbitrary<Job> = fc.record({
  confidentiality: fc.constant('confidential' as const),
  ...parts,
})

/** Jobs that most offers can take, so that strategies have something to choose from. */
export const easyJob: fc.Arbitrary<Job> = fc.record({
  confidentiality: fc.constantFrom('public', 'internal'),
  id: parts.id,
  urgency: parts.urgency,
  run: fc.oneof(run, run, fc.constant({ refHours: 4 })),
  data: parts.data,
  deadlineHours: maybe(upTo(48, 0.5), 7),
})

/** Jobs that ask for one or two things only, so that each of them decides something. */
export const pickyJob: fc.Arbitrary<Job> = fc.record({
  confidentiality: fc.constantFrom('public', 'internal'),
  id: parts.id,
  needs: fc.tuple(oneNeed, oneNeed).map(([one, other]) => ({ ...one, ...other })),
  run: maybe(fc.record({ refHours: upTo(10) }), 5),
  data: parts.data,
  clearance: maybe(clearanceWith(2), 3),
  allowSpot: parts.allowSpot,
  budget: parts.budget,
})
