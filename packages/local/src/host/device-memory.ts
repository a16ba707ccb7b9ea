import type { DeviceMemory } from '../inventory.ts'

/** Sizes of a memory (bytes), as far as they are told. */
export type MemorySizes = Omit<DeviceMemory, 'unified'>

const within = (bytes: number | undefined, totalBytes: number | undefined): number | undefined =>
  bytes !== undefined && bytes >= 0 && bytes <= (totalBytes ?? Number.MAX_SAFE_INTEGER) ? bytes : undefined

/**
 * Sizes that can be true. A tool that writes a total of 0, or of more than any machine has, knows the rest as little; a part is not
 * more than the whole.
 *
 * @param sizes - What the tool tells (bytes).
 * @returns The same without what cannot be.
 * @example
 * believableSizes({ totalBytes: 4, usedBytes: 5, freeBytes: 3 }).usedBytes // => undefined
 */
export const believableSizes = (sizes: MemorySizes): MemorySizes => {
  const totalBytes = within(sizes.totalBytes, undefined) || undefined
  if (sizes.totalBytes !== undefined && totalBytes === undefined) return {}
  return {
    totalBytes,
    usedBytes: within(sizes.usedBytes, totalBytes),
    freeBytes: within(sizes.freeBytes, totalBytes),
    reservedBytes: within(sizes.reservedBytes, totalBytes),
  }
}

/**
 * Memory from what a tool tells.
 *
 * @param sizes - What the tool tells (bytes).
 * @param unified - Whether it is the host's main memory.
 * @returns The memory.
 * @example
 * memoryOf({ totalBytes: 0, usedBytes: 0 }, false) // => { unified: false }
 */
export const memoryOf = (sizes: MemorySizes, unified: boolean): DeviceMemory => ({
  ...believableSizes(sizes),
  unified,
})
