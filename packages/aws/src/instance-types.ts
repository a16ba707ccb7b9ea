import { type HostArchitecture, positive, type Vendor, vramTolerance } from '@aima/gpu-core'
import { z } from 'zod'
import type { CallFailure, Connection } from './client.ts'
import { callEc2, filter } from './ec2.ts'
import { gpuOf } from './gpu.ts'
import { familyOf } from './gpu-families.ts'
import { type MachineType, typeWildcards } from './machine-type.ts'
import { type ReadRows, readRows } from './rows.ts'
import { ec2Page, itemsOf, numberUpTo, type WireSet, word } from './wire.ts'

/** GPUs of a type: the fields that are used. */
interface WireGpu {
  readonly name: string
  readonly manufacturer: string
  readonly count: number
  readonly logicalGpuCount?: number | undefined
  readonly gpuPartitionSize?: number | undefined
  readonly memoryInfo?: { readonly sizeInMiB: number } | undefined
}

/** One type of `DescribeInstanceTypes`. Source: EC2's service model (botocore, 2026-11). */
interface WireType {
  readonly instanceType: string
  readonly supportedUsageClasses?: WireSet
  readonly processorInfo?: { readonly supportedArchitectures?: WireSet } | undefined
  readonly vCpuInfo?: { readonly defaultVCpus: number } | undefined
  readonly memoryInfo?: { readonly sizeInMiB: number } | undefined
  readonly gpuInfo: {
    readonly gpus: { readonly item: readonly WireGpu[] }
    readonly totalGpuMemoryInMiB?: number | undefined
  }
  readonly networkInfo?: { readonly networkCards?: WireSet } | undefined
  readonly instanceStorageInfo?: { readonly totalSizeInGB: number } | undefined
}

const set = z.union([z.literal(''), z.object({ item: z.array(z.unknown()) })]).optional()
const mebibytes = z.object({ sizeInMiB: numberUpTo(2 ** 28) })

const WireGpu: z.ZodType<WireGpu> = z.object({
  name: word,
  manufacturer: word,
  count: numberUpTo(72),
  logicalGpuCount: numberUpTo(72).optional(),
  gpuPartitionSize: numberUpTo(1).optional(),
  memoryInfo: mebibytes.optional(),
})

const WireType: z.ZodType<WireType> = z.object({
  instanceType: z.string().regex(/^[a-z][a-z0-9-]{0,24}\.[a-z0-9-]{1,20}$/, 'expected the name of a type'),
  supportedUsageClasses: set,
  processorInfo: z.object({ supportedArchitectures: set }).optional(),
  vCpuInfo: z.object({ defaultVCpus: numberUpTo(4096) }).optional(),
  memoryInfo: mebibytes.optional(),
  gpuInfo: z.object({
    gpus: z.object({ item: z.array(WireGpu).min(1) }),
    totalGpuMemoryInMiB: numberUpTo(2 ** 28).optional(),
  }),
  networkInfo: z.object({ networkCards: set }).optional(),
  instanceStorageInfo: z.object({ totalSizeInGB: numberUpTo(1e6) }).optional(),
})

const WithoutGpu = z.object({ instanceType: z.string(), gpuInfo: z.literal('').optional() })

const Baseline = z.object({ baselineBandwidthInGbps: numberUpTo(1e5) })

/** A Gaudi of Habana and the cards for video are no GPUs: nothing for NVIDIA or AMD runs on them. */
const vendors: ReadonlyMap<string, Vendor> = new Map([
  ['nvidia', 'nvidia'],
  ['amd', 'amd'],
])

const architectures: readonly HostArchitecture[] = ['x86_64', 'arm64']

const textsOf = (list: WireSet): readonly string[] =>
  itemsOf(list).filter((item): item is string => typeof item === 'string')

/** Of a fractional type the count is 0; so many parts of this size are its GPUs. Others state a size of 1, or none. */
const gpusOf = ({ count, logicalGpuCount = 0, gpuPartitionSize }: WireGpu): number => {
  if (count > 0) return count
  return logicalGpuCount === 1 && gpuPartitionSize !== undefined ? gpuPartitionSize : 0
}

const isNear = (one: number, other: number): boolean => Math.abs(one / other - 1) < vramTolerance

/**
 * L4s were once listed with the memory of all as that of each. The sum tells it, and where that is as wrong, the table of families.
 *
 * Source: dstackai/gpuhunt (2025).
 */
const memoryOf = (
  { memoryInfo }: WireGpu,
  { type, gpus, totalMebibytes }: { type: string; gpus: number; totalMebibytes: number | undefined },
): number | undefined => {
  const size = positive(memoryInfo?.sizeInMiB)
  if (size === undefined || gpus <= 1) return size
  const tabled = familyOf(type)?.mebibytes
  const isOfAll = totalMebibytes === size || (tabled !== undefined && isNear(size / gpus, tabled))
  return isOfAll ? size / gpus : size
}

const networkMbpsOf = ({ networkInfo }: WireType): number | undefined => {
  const cards = itemsOf(networkInfo?.networkCards).map((card) => Baseline.safeParse(card).data)
  return positive(cards.reduce((sum, card) => sum + (card?.baselineBandwidthInGbps ?? 0), 0) * 1000)
}

const toMachineType = (wire: WireType): MachineType | undefined => {
  const { instanceType: type, gpuInfo } = wire
  const [wireGpu, ...others] = gpuInfo.gpus.item
  const vendor = vendors.get(wireGpu?.manufacturer.toLowerCase() ?? '')
  if (wireGpu === undefined || others.length > 0 || vendor === undefined) return undefined
  const gpus = gpusOf(wireGpu)
  if (gpus <= 0 || (gpus > 1 && !Number.isInteger(gpus))) return undefined
  const isNameless = wireGpu.name.toUpperCase() === 'NVIDIA'
  const name = (isNameless ? familyOf(type)?.apiName : undefined) ?? wireGpu.name
  const stated = { type, name, vendor, gpus }
  const statedArchitectures = textsOf(wire.processorInfo?.supportedArchitectures)
  return {
    ...gpuOf({
      ...stated,
      mebibytes: memoryOf(wireGpu, { type, gpus, totalMebibytes: gpuInfo.totalGpuMemoryInMiB }),
    }),
    type,
    vcpus: positive(wire.vCpuInfo?.defaultVCpus),
    ramGiB: positive((wire.memoryInfo?.sizeInMiB ?? 0) / 1024),
    architecture: architectures.find((one) => statedArchitectures.includes(one)),
    networkMbps: networkMbpsOf(wire),
    localDiskGB: positive(wire.instanceStorageInfo?.totalSizeInGB),
    usageClasses: textsOf(wire.supportedUsageClasses),
  }
}

/**
 * Reads the items of `DescribeInstanceTypes` that are GPUs of NVIDIA or AMD. A faulty one costs a warning.
 *
 * @param items - Any values.
 * @param region - Their region, for warnings.
 * @example
 * toMachineTypes([{ instanceType: 'm5.large' }], 'eu-west-1').rows // => []
 */
export const toMachineTypes = (items: readonly unknown[], region: string): ReadRows<MachineType> => {
  const withGpu = items.filter((item) => !WithoutGpu.safeParse(item).success)
  const { rows, bad } = readRows(`types of ${region}`, withGpu, WireType)
  const byName = new Map(rows.map((row) => [row.instanceType, row]))
  return { rows: [...byName.values()].flatMap((row) => toMachineType(row) ?? []), bad }
}

/** Types of a region. */
export interface RegionTypes extends ReadRows<MachineType> {
  /** Why some are missing, or all. */
  readonly failure?: CallFailure | undefined
}

const page = ec2Page('DescribeInstanceTypes', 'instanceTypeSet')

/** Asks for the types of a region that have GPUs. There is no filter on GPUs, so their names are asked for. */
export const readInstanceTypes = async (connection: Connection, region: string): Promise<RegionTypes> => {
  const { pages, failure } = await callEc2(connection, {
    region,
    action: 'DescribeInstanceTypes',
    parameters: [...filter(1, 'instance-type', typeWildcards), ['MaxResults', 100]],
    schema: page,
    next: ({ nextToken }) => nextToken,
  })
  const items = pages.flatMap((one) => one.items)
  return { ...toMachineTypes(items, region), failure }
}
