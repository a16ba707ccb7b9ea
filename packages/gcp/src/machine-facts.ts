import type { HostArchitecture, Interconnect } from '@aima/gpu-core'
import { type MachineRow, machineRows } from './machine-rows.ts'

/** What is known of a type of machine with GPUs. */
export interface MachineFacts {
  /** Google's name of it. */
  readonly type: string
  /** Type of its accelerators. */
  readonly accelerator: string
  /** How many GPUs (1 or more). */
  readonly gpuCount: number
  /** Share of one GPU; absent: whole ones. */
  readonly fraction?: number | undefined
  /** Virtual processors. */
  readonly vcpus: number
  /** Main memory (GiB). */
  readonly ramGiB: number
  /** Local disks that come with it and are billed (GiB). */
  readonly localSsdGiB: number
  /** How it is sold without Spot. */
  readonly onDemand: MachineRow[6]
  /** Processor architecture. */
  readonly architecture: HostArchitecture
}

const factsOf = (row: MachineRow): MachineFacts => {
  const [type, accelerator, gpus, vcpus, ramGiB, localSsdGiB, onDemand] = row
  return {
    type,
    accelerator,
    gpuCount: Math.max(1, gpus),
    fraction: gpus < 1 ? gpus : undefined,
    vcpus,
    ramGiB,
    localSsdGiB,
    onDemand,
    architecture: type.startsWith('a4x-') ? 'arm64' : 'x86_64',
  }
}

/** All types of machine that come with GPUs, by name. */
export const machineFacts: ReadonlyMap<string, MachineFacts> = new Map(
  machineRows.map((row) => [row[0], factsOf(row)]),
)

/** How the prices of a series are made up. */
export type Pricing =
  | {
      /** Of processors, memory, GPUs and local disks. */
      readonly kind: 'parts'
      /** Name of the series in the texts of SKUs. */
      readonly family: string
    }
  | {
      /** Of equal shares of the whole machine, one for each GPU. */
      readonly kind: 'slices'
    }

/**
 * How each series is priced, by the beginning of its types. `a3-megagpu` is `A3Plus`, `a3-ultragpu` is `A3Ultra`: neither may be priced
 * as `A3`. There are no SKUs of processors and memory for A4, whose GPU SKU holds the whole machine. SKUs of A4X were never seen.
 *
 * Source: Cyclenerd dac3128, karpenter-provider-gcp 417f047 and gpuhunt 3584151 (2026-08).
 */
const pricingOfSeries: readonly (readonly [start: string, pricing: Pricing])[] = [
  ['n1-', { kind: 'parts', family: 'N1 Predefined' }],
  ['a2-', { kind: 'parts', family: 'A2' }],
  ['a3-highgpu-', { kind: 'parts', family: 'A3' }],
  ['a3-edgegpu-', { kind: 'parts', family: 'A3' }],
  ['a3-megagpu-', { kind: 'parts', family: 'A3Plus' }],
  ['a3-ultragpu-', { kind: 'parts', family: 'A3Ultra' }],
  ['a4-highgpu-', { kind: 'slices' }],
  ['g2-', { kind: 'parts', family: 'G2' }],
  ['g4-', { kind: 'parts', family: 'G4' }],
]

/**
 * How a type of machine is priced.
 *
 * @param type - Google's name of it.
 * @returns Undefined: not known.
 * @example
 * pricingOf('a3-megagpu-8g') // => { kind: 'parts', family: 'A3Plus' }
 * pricingOf('a4-highgpu-8g') // => { kind: 'slices' }
 * pricingOf('a4x-highgpu-4g') // => undefined
 */
export const pricingOf = (type: string): Pricing | undefined =>
  pricingOfSeries.find(([start]) => type.startsWith(start))?.[1]

const nvlinked: ReadonlySet<string> = new Set([
  'nvidia-tesla-v100',
  'nvidia-tesla-a100',
  'nvidia-a100-80gb',
  'nvidia-h100-80gb',
  'nvidia-h100-mega-80gb',
  'nvidia-h200-141gb',
  'nvidia-b200',
  'nvidia-gb200',
  'nvidia-gb300',
])

const carded: ReadonlySet<string> = new Set([
  'nvidia-tesla-k80',
  'nvidia-tesla-p4',
  'nvidia-tesla-p100',
  'nvidia-tesla-t4',
  'nvidia-l4',
  'nvidia-rtx-pro-6000',
])

/**
 * How the GPUs of one machine talk to each other.
 *
 * @param accelerator - Type of the accelerators.
 * @param gpuCount - How many.
 * @returns Undefined for a single one, and where it is not known.
 * Source: Compute Engine, "GPU machine types", 2026-11.
 * @example
 * interconnectOf('nvidia-tesla-a100', 2) // => 'nvlink'
 * interconnectOf('nvidia-l4', 8) // => 'pcie'
 * interconnectOf('nvidia-l4', 1) // => undefined
 */
export const interconnectOf = (accelerator: string, gpuCount: number): Interconnect | undefined => {
  if (gpuCount < 2) return undefined
  if (nvlinked.has(accelerator)) return 'nvlink'
  return carded.has(accelerator) ? 'pcie' : undefined
}
