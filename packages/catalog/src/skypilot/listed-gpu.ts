import {
  type Assumption,
  findGpuModel,
  type OfferedGpu,
  type ResolvedGpuModel,
  resolveGpuModel,
} from '@aima/gpu-core'
import { machineOf } from '../embedded/hyperscaler-machines.ts'
import { memoryReadings } from './gpu-memory.ts'

/** Accelerators that run no GPU program, by the kind under which they are counted. */
const otherAccelerators: readonly (readonly [kind: string, name: RegExp])[] = [
  ['TPU', /^tpu/i],
  ['Inferentia', /^inferentia/i],
  ['Trainium', /^trainium/i],
  ['Qualcomm AI 100', /^qualcomm/i],
  ['FPGA', /^virtex/i],
]

/**
 * Kind of an accelerator that is no GPU.
 *
 * @param name - SkyPilot's name of it.
 * @returns The kind; undefined for GPUs, which Gaudi counts as.
 * @example
 * otherAcceleratorOf('tpu-v4-8') // => 'TPU'
 * otherAcceleratorOf('L4') // => undefined
 */
export const otherAcceleratorOf = (name: string): string | undefined =>
  otherAccelerators.find(([, pattern]) => pattern.test(name))?.[0]

/**
 * Memory that SkyPilot means where it writes a name without a size (GiB); it has names of their own for the
 * larger ones. Vast.ai's rows always state a size.
 */
const meantGiB: ReadonlyMap<string, number> = new Map([
  ['A100', 40],
  ['H100', 80],
  ['P100', 16],
  ['V100', 16],
])

/** What a row says of its GPU. */
export interface GpuText {
  /** Name of the cloud as SkyPilot writes it. */
  readonly cloud: string
  /** Type of the machine. */
  readonly instanceType: string
  /** SkyPilot's name of the GPU. */
  readonly name: string
  /** How many, below 1 for a part of one. */
  readonly count: number
  /** Free text. */
  readonly gpuInfo: string
}

/**
 * Vast.ai's own name of the GPU, which its types carry. SkyPilot's name for it has lost the form and more:
 * `A100` for `A100 SXM4`, `RTX4070` for `RTX 4070S Ti`.
 */
const nameInVastType = (instanceType: string): string | undefined =>
  /^(?:vastv2-)?\d+x-(.+?)(?:-\d+){2,3}$/.exec(instanceType)?.[1]?.replaceAll('_', ' ')

/** Names under which the model may be found, the most exact first. */
const namesOf = ({ cloud, instanceType, name }: GpuText): readonly string[] => {
  const exact = cloud === 'vast' ? nameInVastType(instanceType) : undefined
  return exact === undefined ? [name] : [exact, name]
}

/** A GPU of the list. */
export interface ListedGpu {
  /** The GPU. */
  readonly gpu: OfferedGpu
  /** What had to be assumed. */
  readonly assumptions: readonly Assumption[]
}

const formNote = (name: string, model: string): readonly Assumption[] => [
  {
    name: 'gpu',
    value: model,
    unit: '',
    basis: `the list says ${name}, and this is the slowest that it may mean`,
  },
]

const shareOf = (count: number): number | undefined => (count < 1 ? count : undefined)

const known = (name: string, model: string, count: number): OfferedGpu => {
  const vramGiB = findGpuModel(model)?.vramGiB
  const share = shareOf(count)
  return { name, model, fraction: share, vramGiB: vramGiB === undefined ? undefined : vramGiB * (share ?? 1) }
}

/** Tries each name with each size. */
const firstModel = (
  names: readonly string[],
  sizes: readonly (number | undefined)[],
): ResolvedGpuModel | undefined => {
  for (const name of names)
    for (const size of sizes) {
      const resolved = resolveGpuModel(name, size)
      if (resolved.isOk()) return resolved.value
    }
  return undefined
}

/**
 * Says which GPU a row means.
 *
 * A hyperscaler's type of machine decides where its table here has it. Else the name and the memory decide
 * together, and a name that fits no model with that memory stays without a model.
 *
 * @param text - What the row says.
 * @returns The GPU, and what had to be assumed.
 * @example
 * const text = { cloud: 'azure', instanceType: 'Standard_NC40ads_H100_v5', name: 'H100', count: 1, gpuInfo: '' }
 * toListedGpu(text).gpu.model // => 'H100-NVL'
 * toListedGpu({ ...text, instanceType: 'x', name: 'V9000' }).gpu.model // => undefined
 */
export const toListedGpu = (text: GpuText): ListedGpu => {
  const { cloud, instanceType, name, count, gpuInfo } = text
  const machine = machineOf(cloud, instanceType)
  if (machine?.gpuCount === count)
    return {
      gpu: { ...known(name, machine.gpu, count), interconnect: machine.interconnect },
      assumptions: [],
    }
  const readings = memoryReadings(cloud, gpuInfo, count)
  const found = firstModel(namesOf(text), readings.length === 0 ? [meantGiB.get(name)] : readings)
  if (found === undefined)
    return { gpu: { name, fraction: shareOf(count), reportedVramGiB: readings[0] }, assumptions: [] }
  const { model, formAssumed } = found
  return {
    gpu: known(name, model.model, count),
    assumptions: formAssumed ? formNote(name, model.model) : [],
  }
}
