import type { Vendor } from '@aima/gpu-core'

/** What a metric measures. */
export type Quantity =
  | 'freeMiB'
  | 'usedMiB'
  | 'reservedMiB'
  | 'totalMiB'
  | 'load'
  | 'xid'
  | 'remapFailure'
  | 'remapPending'
  | 'health'
  | 'information'

/** A metric of one of the exporters. */
export interface Metric {
  /** What it measures. */
  readonly quantity: Quantity
  /** What its value is multiplied by. */
  readonly factor: number
  /** Vendor of the GPUs that it is about. */
  readonly vendor: Vendor
}

/**
 * XIDs after which a GPU is not to be used. 13, 31, 43 and 45 are mostly faults of a program.
 * Source: NVIDIA, "XID errors" (r580, 2026).
 */
const fatalXids: ReadonlySet<number> = new Set([48, 64, 74, 79, 94, 95, 119, 120])

/**
 * Whether a GPU is not to be used after an XID.
 *
 * @param xid - Its number; 0: none.
 * @example
 * isFatalXid(79) // => true
 */
export const isFatalXid = (xid: number): boolean => fatalXids.has(xid)

const nvidia = (quantity: Quantity, factor = 1): Metric => ({ quantity, factor, vendor: 'nvidia' })
const amd = (quantity: Quantity, factor = 1): Metric => ({ quantity, factor, vendor: 'amd' })

const mebibytesPerByte = 2 ** -20

/**
 * Metrics that are read, by name.
 *
 * Sources: NVIDIA/dcgm-exporter default-counters.csv (MiB, %), utkuozdemir/nvidia_gpu_exporter (bytes, ratios),
 * ROCm/device-metrics-exporter (MB that are MiB, %), 2026.
 */
export const metrics: ReadonlyMap<string, Metric> = new Map([
  ['DCGM_FI_DEV_FB_FREE', nvidia('freeMiB')],
  ['DCGM_FI_DEV_FB_USED', nvidia('usedMiB')],
  ['DCGM_FI_DEV_FB_RESERVED', nvidia('reservedMiB')],
  ['DCGM_FI_DEV_FB_TOTAL', nvidia('totalMiB')],
  ['DCGM_FI_DEV_GPU_UTIL', nvidia('load', 0.01)],
  ['DCGM_FI_PROF_GR_ENGINE_ACTIVE', nvidia('load')],
  ['DCGM_FI_DEV_XID_ERRORS', nvidia('xid')],
  ['DCGM_FI_DEV_ROW_REMAP_FAILURE', nvidia('remapFailure')],
  ['DCGM_FI_DEV_ROW_REMAP_PENDING', nvidia('remapPending')],
  ['nvidia_smi_memory_free_bytes', nvidia('freeMiB', mebibytesPerByte)],
  ['nvidia_smi_memory_used_bytes', nvidia('usedMiB', mebibytesPerByte)],
  ['nvidia_smi_memory_reserved_bytes', nvidia('reservedMiB', mebibytesPerByte)],
  ['nvidia_smi_memory_total_bytes', nvidia('totalMiB', mebibytesPerByte)],
  ['nvidia_smi_utilization_gpu_ratio', nvidia('load')],
  ['nvidia_smi_gpu_info', nvidia('information')],
  ['gpu_free_vram', amd('freeMiB')],
  ['gpu_used_vram', amd('usedMiB')],
  ['gpu_total_vram', amd('totalMiB')],
  ['gpu_gfx_activity', amd('load', 0.01)],
  ['gpu_health', amd('health')],
])

const namesOf = (isMeant: (metric: Metric) => boolean): string =>
  [...metrics].flatMap(([name, metric]) => (isMeant(metric) ? [name] : [])).join('|')

const escaped = (text: string): string =>
  text.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n')

const matchers = (labels: Readonly<Record<string, string>>): readonly string[] =>
  Object.entries(labels).map(([name, value]) => `${name}="${escaped(value)}"`)

/** The queries of a listing. */
export interface Queries {
  /** Everything that is measured. */
  readonly samples: string
  /** When memory was measured: an instant query says when it was asked, and not when that was. */
  readonly times: string
  /** Targets that do not answer. */
  readonly down: string
}

/**
 * Writes the queries of a listing.
 *
 * @param labels - Labels that samples must have.
 * @example
 * queriesFor({ cluster: 'a' }).down // => 'up{cluster="a"} == 0'
 */
export const queriesFor = (labels: Readonly<Record<string, string>>): Queries => {
  const selector = (names: string): string => `{${[`__name__=~"${names}"`, ...matchers(labels)].join(',')}}`
  return {
    samples: selector(namesOf(() => true)),
    times: `timestamp(${selector(namesOf(({ quantity }) => quantity === 'usedMiB'))})`,
    down: `up{${matchers(labels).join(',')}} == 0`,
  }
}
