import type { WireOffer } from './wire.ts'

const keyOfGpu = (machine: number, gpu: number): string => `vastai/machine/${machine}/gpu/${gpu}`

/** The GPUs that a row holds; none, where it does not name as many as it has. */
const gpusOf = ({ gpu_ids: ids, num_gpus: count }: WireOffer): readonly number[] => {
  const gpus = [...new Set(ids)]
  return gpus.length < count ? [] : gpus
}

/** Of each machine with a row that does not name its GPUs: the machine, and all GPUs that other rows name. */
const hardwareOfMachines = (rows: readonly WireOffer[]): ReadonlyMap<number, readonly string[]> => {
  const hardware = new Map<number, Set<string>>()
  for (const row of rows)
    if (row.machine_id && gpusOf(row).length === 0)
      hardware.set(row.machine_id, new Set([`vastai/machine/${row.machine_id}`]))
  for (const { machine_id: machine, gpu_ids: ids } of rows) {
    if (!machine || !ids) continue
    const known = hardware.get(machine)
    for (const gpu of ids) known?.add(keyOfGpu(machine, gpu))
  }
  return new Map([...hardware].map(([machine, keys]) => [machine, [...keys].sort()]))
}

/**
 * Prepares the names of the hardware that offers hold.
 *
 * A free machine with eight GPUs is listed with one, two, four and eight of them, and the lists of `gpu_ids` overlap: each offer holds
 * these GPUs. A row that does not name them all may hold any of its machine, so it excludes every other offer of that machine, and is
 * excluded by each. A row without a machine excludes only itself, which is two offers: on demand and by bid.
 *
 * @param rows - All rows of the listing.
 * @returns A function that gives the names for a row.
 * Source: 48 complete offers of 2026-07-18, all of which name as many GPUs as they have; 13 of their machines are listed in several sizes.
 * @example
 * const pair = { id: 1, gpu_name: 'L4', num_gpus: 2, machine_id: 7, gpu_ids: [31, 30] }
 * const single = { id: 2, gpu_name: 'L4', num_gpus: 1, machine_id: 7, gpu_ids: [31] }
 * const keysOf = prepareExclusiveKeys([pair, single])
 * keysOf(pair) // => ['vastai/machine/7/gpu/31', 'vastai/machine/7/gpu/30']
 * keysOf(single) // => ['vastai/machine/7/gpu/31']
 */
export const prepareExclusiveKeys = (rows: readonly WireOffer[]): ((row: WireOffer) => readonly string[]) => {
  const hardware = hardwareOfMachines(rows)
  return (row) => {
    const { id, machine_id: machine } = row
    if (!machine) return [`vastai/offer/${id}`]
    const gpus = gpusOf(row)
    if (gpus.length > 0) return gpus.map((gpu) => keyOfGpu(machine, gpu))
    return hardware.get(machine) ?? [`vastai/machine/${machine}`]
  }
}
