/** A CUDA version that hosts of a GPU type report. */
export interface CudaVersion {
  /** `major.minor`, such as `12.8`. */
  readonly version: string
  /** Whether a host that reports it is free. */
  readonly isAvailable: boolean
}

const pattern = /^(\d{1,2})\.(\d{1,2})$/

/** Position of a version among all, or undefined for a text that is none. 12.11 comes after 12.2. */
const positionOf = (version: string): number | undefined => {
  const [, major, minor] = pattern.exec(version) ?? []
  return major === undefined || minor === undefined || Number(major) === 0
    ? undefined
    : Number(major) * 100 + Number(minor)
}

/**
 * The highest version of which a host is free.
 *
 * @param versions - What hosts report; texts that are no version are skipped.
 * @returns The version as RunPod writes it; undefined: unknown, as for AMD.
 * @example
 * highestAvailable([{ version: '12.2', isAvailable: true }, { version: '12.11', isAvailable: true }]) // => '12.11'
 * highestAvailable([{ version: '12.8', isAvailable: false }]) // => undefined
 */
export const highestAvailable = (versions: readonly CudaVersion[]): string | undefined => {
  let highest: string | undefined
  for (const { version, isAvailable } of versions) {
    const position = isAvailable ? positionOf(version) : undefined
    if (position !== undefined && position > (positionOf(highest ?? '') ?? 0)) highest = version
  }
  return highest
}

/**
 * The least version that fulfils a need, as RunPod writes it.
 *
 * @param needed - A CUDA version as a number, such as 11.8.
 * @example
 * leastVersion(12) // => '12.0'
 * leastVersion(12.45) // => '12.5'
 */
export const leastVersion = (needed: number): string => (Math.ceil(needed * 10 - 1e-9) / 10).toFixed(1)

/**
 * The version that a pod is ordered with: no more than is needed, because fewer hosts have a newer one.
 *
 * @param highest - The highest version of which a host is free.
 * @param needed - What the job needs; undefined: nobody said.
 * @returns The highest version where nothing is needed, and where it is not enough.
 * @example
 * orderedVersion('12.8', 12.1) // => '12.1'
 * orderedVersion('12.8', undefined) // => '12.8'
 * orderedVersion('12.8', 13) // => '12.8'
 */
export const orderedVersion = (
  highest: string | undefined,
  needed: number | undefined,
): string | undefined => {
  if (highest === undefined || needed === undefined) return highest
  const least = leastVersion(needed)
  return (positionOf(least) ?? 0) < (positionOf(highest) ?? 0) ? least : highest
}

/**
 * A version as the number that needs are compared with.
 *
 * A minor version of two digits does not fit into a decimal number, so 12.11 becomes 12.9, which promises less.
 *
 * @param version - `major.minor`.
 * @example
 * cudaNumber('12.8') // => 12.8
 * cudaNumber('12.11') // => 12.9
 * cudaNumber('latest') // => undefined
 */
export const cudaNumber = (version: string): number | undefined => {
  const position = positionOf(version)
  if (position === undefined) return undefined
  return Math.floor(position / 100) + Math.min(position % 100, 9) / 10
}
