import { findGpuModel, type GpuModel, type OfferedGpu } from '@aima/gpu-core'
import type { Device } from '../inventory.ts'

const gib = 1_073_741_824

/** How far a driver's size may lie above the model's (share), as core allows. */
const excess = 0.08
/** How far below (share): memory for error correction and for the driver. */
const shortfall = 0.15

/**
 * A number that is above 0 and finite, else nothing.
 *
 * @example
 * positive(0) // => undefined
 */
export const positive = (value: number | undefined): number | undefined =>
  value !== undefined && value > 0 && Number.isFinite(value) ? value : undefined

/** Bytes as GiB. */
export const gibOf = (bytes: number | undefined): number | undefined => positive((bytes ?? 0) / gib)

/** A name of 1 to 128 characters. */
const nameOf = ({ name, vendor }: Device): string => name.trim().slice(0, 128) || `unnamed ${vendor} GPU`

/** A model whose memory is not that of the GPU is the wrong one, except on a share that a hypervisor hands out. */
const sizeFits = (model: GpuModel, reportedGiB: number | undefined, isVirtual: boolean): boolean => {
  if (reportedGiB === undefined) return true
  if (reportedGiB > model.vramGiB * (1 + excess)) return false
  return (
    isVirtual || model.vramIsLargestConfiguration === true || reportedGiB >= model.vramGiB * (1 - shortfall)
  )
}

/** Which part of its model a virtual GPU is (share); undefined: all of it. */
const virtualShare = (model: GpuModel | undefined, reportedGiB: number | undefined): number | undefined => {
  if (model === undefined || reportedGiB === undefined) return undefined
  const share = reportedGiB / model.vramGiB
  return share < 1 - shortfall ? share : undefined
}

/**
 * Describes one whole GPU: model, memory as sold and as the driver reports it. A model whose memory is another one's is left out.
 *
 * @param device - The GPU. A virtual one with less memory than its model is a share of it.
 * @example
 * const memory = { totalBytes: 24_146_608_128, unified: false }
 * offeredGpuOf({ vendor: 'nvidia', name: 'NVIDIA L4', model: 'L4', memory, warnings: [] }).vramGiB // => 24
 */
export const offeredGpuOf = (device: Device): OfferedGpu => {
  const reportedVramGiB = gibOf(device.memory.totalBytes)
  const isVirtual = device.virtual !== undefined
  const known = device.model === undefined ? undefined : findGpuModel(device.model)
  const model = known !== undefined && sizeFits(known, reportedVramGiB, isVirtual) ? known : undefined
  const fraction = isVirtual ? virtualShare(model, reportedVramGiB) : undefined
  const isOfOneSize = fraction === undefined && model?.vramIsLargestConfiguration !== true
  return {
    name: nameOf(device),
    model: model?.model,
    vendor: device.vendor,
    vramGiB: isOfOneSize ? model?.vramGiB : undefined,
    reportedVramGiB,
    computeCapability: positive(device.computeCapability),
    fraction,
  }
}
