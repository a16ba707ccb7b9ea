import type { OfferedGpu } from '@aima/gpu-core'
import type { Device, MigInstance } from '../inventory.ts'
import { gibOf, offeredGpuOf } from './offered-gpu.ts'

/** A MIG profile, such as `1c.3g.40gb`. */
interface Profile {
  /** Compute slices of the instance. */
  readonly slices: number
  /** Memory in the profile's name (GB). */
  readonly memoryGB: number
}

const profileOf = (profile: string | undefined): Profile | undefined => {
  const parts = /^(?:(\d{1,2})c\.)?(\d{1,2})g\.(\d{1,4})gb/.exec(profile ?? '')
  if (parts === null) return undefined
  const [, compute, gpu, memory] = parts
  return { slices: Number(compute ?? gpu), memoryGB: Number(memory) }
}

/**
 * Compute slices of a whole GPU.
 *
 * Source: NVIDIA MIG User Guide, "Supported GPUs" and the tables of profiles: 4 on A30 and RTX PRO 5000 and 6000, 7 on all others.
 */
const slicesOf = (model: string | undefined): number => (/^(A30$|RTX PRO )/.test(model ?? '') ? 4 : 7)

/** Compute slices say how fast it is; without a profile the memory is the best guess at its share. */
const fractionOf = (device: Device, instance: MigInstance, model: string | undefined): number | undefined => {
  const slices = profileOf(instance.profile)?.slices
  if (slices !== undefined && slices > 0) return Math.min(1, slices / slicesOf(model))
  const [part, whole] = [gibOf(instance.memory.totalBytes), gibOf(device.memory.totalBytes)]
  return part === undefined || whole === undefined ? undefined : Math.min(1, part / whole)
}

/**
 * Describes an instance: its share of the GPU's compute slices, and all memory of its GPU instance.
 *
 * Compute instances of one GPU instance share that memory, so each of them states all of it and they exclude each other.
 *
 * @param device - The GPU.
 * @param instance - The instance.
 * @returns Undefined when its share is not known.
 */
export const offeredInstance = (device: Device, instance: MigInstance): OfferedGpu | undefined => {
  const whole = offeredGpuOf(device)
  const fraction = fractionOf(device, instance, whole.model)
  if (fraction === undefined || !(fraction > 0)) return undefined
  const reportedVramGiB = gibOf(instance.memory.totalBytes)
  const memoryGB = profileOf(instance.profile)?.memoryGB
  const fits = memoryGB === undefined || reportedVramGiB === undefined || memoryGB * 0.85 <= reportedVramGiB
  return {
    ...whole,
    name: `${whole.name} MIG ${instance.profile?.slice(0, 64) ?? ''}`.trim(),
    vramGiB: fits && memoryGB ? memoryGB : undefined,
    reportedVramGiB,
    fraction,
  }
}

/**
 * Instances that share the memory of the given one, itself included. One that does not tell its GPU instance may share any.
 *
 * @param device - The GPU.
 * @param instance - The instance.
 */
export const neighboursOf = (device: Device, instance: MigInstance): readonly MigInstance[] =>
  (device.mig?.instances ?? []).filter(
    (other) =>
      other === instance ||
      instance.gpuInstance === undefined ||
      other.gpuInstance === undefined ||
      other.gpuInstance === instance.gpuInstance,
  )
