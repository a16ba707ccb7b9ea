import type { MemorySizes } from '../host/device-memory.ts'

/**
 * GPUs that use the main memory of their host: GB10 and its sibling N1X, and Jetson. For some of them nvidia-smi prints no memory, for
 * others a small number that is wrong. Grace Hopper is not among them: its GPU has its own memory.
 */
const unifiedNames = /\bGB10\b|\bN1X?\b|\bnvgpu\b|\b(?:Orin|Thor|Xavier|Tegra)\b/i

/**
 * Whether a GPU uses the main memory of its host.
 *
 * @param name - Its name as nvidia-smi prints it.
 * @returns True for the GPUs that are known to.
 * @example
 * isUnified('NVIDIA GB10') // => true
 * isUnified('NVIDIA GH200 480GB') // => false
 */
export const isUnified = (name: string): boolean => unifiedNames.test(name)

const bytesOf = (meminfo: string, entry: string): number | undefined => {
  const kibibytes = new RegExp(`^${entry}:\\s+(\\d+) kB\\s*$`, 'm').exec(meminfo)?.[1]
  const bytes = kibibytes === undefined ? undefined : Number(kibibytes) * 1024
  return Number.isSafeInteger(bytes) ? bytes : undefined
}

/**
 * Main memory.
 *
 * @param meminfo - Text of `/proc/meminfo`; undefined: there is none.
 * @param ramBytes - Main memory as the system reports it otherwise (bytes).
 * @returns Total, available as free, and the rest as used.
 * @example
 * readHostMemory('MemTotal: 4 kB\nMemAvailable: 3 kB', 0).usedBytes // => 1024
 */
export const readHostMemory = (meminfo: string | undefined, ramBytes: number): MemorySizes => {
  const totalBytes = bytesOf(meminfo ?? '', 'MemTotal')
  const freeBytes = bytesOf(meminfo ?? '', 'MemAvailable')
  if (totalBytes === undefined) return { totalBytes: ramBytes > 0 ? ramBytes : undefined }
  if (freeBytes === undefined || freeBytes > totalBytes) return { totalBytes }
  return { totalBytes, freeBytes, usedBytes: totalBytes - freeBytes }
}
