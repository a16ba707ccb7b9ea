import type { GpuProcess, MigInstance } from '../inventory.ts'
import { readCount, readMebibytes } from './cell.ts'
import type { XmlElement } from './xml-element.ts'
import { memoryIn } from './xml-memory.ts'

/** A program, and the instance that it runs on. */
export interface PlacedProcess {
  /** The program. */
  readonly process: GpuProcess
  /** GPU instance, on a GPU that is cut. */
  readonly gpuInstance: number | undefined
  /** Compute instance. */
  readonly computeInstance: number | undefined
}

const typeOf = (text: string | undefined): GpuProcess['type'] => {
  const kinds = text?.trim().toUpperCase().split('+') ?? []
  const isCompute = kinds.includes('C')
  const isGraphics = kinds.includes('G')
  if (isCompute && isGraphics) return 'both'
  if (isCompute) return 'compute'
  return isGraphics ? 'graphics' : undefined
}

const toProcess = (info: XmlElement): PlacedProcess | undefined => {
  const pid = readCount(info.text('pid'))
  if (pid === undefined) return undefined
  const process = {
    pid,
    name: info.text('process_name')?.trim() || undefined,
    usedBytes: readMebibytes(info.text('used_memory')),
    type: typeOf(info.text('type')),
  }
  return {
    process,
    gpuInstance: readCount(info.text('gpu_instance_id')),
    computeInstance: readCount(info.text('compute_instance_id')),
  }
}

/**
 * The programs on a GPU.
 *
 * @param gpu - The `<gpu>` block.
 * @returns Undefined where they are not told (`N/A`, or only entries without a number), which is not the same as none.
 */
export const processesOf = (gpu: XmlElement): readonly PlacedProcess[] | undefined => {
  const entries = gpu.all('processes', 'process_info')
  const processes = entries.map(toProcess).filter((process) => process !== undefined)
  if (processes.length > 0) return processes
  return entries.length === 0 && gpu.text('processes')?.trim() === '' ? [] : undefined
}

const toInstance = (
  device: XmlElement,
  programs: readonly PlacedProcess[] | undefined,
): MigInstance | undefined => {
  const index = readCount(device.text('index'))
  if (index === undefined) return undefined
  const gpuInstance = readCount(device.text('gpu_instance_id'))
  const computeInstance = readCount(device.text('compute_instance_id'))
  return {
    index,
    gpuInstance,
    computeInstance,
    memory: { ...memoryIn(device), unified: false },
    multiprocessors: readCount(device.text('device_attributes', 'shared', 'multiprocessor_count')),
    processes: programs
      ?.filter((placed) => placed.gpuInstance === gpuInstance && placed.computeInstance === computeInstance)
      .map(({ process }) => process),
  }
}

/**
 * The MIG instances of a GPU. Their UUIDs are told by `nvidia-smi -L` only.
 *
 * @param gpu - The `<gpu>` block.
 * @param programs - The programs on it.
 * @returns Empty where it has none; undefined where they are not told.
 */
export const instancesOf = (
  gpu: XmlElement,
  programs: readonly PlacedProcess[] | undefined,
): readonly MigInstance[] | undefined => {
  const devices = gpu.all('mig_devices', 'mig_device')
  if (devices.length === 0 && gpu.text('mig_devices') === undefined) return undefined
  return devices.map((device) => toInstance(device, programs)).filter((instance) => instance !== undefined)
}
