import { type Assumption, type OfferedGpu, positive, resolveGpuModel, type Vendor } from '@aima/gpu-core'
import type { WireGpuInfo, WireServer } from './wire.ts'

/** The GPU of a type, and what had to be assumed of it. */
export interface ReadGpu {
  /** The GPU. */
  readonly gpu: OfferedGpu
  /** What had to be assumed. */
  readonly assumptions: readonly Assumption[]
}

/** A GPU as Scaleway names it. */
interface NamedGpu {
  readonly name: string
  readonly vramGiB: number | undefined
}

const bytesPerGiB = 2 ** 30

const vendors: ReadonlyMap<string, Vendor> = new Map([
  ['nvidia', 'nvidia'],
  ['amd', 'amd'],
  ['intel', 'intel'],
])

/** What names of types leave out: `H100-1-80G` has the card, the module is in `H100-SXM-2-80G`. Source: replies of 2026-10-01. */
const cards: ReadonlyMap<string, string> = new Map([['H100', 'H100-PCIe']])

/** Such as `H100-SXM-2-80G`: the GPU, their number, the memory of one. Others keep their whole name. */
const namedByType = (type: string): NamedGpu => {
  const [, name, vram] = /^(.{1,48})-\d{1,2}-([1-9]\d{0,3})G$/.exec(type) ?? []
  if (name === undefined) return { name: type, vramGiB: undefined }
  return { name: cards.get(name) ?? name, vramGiB: Number(vram) }
}

const namedBy = (type: string, info: WireGpuInfo | null | undefined): NamedGpu => {
  const byType = namedByType(type)
  return {
    name: info?.gpu_name ?? byType.name,
    vramGiB: positive((info?.gpu_memory ?? 0) / bytesPerGiB) ?? byType.vramGiB,
  }
}

const formNote = (name: string, model: string): readonly Assumption[] => [
  {
    name: 'gpu',
    value: model,
    unit: '',
    basis: `Scaleway says ${name}, and this is the slowest that it may mean`,
  },
]

/** A part of a GPU is no model, and how much memory it has is not told. No type had one in 2026-10. */
const partOfGpu = (name: string, vendor: Vendor | undefined): ReadGpu => ({
  gpu: { name: `part of ${name}`, vendor },
  assumptions: [],
})

/**
 * Reads the GPU of a type: what Scaleway says of it, else what the name of the type tells.
 *
 * Sizes of a known model are core's: the B300 is sold with 288 GiB and has 270.
 *
 * @param type - Scaleway's name of the type.
 * @param server - What it is.
 * @returns Its model is absent where no model of that name has that memory, where several have, and for a part of a GPU (MIG).
 * @example
 * gpuOf('H100-1-80G', { gpu: 1 }).gpu // => { name: 'H100-PCIe', model: 'H100-PCIe', vendor: 'nvidia', vramGiB: 80 }
 * gpuOf('X9-1-64G', { gpu: 1 }).gpu // => { name: 'X9', model: undefined, vendor: undefined, vramGiB: 64 }
 */
export const gpuOf = (type: string, { gpu_info: info, mig_profile: part }: WireServer): ReadGpu => {
  const { name, vramGiB } = namedBy(type, info)
  const stated = vendors.get(info?.gpu_manufacturer?.toLowerCase() ?? '')
  if (part !== undefined && part !== null) return partOfGpu(name, stated)
  const found = resolveGpuModel(name, vramGiB).unwrapOr(undefined)
  const gpu = {
    name,
    model: found?.model.model,
    vendor: stated ?? found?.model.vendor,
    vramGiB: found?.model.vramGiB ?? vramGiB,
  }
  return { gpu, assumptions: found?.formAssumed ? formNote(name, found.model.model) : [] }
}
