import { availableParallelism, totalmem } from 'node:os'
import type { Machine } from '../inventory.ts'

/**
 * Main memory that this process may use (bytes).
 *
 * @param totalBytes - What the machine has.
 * @param limitBytes - What the control group allows, as `process.constrainedMemory()` tells: 0 or a huge number means no limit.
 * @returns The smaller of both.
 * @example
 * usableRamBytes(64, 0) // => 64
 * usableRamBytes(64, 16) // => 16
 */
export const usableRamBytes = (totalBytes: number, limitBytes: number): number =>
  limitBytes > 0 && limitBytes < totalBytes ? limitBytes : totalBytes

/**
 * Looks at the machine that this process runs on. In a container, processors and memory are those that it may use.
 *
 * @returns Its facts.
 */
export const readMachine = (): Machine => ({
  platform: process.platform,
  architecture: process.arch,
  vcpus: availableParallelism(),
  ramBytes: usableRamBytes(totalmem(), process.constrainedMemory()),
})
