import type { HostArchitecture, Interconnect, Vendor } from '@aima/gpu-core'

/** What the types of a family have in common. */
export interface GpuFamily {
  /** Name of the GPU as `DescribeInstanceTypes` prints it. */
  readonly apiName: string
  /** Name that also tells the form, which AWS leaves out: p4d has modules, not cards. */
  readonly exactName: string
  /** Who made it. */
  readonly vendor: Vendor
  /** Memory of a whole GPU as `DescribeInstanceTypes` reports it (MiB). */
  readonly mebibytes: number
  /** Processor architecture of the hosts. */
  readonly architecture: HostArchitecture
  /** How several GPUs of a machine talk; there is no field for it in any reply. */
  readonly interconnect: Interconnect
  /** GPUs by size of the instance; below 1: a share of one. */
  readonly gpusBySize: ReadonlyMap<string, number>
}

/** `xlarge:1 12xlarge:4` as a map. */
const sizes = (text: string): ReadonlyMap<string, number> =>
  new Map(
    text.split(' ').map((entry) => {
      const [size = '', gpus] = entry.split(':')
      return [size, Number(gpus)]
    }),
  )

const family = (
  apiName: string,
  mebibytes: number,
  gpus: string,
  changes: Partial<GpuFamily> = {},
): GpuFamily => ({
  apiName,
  exactName: apiName,
  vendor: 'nvidia',
  mebibytes,
  architecture: 'x86_64',
  interconnect: 'pcie',
  gpusBySize: sizes(gpus),
  ...changes,
})

const upToEight = 'xlarge:1 2xlarge:1 4xlarge:1 8xlarge:1 12xlarge:4 16xlarge:1 24xlarge:4 48xlarge:8'
const blackwellSizes = '2xlarge:1 4xlarge:1 8xlarge:1 12xlarge:2 24xlarge:4 48xlarge:8'

const modules = (exactName: string): Partial<GpuFamily> => ({ exactName, interconnect: 'nvlink' })

/**
 * Families that are sold on demand or as spot.
 *
 * Source: `DescribeInstanceTypes` of 2026-08-02 as recorded by getmoto/moto 0af643a5; forms and interconnects from AWS's pages of the
 * families (2026-08). Types that are only in capacity blocks (p6e-gb200) are left out.
 */
const families: ReadonlyMap<string, GpuFamily> = new Map([
  [
    'g4ad',
    family('Radeon Pro V520', 8192, 'xlarge:1 2xlarge:1 4xlarge:1 8xlarge:2 16xlarge:4', { vendor: 'amd' }),
  ],
  ['g4dn', family('T4', 16_384, 'xlarge:1 2xlarge:1 4xlarge:1 8xlarge:1 12xlarge:4 16xlarge:1 metal:8')],
  ['g5', family('A10G', 22_888, upToEight)],
  [
    'g5g',
    family('T4g', 16_384, 'xlarge:1 2xlarge:1 4xlarge:1 8xlarge:1 16xlarge:2 metal:2', {
      architecture: 'arm64',
    }),
  ],
  ['g6', family('L4', 22_888, upToEight)],
  ['g6e', family('L40S', 45_776, upToEight)],
  ['g6f', family('L4', 22_888, 'large:0.125 xlarge:0.125 2xlarge:0.25 4xlarge:0.5')],
  ['gr6', family('L4', 22_888, '4xlarge:1 8xlarge:1')],
  ['gr6f', family('L4', 22_888, '4xlarge:0.5')],
  [
    'g7',
    family('RTX PRO 4500', 32_768, blackwellSizes, { exactName: 'RTX PRO 4500 Blackwell Server Edition' }),
  ],
  ['g7e', family('RTX PRO Server 6000', 98_304, blackwellSizes)],
  ['p3dn', family('V100', 32_768, '24xlarge:8', modules('V100-SXM2-32GB'))],
  ['p4d', family('A100', 40_960, '24xlarge:8', modules('A100-SXM4-40GB'))],
  ['p4de', family('A100', 81_920, '24xlarge:8', modules('A100-SXM4-80GB'))],
  ['p5', family('H100', 81_920, '4xlarge:1 48xlarge:8', modules('H100-SXM5-80GB'))],
  ['p5e', family('H200', 144_384, '48xlarge:8', modules('H200'))],
  ['p5en', family('H200', 144_384, '48xlarge:8', modules('H200'))],
  ['p6-b200', family('B200', 183_359, '48xlarge:8', modules('B200'))],
  ['p6-b300', family('B300', 275_040, '48xlarge:8', modules('B300'))],
])

/**
 * Families whose prices are still listed and that cannot be started any more.
 *
 * Source: gone from `DescribeInstanceTypes` between 2024-11 and 2026-05 (getmoto/moto, older revisions).
 */
const retiredFamilies: ReadonlySet<string> = new Set(['g2', 'g3', 'g3s', 'p2', 'p3'])

const partsOf = (type: string): readonly [name: string, size: string] => {
  const dot = type.indexOf('.')
  return dot < 0 ? [type, ''] : [type.slice(0, dot), type.slice(dot + 1)]
}

/** Family of a type, where it is in the table. */
export const familyOf = (type: string): GpuFamily | undefined => families.get(partsOf(type)[0])

/**
 * GPUs of a type by the table; below 1: a share of one.
 *
 * @param type - Such as `g5.12xlarge`.
 * @example
 * tabledGpus('g5.12xlarge') // => 4
 * tabledGpus('g9.xlarge') // => undefined
 */
export const tabledGpus = (type: string): number | undefined =>
  familyOf(type)?.gpusBySize.get(partsOf(type)[1])

/**
 * Whether a type can no longer be started, though its price is listed.
 *
 * @param type - Such as `p2.xlarge`.
 * @example
 * isRetired('p3.2xlarge') // => true
 * isRetired('p3dn.24xlarge') // => false
 */
export const isRetired = (type: string): boolean => retiredFamilies.has(partsOf(type)[0])

/** Types in the table, by name. */
export const tabledTypes: readonly string[] = [...families].flatMap(([name, { gpusBySize }]) =>
  [...gpusBySize.keys()].map((size) => `${name}.${size}`),
)
