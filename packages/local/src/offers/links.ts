import type { Interconnect } from '@aima/gpu-core'
import type { Device, DeviceLink } from '../inventory.ts'

/** Nearness of each kind of link; an unknown one is last. */
const nearness: Readonly<Record<DeviceLink['kind'], number>> = {
  nvlink: 100,
  switch: 5,
  switches: 4,
  bridge: 3,
  node: 2,
  system: 1,
}

const oneWay = (from: Device, to: Device): DeviceLink | undefined =>
  to.index === undefined ? undefined : from.links?.find(({ toIndex }) => toIndex === to.index)

const linkOf = (one: Device, other: Device): DeviceLink | undefined =>
  oneWay(one, other) ?? oneWay(other, one)

/** Nearness of two GPUs: more NVLinks are nearer, and any of them is nearer than PCIe. */
export const nearnessOf = (one: Device, other: Device): number => {
  const link = linkOf(one, other)
  if (link === undefined) return 0
  return nearness[link.kind] + (link.kind === 'nvlink' ? (link.lanes ?? 1) : 0)
}

const pairsOf = <T>(items: readonly T[]): readonly (readonly [T, T])[] =>
  items.flatMap((one, index) => items.slice(index + 1).map((other) => [one, other] as const))

/**
 * How the GPUs of a group talk to each other.
 *
 * @param devices - Two GPUs or more.
 * @returns `nvlink` only when each is linked with each other one so; undefined when a way is not known.
 */
export const interconnectOf = (devices: readonly Device[]): Interconnect | undefined => {
  const links = pairsOf(devices).map(([one, other]) => linkOf(one, other))
  if (links.length === 0 || links.some((link) => link === undefined)) return undefined
  return links.every((link) => link?.kind === 'nvlink') ? 'nvlink' : 'pcie'
}
