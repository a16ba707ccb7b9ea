import type { FreeLimits } from '../configuration/free-limits.ts'
import type { Device, DeviceMemory, GpuProcess, MigInstance } from '../inventory.ts'

/** Whether somebody uses a GPU. `unknown`: nothing tells, which is not the same as free. */
export type Use = 'free' | 'busy' | 'unknown'

const mib = 1_048_576

/** How much of its share of the memory may be missing (share of it): the driver keeps some for itself. */
const mayBeMissing = 0.05

const programOf = (name: string): string => (name.split(/[/\\]/).at(-1) ?? name).toLowerCase()

const isIgnored = ({ name }: GpuProcess, { ignoredPrograms = [] }: FreeLimits): boolean =>
  name !== undefined && ignoredPrograms.some((ignored) => ignored.toLowerCase() === programOf(name))

/** Programs that compute. Of programs that only draw the memory tells whether they matter. */
const computing = (
  processes: readonly GpuProcess[] | undefined,
  limits: FreeLimits,
): readonly GpuProcess[] | undefined =>
  processes?.filter((process) => process.type !== 'graphics' && !isIgnored(process, limits))

const ignoredBytes = (processes: readonly GpuProcess[] = [], limits: FreeLimits): number =>
  processes
    .filter((process) => isIgnored(process, limits))
    .reduce((sum, { usedBytes }) => sum + (usedBytes ?? 0), 0)

/** What tells of the use of a GPU or of an instance. */
interface Signs {
  readonly memory: DeviceMemory
  readonly processes: readonly GpuProcess[] | undefined
  readonly utilisation: number | undefined
}

/** Memory of a GPU that shares the host's tells of all programs of the host. */
const usedBytesOf = ({ memory, processes }: Signs, limits: FreeLimits): number | undefined => {
  if (memory.unified) return undefined
  const { totalBytes, freeBytes, reservedBytes = 0 } = memory
  const counted =
    totalBytes === undefined || freeBytes === undefined ? undefined : totalBytes - freeBytes - reservedBytes
  const usedBytes = memory.usedBytes ?? counted
  return usedBytes === undefined ? undefined : usedBytes - ignoredBytes(processes, limits)
}

const isMuch = (usedBytes: number, { totalBytes }: DeviceMemory, limits: FreeLimits): boolean =>
  usedBytes > (limits.usedMiB ?? 600) * mib ||
  (totalBytes !== undefined && usedBytes > (limits.usedShare ?? 0.1) * totalBytes)

const useBy = (signs: Signs, limits: FreeLimits): Use => {
  const { memory, utilisation } = signs
  const programs = computing(signs.processes, limits)
  const usedBytes = usedBytesOf(signs, limits)
  if (programs !== undefined && programs.length > 0) return 'busy'
  if (usedBytes !== undefined && isMuch(usedBytes, memory, limits)) return 'busy'
  if (utilisation !== undefined && utilisation > (limits.utilisation ?? 0.1)) return 'busy'
  // In a container the list of programs is empty however busy the GPU is, so alone it says nothing.
  if (usedBytes !== undefined || (programs !== undefined && utilisation !== undefined)) return 'free'
  return 'unknown'
}

/**
 * Whether somebody uses a GPU: a program that computes, memory, or work in the last moment says yes; memory that is not in use, or no
 * program and no work together, say no. An idle program holds memory at 0 % of work, so work alone never says no.
 *
 * Under Windows' WDDM every program of the desktop is in the list, so the list does not count there.
 *
 * @param device - The GPU.
 * @param limits - What counts as use.
 * @example
 * useOf({ vendor: 'amd', name: 'a', memory: { unified: false }, utilisation: 0, warnings: [] }, {}) // => 'unknown'
 */
export const useOf = (device: Device, limits: FreeLimits): Use =>
  useBy(
    {
      memory: device.memory,
      utilisation: device.utilisation,
      processes: device.driverModel === 'wddm' ? undefined : device.processes,
    },
    limits,
  )

/**
 * The same for the instances of one GPU instance, which share its memory: one of them in use means all of them.
 *
 * @param instances - Them. Work of a MIG instance is told by no tool, so its memory must be.
 * @param limits - What counts as use.
 */
export const useOfInstances = (instances: readonly MigInstance[], limits: FreeLimits): Use => {
  const uses = instances.map(({ memory, processes }) =>
    useBy({ memory, processes, utilisation: undefined }, limits),
  )
  if (uses.includes('busy')) return 'busy'
  return uses.every((use) => use === 'free') ? 'free' : 'unknown'
}

/**
 * Whether one more program can have its share of a GPU: there are fewer programs than shares, and its share of the memory is free.
 *
 * @param device - The GPU.
 * @param shares - Into how many shares it is divided.
 * @param limits - Programs that do not count.
 */
export const useOfShare = (device: Device, shares: number, limits: FreeLimits): Use => {
  const { totalBytes, usedBytes, unified } = device.memory
  const programs = device.driverModel === 'wddm' ? undefined : computing(device.processes, limits)
  if (programs !== undefined && programs.length >= shares) return 'busy'
  const freeBytes =
    device.memory.freeBytes ??
    (totalBytes === undefined || usedBytes === undefined ? undefined : totalBytes - usedBytes)
  if (totalBytes === undefined || freeBytes === undefined || unified) return 'unknown'
  return freeBytes >= (totalBytes / shares) * (1 - mayBeMissing) ? 'free' : 'busy'
}
