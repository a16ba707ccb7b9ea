import type { Vendor } from '@aima/gpu-core'

const vendors: ReadonlyMap<string, Vendor> = new Map([
  ['nvidia', 'nvidia'],
  ['amd', 'amd'],
])

/**
 * Vendor of a GPU. REST writes `NVIDIA`, GraphQL `Nvidia`.
 *
 * @param manufacturer - As RunPod writes it.
 * @returns Undefined: not told, or `UNKNOWN`.
 * @example
 * vendorOf('NVIDIA') // => 'nvidia'
 * vendorOf('UNKNOWN') // => undefined
 */
export const vendorOf = (manufacturer: string | null | undefined): Vendor | undefined =>
  vendors.get((manufacturer ?? '').toLowerCase())
