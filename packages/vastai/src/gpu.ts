import {
  type Assumption,
  type GpuModel,
  type OfferedGpu,
  positive,
  type ResolvedGpuModel,
  resolveGpuModel,
  type Vendor,
} from '@aima/gpu-core'
import { mebibytesPerGiB } from './facts.ts'
import type { WireOffer } from './wire.ts'

/** The GPU of an offer, and what had to be assumed of it. */
export interface ReadGpu {
  /** The GPU. */
  readonly gpu: OfferedGpu
  /** What had to be assumed. */
  readonly assumptions: readonly Assumption[]
}

const vendors: ReadonlyMap<string, Vendor> = new Map([
  ['nvidia', 'nvidia'],
  ['amd', 'amd'],
])

const formNote = (name: string, { model }: GpuModel): readonly Assumption[] => [
  {
    name: 'gpu',
    value: model,
    unit: '',
    basis: `the host says ${name}, and this is the slowest that it may mean`,
  },
]

const vramGiBOf = ({ gpu_ram: mebibytes }: WireOffer): number | undefined =>
  positive((mebibytes ?? 0) / mebibytesPerGiB)

/** A name alone does not fix the memory, so without the number there is no model. */
const resolve = (row: WireOffer): ResolvedGpuModel | undefined => {
  const vramGiB = vramGiBOf(row)
  return vramGiB === undefined ? undefined : resolveGpuModel(row.gpu_name, vramGiB).unwrapOr(undefined)
}

/** The slowest link that is sure between several GPUs. 0 is no measurement, so NVLink may be there as well. */
const interconnectOf = ({ num_gpus: count, bw_nvlink: nvlink, pcie_bw: pcie }: WireOffer) => {
  if (count === 1) return undefined
  if ((nvlink ?? 0) > 0) return 'nvlink'
  return (pcie ?? 0) > 0 ? 'pcie' : undefined
}

/** `compute_cap` is 100 times the capability; on AMD it means nothing. */
const computeCapabilityOf = ({ compute_cap: hundreds }: WireOffer, vendor: Vendor | undefined) =>
  vendor === 'nvidia' ? positive((hundreds ?? 0) / 100) : undefined

/**
 * Prepares the reading of GPUs. A name with a size is looked up once per listing.
 *
 * The memory comes from the number and not from the name: an RTX 4090 is sold with 24 and with 48 GB.
 *
 * @returns A function that reads the GPU of a row. Its model is absent where no model of that name has that memory, and where the
 *   row does not state it.
 * @example
 * const read = prepareGpus()
 * read({ id: 1, gpu_name: 'RTX 4090', num_gpus: 1, gpu_ram: 49140 }).gpu.model // => 'RTX 4090 48GB'
 * read({ id: 2, gpu_name: 'RTX 4090', num_gpus: 1, gpu_ram: 24564 }).gpu.model // => 'RTX 4090'
 */
export const prepareGpus = (): ((row: WireOffer) => ReadGpu) => {
  const known = new Map<string, ResolvedGpuModel | undefined>()
  const resolved = (row: WireOffer): ResolvedGpuModel | undefined => {
    const key = `${row.gpu_ram} ${row.gpu_name}`
    if (!known.has(key)) known.set(key, resolve(row))
    return known.get(key)
  }
  return (row) => {
    const found = resolved(row)
    const vendor = vendors.get(row.gpu_arch ?? '') ?? found?.model.vendor
    const gpu: OfferedGpu = {
      name: row.gpu_name,
      model: found?.model.model,
      vendor,
      reportedVramGiB: vramGiBOf(row),
      computeCapability: computeCapabilityOf(row, vendor),
      interconnect: interconnectOf(row),
    }
    return { gpu, assumptions: found?.formAssumed ? formNote(row.gpu_name, found.model) : [] }
  }
}
