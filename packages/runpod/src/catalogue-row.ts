import type { Vendor } from '@aima/gpu-core'
import type { RunpodCloud } from './options.ts'
import type { StockLevel } from './wire.ts'

/** Stock of one GPU type in one data centre. */
export interface DataCenterStock {
  /** RunPod's id of the data centre. */
  readonly id: string
  /** How much of it is there. */
  readonly stock: StockLevel
}

/** One GPU type in one cloud at one count, whichever interface told of it. Absent fields are unknown. */
export interface CatalogueRow {
  /** RunPod's id of the GPU type, such as `NVIDIA L40S`. */
  readonly gpuTypeId: string
  /** Who made it. */
  readonly vendor: Vendor | undefined
  /** Nominal memory of one GPU (GB, by which RunPod means the size as sold). */
  readonly memoryGB: number | undefined
  /** The cloud. */
  readonly cloud: RunpodCloud
  /** GPUs in the pod. */
  readonly gpuCount: number
  /** List price of one GPU on demand (USD/h). */
  readonly usdPerGpuHour: number | undefined
  /** Least bid for the whole pod as spot (USD/h). */
  readonly bidUsdPerHour: number | undefined
  /** Stock in the whole cloud. */
  readonly stock: StockLevel
  /** Stock by data centre; empty: not told. */
  readonly dataCenters: readonly DataCenterStock[]
  /** Highest CUDA version (`major.minor`) of which a host is free. */
  readonly cudaVersion: string | undefined
  /** Least virtual processors of a pod. */
  readonly vcpus: number | undefined
  /** Least memory of a pod (GB). */
  readonly ramGB: number | undefined
}

/** RunPod's name for no GPU type. Source: recorded replies of 2025-06 and 2026-07-18, where no cloud offers it. */
export const noGpuTypeId = 'unknown'

/** Which cloud and count a reply is about. */
export interface Asked {
  /** The cloud. */
  readonly cloud: RunpodCloud
  /** GPUs in the pod. */
  readonly gpuCount: number
}

/** Data centres that list a GPU type at a count, by {@link stockKey}. */
export type StockOf = ReadonlyMap<string, readonly DataCenterStock[]>

/**
 * Key of a GPU type at a count.
 *
 * @param row - Both.
 * @example
 * stockKey({ gpuTypeId: 'NVIDIA L4', gpuCount: 2 }) // => '2 NVIDIA L4'
 */
export const stockKey = ({ gpuTypeId, gpuCount }: Pick<CatalogueRow, 'gpuTypeId' | 'gpuCount'>): string =>
  `${gpuCount} ${gpuTypeId}`
