import type { WireOffer } from './wire.ts'

/** Finds the group of each member, after pairs have been joined. The least member names the group. */
interface Groups {
  readonly join: (one: number, other: number) => void
  readonly groupOf: (member: number) => number
}

const createGroups = (): Groups => {
  const parents = new Map<number, number>()
  const groupOf = (member: number): number => {
    let root = member
    for (let next = parents.get(root); next !== undefined; next = parents.get(root)) root = next
    if (root !== member) parents.set(member, root)
    return root
  }
  const join = (one: number, other: number): void => {
    const [first, second] = [groupOf(one), groupOf(other)]
    if (first !== second) parents.set(Math.max(first, second), Math.min(first, second))
  }
  return { join, groupOf }
}

const joinGpus = (groups: Groups, ids: readonly number[]): void => {
  const [first, ...others] = ids
  if (first !== undefined) for (const id of others) groups.join(first, id)
}

const machinesWithUnknownGpus = (rows: readonly WireOffer[]): ReadonlySet<number> => {
  const machines = new Set<number>()
  for (const { machine_id: machine, gpu_ids: gpus } of rows)
    if (machine && !gpus?.length) machines.add(machine)
  return machines
}

/**
 * Prepares the keys of offers that share hardware.
 *
 * A free machine with eight GPUs is listed with one, two, four and eight of them, and the lists of `gpu_ids` overlap. Offers that
 * are joined by such overlaps share a key. It promises less than can be had: of two single GPUs that are also offered as a pair
 * both could be rented. Where a row of a machine does not tell its GPUs, all offers of that machine share one key.
 *
 * @param rows - All rows of the listing.
 * @returns A function that gives the key of a row.
 * Source: 48 complete offers of 2026-07-18, 13 of whose machines are listed in several sizes.
 * @example
 * const pair = { id: 1, gpu_name: 'L4', num_gpus: 2, machine_id: 7, gpu_ids: [31, 30] }
 * const single = { id: 2, gpu_name: 'L4', num_gpus: 1, machine_id: 7, gpu_ids: [31] }
 * const keyOfRow = prepareExclusiveKeys([pair, single])
 * ;[keyOfRow(pair), keyOfRow(single)] // => ['vastai/machine/7/gpu/30', 'vastai/machine/7/gpu/30']
 */
export const prepareExclusiveKeys = (rows: readonly WireOffer[]): ((row: WireOffer) => string) => {
  const groups = createGroups()
  for (const { gpu_ids: gpus } of rows) joinGpus(groups, gpus ?? [])
  const unknown = machinesWithUnknownGpus(rows)
  return ({ id, machine_id: machine, gpu_ids: gpus }) => {
    const [first] = gpus ?? []
    if (!machine) return `vastai/offer/${id}`
    if (first === undefined || unknown.has(machine)) return `vastai/machine/${machine}`
    return `vastai/machine/${machine}/gpu/${groups.groupOf(first)}`
  }
}
