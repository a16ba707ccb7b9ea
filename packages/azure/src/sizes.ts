import type { Interconnect } from '@aima/gpu-core'
import { type SizeRow, type SizeSeries, sizeSeries } from './size-table.ts'

/** A size of machine with GPUs. */
export interface GpuSize {
  /** Azure's name, such as `Standard_NC24ads_A100_v4`. */
  readonly name: string
  /** Canonical name of the GPU. */
  readonly model: string
  /** Memory of a whole GPU as Azure states it (GiB). */
  readonly vramGiB: number
  /** Number of GPUs; below 1: a share of one. */
  readonly gpus: number
  /** How several GPUs talk to each other; undefined: one, or unknown. */
  readonly interconnect: Interconnect | undefined
  /** Virtual processors. */
  readonly vcpus: number
  /** Main memory (GiB); undefined: unknown. */
  readonly ramGiB: number | undefined
  /** True: the processors are Arm64. */
  readonly isArm: boolean
  /** Name of the quota; undefined: unknown. */
  readonly family: string | undefined
  /** When Azure stops the machines (ms since 1970-01-01 UTC); undefined: no day is known. */
  readonly retiresAtMs: number | undefined
  /** Security type that a create must ask for. */
  readonly securityType: 'ConfidentialVM' | undefined
  /** True: only Windows runs on it. */
  readonly isWindowsOnly: boolean
  /** Why the GPU is only likely; undefined: it is stated. */
  readonly doubt: string | undefined
}

const toSize = (series: SizeSeries, [name, gpus, vcpus, ramGiB, interconnect]: SizeRow): GpuSize => ({
  name: `Standard_${name}`,
  model: series.model,
  vramGiB: series.vramGiB,
  gpus,
  interconnect,
  vcpus,
  ramGiB,
  isArm: series.isArm ?? false,
  family: series.family,
  retiresAtMs: series.retiresOn === undefined ? undefined : Date.parse(series.retiresOn),
  securityType: series.securityType,
  isWindowsOnly: series.isWindowsOnly ?? false,
  doubt: series.doubt,
})

/** All sizes with GPUs. */
export const gpuSizes: readonly GpuSize[] = sizeSeries.flatMap((series) =>
  series.sizes.map((row) => toSize(series, row)),
)

const byName: ReadonlyMap<string, GpuSize> = new Map(gpuSizes.map((size) => [size.name.toLowerCase(), size]))

/** Names of the price list for what is deployed under another name. Source: price list of 2026-06-18 beside Microsoft's pages on sizes. */
const priceListNames: ReadonlyMap<string, string> = new Map([
  ['standard_nd96asr_a100_v4', 'standard_nd96asr_v4'],
  ['standard_ng32adms_v620', 'standard_ng32adms_v620_v1'],
])

/**
 * Finds a size.
 *
 * @param name - As Azure writes it anywhere, in any case, with blanks around it.
 * @returns Undefined: not a known size with GPUs.
 * @example
 * findSize('standard_nc24ads_a100_v4 ')?.model // => 'A100-PCIe-80GB'
 * findSize('Standard_ND96asr_A100_v4')?.name // => 'Standard_ND96asr_v4'
 * findSize('Standard_NP10s') // => undefined
 */
export const findSize = (name: string): GpuSize | undefined => {
  const key = name.trim().toLowerCase()
  return byName.get(priceListNames.get(key) ?? key)
}

/** Whether a name of the price list is that of the size itself, and not another one for it. */
export const isOwnName = (name: string, size: GpuSize): boolean =>
  name.trim().toLowerCase() === size.name.toLowerCase()

/** A rule by which names of the price list are left out. */
export interface NameRule {
  /** What it leaves out, in a few words. */
  readonly name: string
  /** Which names. */
  readonly pattern: RegExp
}

/**
 * Names that are no sizes with GPUs, or that nobody can deploy. The price list has them all.
 *
 * Sources: Microsoft's pages on sizes (2026-10), beside the price list of 2026-06-18.
 */
export const nameRules: readonly NameRule[] = [
  { name: 'FPGA', pattern: /^Standard_NP\d/i },
  { name: 'video encoder', pattern: /^Standard_NM\d/i },
  { name: 'promotion', pattern: /_Promo$/i },
  { name: 'H100 that is no public size', pattern: /^Standard_ND96(is_(flex|noIB)|isr?f)_H100_v5$/i },
  { name: 'GB200 that is no public size', pattern: /^Standard_ND\d+isrf_NDR_GB200_v6$/i },
  { name: 'preview of the RTX PRO 6000', pattern: /^Standard_NC\d+l?ds_xl_RTXPRO6000BSE_v6$/i },
  { name: 'retired generation', pattern: /^Standard_(NC\d+r?s?(_v2)?|ND\d+r?s(_v2)?|NV\d+s?(_v2)?)$/i },
]

/**
 * Whether a name that is no known size is known to be none.
 *
 * @param name - Of the price list.
 * @example
 * isLeftOut('Standard_NP10s') // => true
 * isLeftOut('Standard_NC999_X9_v9') // => false
 */
export const isLeftOut = (name: string): boolean => nameRules.some(({ pattern }) => pattern.test(name.trim()))

/**
 * Whether a job can run on a size at a time: not before Azure has stopped it, and with Linux.
 *
 * @param size - The size.
 * @param nowMs - The time (ms since 1970-01-01 UTC).
 */
export const runsLinuxAt = ({ retiresAtMs, isWindowsOnly }: GpuSize, nowMs: number): boolean =>
  !isWindowsOnly && (retiresAtMs === undefined || nowMs < retiresAtMs)
