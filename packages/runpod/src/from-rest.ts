import { type Asked, type CatalogueRow, noGpuTypeId } from './catalogue-row.ts'
import { highestAvailable } from './cuda-version.ts'
import { vendorOf } from './vendor.ts'
import type { PerCloud, WireGpuType } from './wire.ts'

const inCloud = (amounts: PerCloud | null | undefined, { cloud }: Asked): number | null | undefined =>
  cloud === 'SECURE' ? amounts?.secure : amounts?.community

/** Whether a pod of that size can be had at all, in stock or not. */
const isOffered = (gpu: WireGpuType, asked: Asked): boolean => {
  const hasCloud = asked.cloud === 'SECURE' ? gpu.secure : gpu.community
  return (
    hasCloud &&
    gpu.id !== noGpuTypeId &&
    asked.gpuCount <= (inCloud(gpu.maxCount, asked) ?? Number.POSITIVE_INFINITY)
  )
}

/**
 * What a row of the REST catalogue says of one cloud and count.
 *
 * RunPod leaves the list of data centres out where there is no stock, and a level of stock that is missing means the same.
 *
 * @param gpu - The row.
 * @param asked - What the reply is about.
 * @returns Undefined where the cloud does not offer the type, or no machine of it is that large: the price is then a placeholder.
 * Source: REST v2 description (2026-08-18): prices are for one GPU; `maxCount` is a ceiling and no stock.
 * @example
 * const gpu = { id: 'NVIDIA L4', secure: true, community: false, price: { secure: 0.39, community: 0.44 } }
 * fromRest(gpu, { cloud: 'SECURE', gpuCount: 8 })?.usdPerGpuHour // => 0.39
 * fromRest(gpu, { cloud: 'COMMUNITY', gpuCount: 8 }) // => undefined
 */
export const fromRest = (gpu: WireGpuType, asked: Asked): CatalogueRow | undefined => {
  if (!isOffered(gpu, asked)) return undefined
  const versions = gpu.cudaVersions ?? []
  return {
    ...asked,
    gpuTypeId: gpu.id,
    vendor: vendorOf(gpu.manufacturer),
    memoryGB: gpu.memory || undefined,
    usdPerGpuHour: inCloud(gpu.price, asked) || undefined,
    bidUsdPerHour: undefined,
    stock: gpu.availability ?? 'NONE',
    dataCenters: (gpu.dataCenters ?? []).map(({ id, availability }) => ({
      id,
      stock: availability ?? 'NONE',
    })),
    cudaVersion: highestAvailable(
      versions.map(({ version, available: isAvailable }) => ({ version, isAvailable })),
    ),
    vcpus: undefined,
    ramGB: undefined,
  }
}
