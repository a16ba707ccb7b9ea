import type { MemorySizes } from '../host/device-memory.ts'
import type { HostAccess } from '../host/host-access.ts'
import type { GpuProcess } from '../inventory.ts'

/**
 * Whether the programs of the whole machine can be seen. In a container with its own process numbers nvidia-smi lists none although
 * the GPU is busy; there, and on WSL, process 2 is not the kernel's.
 *
 * @param host - The host.
 * @returns False where an empty list means nothing.
 */
export const seesAllProcesses = async (host: HostAccess): Promise<boolean> =>
  host.machine.platform !== 'linux' || (await host.readText('/proc/2/comm'))?.trim() === 'kthreadd'

/** What an idle GPU holds at most without any program. Source: idle recordings hold up to 2 %, and up to 600 MiB. */
const isMoreThanIdle = ({ totalBytes, usedBytes = 0 }: MemorySizes): boolean =>
  usedBytes > Math.max(600 * 2 ** 20, (totalBytes ?? 0) * 0.02)

/**
 * The programs of a GPU or instance, where the list can be believed.
 *
 * @param processes - The list.
 * @param memory - Memory of the GPU or instance.
 * @param seesAll - Whether the programs of the whole machine can be seen.
 * @returns Undefined in place of an empty list that cannot be true or need not be.
 * @example
 * believable([], { usedBytes: 2 ** 33 }, true) // => undefined
 */
export const believable = (
  processes: readonly GpuProcess[] | undefined,
  memory: MemorySizes,
  seesAll: boolean,
): readonly GpuProcess[] | undefined =>
  processes?.length === 0 && (!seesAll || isMoreThanIdle(memory)) ? undefined : processes
