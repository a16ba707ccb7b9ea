import {
  type Disk,
  type Driver,
  type Host,
  type HostArchitecture,
  type Network,
  positive,
} from '@aima/gpu-core'
import { mebibytesPerGiB } from './facts.ts'
import { furtherStorageOf, type ListedDisk } from './price.ts'
import type { WireOffer } from './wire.ts'

/** Source: openapi.yaml of vast-ai/docs c624622, `cpu_arch`. */
const architectures: ReadonlyMap<string, HostArchitecture> = new Map([
  ['amd64', 'x86_64'],
  ['arm64', 'arm64'],
])

/** The numbered parts of `590.48.01`; anything else is no version. */
const driverVersionOf = (text: string | null | undefined): string | undefined =>
  /^\d{1,6}(\.\d{1,6}){0,3}$/.exec(text ?? '')?.[0]

const greatestCudaVersion = 99

/** 12 of 10,512 offers of summer 2026 reported 580.173, which is the version of their driver; such a number says nothing of CUDA. */
const cudaVersionOf = (reported: number | null | undefined): number | undefined => {
  const version = positive(reported)
  return version === undefined || version > greatestCudaVersion ? undefined : version
}

/** Both versions are NVIDIA's; an AMD host reports the version of another driver. */
const driverOf = (row: WireOffer): Driver | undefined => {
  if (row.gpu_arch === 'amd') return { kind: 'installed' }
  const cudaVersion = cudaVersionOf(row.cuda_max_good)
  const driverVersion = driverVersionOf(row.driver_version)
  const isKnown = cudaVersion !== undefined || driverVersion !== undefined
  return isKnown ? { kind: 'installed', cudaVersion, driverVersion } : undefined
}

/** The disk is ordered with the offer, up to the share that it has of the machine's. */
const diskOf = ({ disk_space: largestGB }: WireOffer): Disk | undefined => {
  if (typeof largestGB !== 'number') return undefined
  return largestGB > 0 ? { kind: 'elastic', largestGB } : { kind: 'fixed', sizeGB: 0 }
}

/**
 * The machine around the GPUs: the offer's share of it, which is what the reply states (`cpu_ram` and `disk_space` must not be
 * multiplied by `gpu_frac` again).
 *
 * @param row - The row.
 * @example
 * hostOf({ id: 1, gpu_name: 'L4', num_gpus: 1, cpu_ram: 65536, driver_version: '590.48.01' }).ramGiB // => 64
 */
export const hostOf = (row: WireOffer): Host => ({
  vcpus: positive(row.cpu_cores_effective),
  ramGiB: positive((row.cpu_ram ?? 0) / mebibytesPerGiB),
  disk: diskOf(row),
  architecture: architectures.get(row.cpu_arch ?? ''),
  driver: driverOf(row),
})

/**
 * Lines and data prices: data is copied onto the rented machine, and each host sets a price for either direction.
 *
 * @param row - The row.
 * @param disk - The disk of the listing.
 * Source: `inet_down` and `inet_up` are Mbit/s by the command line tool and by their values, though the documentation says MB/s.
 * @example
 * networkOf({ id: 1, gpu_name: 'L4', num_gpus: 1, inet_up: 800, inet_up_cost: 0.004 }, { diskGB: 8, pricedDiskGB: 8 }).egressUsdPerGB // => 0.004
 */
export const networkOf = (row: WireOffer, disk: ListedDisk): Network => ({
  dataPath: 'instance',
  ingressMbps: positive(row.inet_down),
  egressMbps: positive(row.inet_up),
  ingressUsdPerGB: row.inet_down_cost ?? undefined,
  egressUsdPerGB: row.inet_up_cost ?? undefined,
  storageUsdPerGBMonth: furtherStorageOf(row, disk),
})
