import type { Vendor, Warning } from '@aima/gpu-core'
import type { z } from 'zod'
import { issuesOf } from '../issues-of.ts'
import { memberOf } from '../member-of.ts'
import { type Device, type Slice, WireClaim, WireSlice } from './dra-wire.ts'
import { quantityOf } from './quantity.ts'
import type { Fields } from './wire.ts'

/** A GPU, or a part of one, that a driver announces as a device. */
export interface DraDevice {
  /** Node that has it. */
  readonly node: string
  /** Driver that announces it, such as `gpu.nvidia.com`. */
  readonly driver: string
  /** What it is called. */
  readonly name: string
  /** Its vendor, by the driver. */
  readonly vendor: Vendor | undefined
  /** Profile of a MIG instance. */
  readonly migProfile: string | undefined
  /** Its memory (GiB). */
  readonly vramGiB: number | undefined
  /** CUDA compute capability. */
  readonly computeCapability: number | undefined
  /** Its UUID. */
  readonly uuid: string | undefined
  /** Whether a claim has it, or a part of it; undefined: claims are not known. */
  readonly isTaken: boolean | undefined
}

/** What drivers announce. */
export interface DraDevices {
  /** The devices. */
  readonly devices: readonly DraDevice[]
  /** What is missing. */
  readonly warnings: readonly Warning[]
}

const vendors: ReadonlyMap<string, Vendor> = new Map([
  ['gpu.nvidia.com', 'nvidia'],
  ['gpu.amd.com', 'amd'],
  ['gpu.intel.com', 'intel'],
])

/** By convention the driver of GPUs is called `gpu.` and its vendor; others announce networks or NVLink domains. */
const isOfGpus = ({ driver }: Slice): boolean => driver.startsWith('gpu.')

const keyOf = (...parts: readonly string[]): string => JSON.stringify(parts)

/** Newest slices of each pool. An incomplete pool is in the middle of a change and is left out. */
const currentSlices = (slices: readonly Slice[]): { current: readonly Slice[]; incomplete: number } => {
  const pools = new Map<string, Slice[]>()
  for (const slice of slices) {
    const key = keyOf(slice.driver, slice.pool.name)
    const known = pools.get(key)
    const generation = known?.[0]?.pool.generation ?? Number.NEGATIVE_INFINITY
    if (slice.pool.generation > generation) pools.set(key, [slice])
    else if (slice.pool.generation === generation) known?.push(slice)
  }
  const complete = [...pools.values()].filter((pool) => pool.length === pool[0]?.pool.resourceSliceCount)
  return { current: complete.flat(), incomplete: pools.size - complete.length }
}

const attribute = (attributes: Fields | null | undefined, name: string): string | undefined => {
  const value = memberOf(attributes, name)
  if (typeof value !== 'object' || value === null) return undefined
  const text: unknown = Object.values(value)[0]
  return typeof text === 'string' && text !== '' && text.length <= 128 ? text : undefined
}

const memoryGiB = (capacity: Fields | null | undefined): number | undefined => {
  const value = memberOf(capacity, 'memory')
  const stated = typeof value === 'object' ? memberOf(value, 'value') : value
  const gib = (quantityOf(stated) ?? 0) / 2 ** 30
  return gib > 0 && gib <= 1024 ? gib : undefined
}

const capabilityOf = (version: string | undefined): number | undefined => {
  const [, digits] = /^(\d{1,2}\.\d)(?:\.\d+)?$/.exec(version ?? '') ?? []
  return Number(digits ?? 0) || undefined
}

/** What claims hold: devices by driver, pool and name; undefined: claims are not known. */
type Taken = ReadonlySet<string> | undefined

const factsOf = (device: Device): Pick<Device, 'attributes' | 'capacity' | 'taints' | 'consumesCounters'> =>
  device.basic ?? device

const isUsable = (device: Device): boolean => {
  const { taints, consumesCounters, attributes } = factsOf(device)
  const isPossible = (consumesCounters ?? []).length > 0 && attribute(attributes, 'type') === 'mig'
  // A MIG instance that is only possible overlaps with its GPU and with others; the GPU itself is listed.
  return !isPossible && attribute(attributes, 'type') !== 'vfio' && (taints ?? []).length === 0
}

/** A device with its place, so that claims can be matched with it. */
interface Placed {
  readonly slice: Slice
  readonly device: Device
  readonly uuid: string | undefined
  readonly parentUuid: string | undefined
}

const placedIn = (slice: Slice): readonly Placed[] =>
  (slice.devices ?? []).map((device) => {
    const { attributes } = factsOf(device)
    const uuid = attribute(attributes, 'uuid')
    return { slice, device, uuid, parentUuid: attribute(attributes, 'parentUUID') }
  })

const isIn = (texts: ReadonlySet<string | undefined>, text: string | undefined): boolean =>
  text !== undefined && texts.has(text)

/** Counters that a device draws from. Those of one GPU and of its instances are the same. */
const countersOf = ({ slice: { driver, pool }, device }: Placed): readonly string[] =>
  (factsOf(device).consumesCounters ?? []).map(({ counterSet }) => keyOf(driver, pool.name, counterSet))

const isInstance = ({ device }: Placed): boolean => attribute(factsOf(device).attributes, 'type') === 'mig'

/** A GPU is taken with each of its instances, and each instance with its GPU; an instance leaves its siblings free. */
const prepareTaken = (placed: readonly Placed[], taken: Taken): ((one: Placed) => boolean | undefined) => {
  if (taken === undefined) return () => undefined
  const isHeld = ({ slice: { driver, pool }, device: { name } }: Placed): boolean =>
    taken.has(keyOf(driver, pool.name, name))
  const held = placed.filter(isHeld)
  const uuids = new Set(held.map(({ uuid }) => uuid))
  const parents = new Set(held.map(({ parentUuid }) => parentUuid))
  const counters = new Set(held.flatMap(countersOf))
  const isCut = (one: Placed): boolean => !isInstance(one) && countersOf(one).some((set) => counters.has(set))
  return (one) => isHeld(one) || isIn(parents, one.uuid) || isIn(uuids, one.parentUuid) || isCut(one)
}

const devicesOf = (slices: readonly Slice[], taken: Taken): readonly DraDevice[] => {
  const placed = slices.flatMap(placedIn)
  const isTaken = prepareTaken(placed, taken)
  return placed.flatMap((one): readonly DraDevice[] => {
    const { slice, device, uuid } = one
    if (!slice.nodeName || !isUsable(device)) return []
    const { attributes, capacity } = factsOf(device)
    const name = attribute(attributes, 'productName') ?? attribute(attributes, 'model') ?? slice.driver
    return [
      {
        node: slice.nodeName,
        driver: slice.driver,
        name,
        vendor: vendors.get(slice.driver),
        migProfile: attribute(attributes, 'profile'),
        vramGiB: memoryGiB(capacity),
        computeCapability: capabilityOf(attribute(attributes, 'cudaComputeCapability')),
        uuid,
        isTaken: isTaken(one),
      },
    ]
  })
}

const readAll = <T>(
  rows: readonly unknown[],
  schema: z.ZodType<T>,
  name: string,
): { readonly read: readonly T[]; readonly warnings: readonly Warning[] } => {
  const read: T[] = []
  const warnings: Warning[] = []
  for (const [index, row] of rows.entries()) {
    const result = schema.safeParse(row)
    if (result.success) read.push(result.data)
    else warnings.push({ kind: 'bad-row', row: `${name} ${index + 1}`, issues: issuesOf(result.error, name) })
  }
  return { read, warnings }
}

/** A claim that cannot be read may hold any device. */
const takenBy = (rows: readonly unknown[] | undefined): { taken: Taken; warnings: readonly Warning[] } => {
  if (rows === undefined) return { taken: undefined, warnings: [] }
  const { read, warnings } = readAll(rows, WireClaim, 'resource claim')
  const results = read.flatMap(({ status }) => status?.allocation?.devices?.results ?? [])
  const keys = results
    .filter(({ adminAccess }) => adminAccess !== true)
    .map(({ driver, pool, device }) => keyOf(driver, pool, device))
  return { taken: warnings.length === 0 ? new Set(keys) : undefined, warnings }
}

/**
 * Reads the devices that drivers announce by Dynamic Resource Allocation, and which of them claims hold.
 *
 * @param slices - Resource slices, any values.
 * @param claims - Resource claims, any values; undefined: not known, and then no device is known to be free.
 * Source: Kubernetes API reference, resource.k8s.io/v1 (1.34) and v1beta1 (1.32); NVIDIA/k8s-dra-driver-gpu.
 * @example
 * readDra([], []).devices // => []
 */
export const readDra = (slices: readonly unknown[], claims: readonly unknown[] | undefined): DraDevices => {
  const { read, warnings } = readAll(slices, WireSlice, 'resource slice')
  const { current, incomplete } = currentSlices(read.map(({ spec }) => spec).filter(isOfGpus))
  const { taken, warnings: ofClaims } = takenBy(claims)
  const partial: readonly Warning[] =
    incomplete === 0
      ? []
      : [
          {
            kind: 'limited',
            reason: `${incomplete} pools of devices are incomplete and left out until their driver has written them`,
          },
        ]
  return { devices: devicesOf(current, taken), warnings: [...warnings, ...ofClaims, ...partial] }
}
