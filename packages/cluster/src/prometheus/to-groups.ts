import type { Host, JsonValue } from '@aima/gpu-core'
import type { GpuGroup } from '../offers/gpu-group.ts'
import { type GpuReader, prepareGpuReader, type ReadGpu } from '../offers/offered-gpu.ts'
import type { UnusableNode } from '../offers/unusable-nodes.ts'
import { keyOf } from './identity.ts'
import type { MeasuredGpu } from './measured-gpu.ts'
import { isFatalXid } from './metrics.ts'

/** What the groups of a listing depend on. */
export interface PrometheusContext {
  /** When memory was measured, by GPU (ms since 1970-01-01 UTC); absent: not known. */
  readonly measuredAtMs: ReadonlyMap<string, number> | undefined
  /** Targets that do not answer. */
  readonly down: ReadonlySet<string>
  /** Oldest measurement that counts (ms). */
  readonly maximumAgeMs: number
  /** Memory in use up to which a GPU is idle (MiB), where the user said so. */
  readonly idleMiB: number | undefined
  /** What GPUs are really called, by the exporter's name. */
  readonly models: Readonly<Record<string, string>>
  /** The present (ms since 1970-01-01 UTC). */
  readonly nowMs: number
}

/** What is measured. */
export interface PrometheusGroups {
  /** GPUs that work. */
  readonly groups: readonly GpuGroup[]
  /** The others. */
  readonly unusable: readonly UnusableNode[]
}

/** A row of memory will be replaced, which needs a reset while it is pending. Source: NVIDIA, "XID errors" (r580, 2026). */
const remappedXid = 63

/** A driver keeps some hundred MiB of a whole GPU, and a few of an instance. */
const idleFloorMiB = { gpu: 600, instance: 64 }
const idleShare = 0.02
const busyLoad = 0.05
const mostMiB = 2 ** 20

const isPlausible = (mebibytes: number | undefined): mebibytes is number =>
  mebibytes !== undefined && mebibytes > 0 && mebibytes <= mostMiB

/** All of the memory: as told, or what is free, used and reserved together. */
const totalMiBOf = ({ values }: MeasuredGpu): number | undefined => {
  const total = values.get('totalMiB')
  if (isPlausible(total)) return total
  const free = values.get('freeMiB')
  const used = values.get('usedMiB')
  const sum =
    free === undefined || used === undefined ? undefined : free + used + (values.get('reservedMiB') ?? 0)
  return isPlausible(sum) ? sum : undefined
}

const sicknessOf = ({ values }: MeasuredGpu): string | undefined => {
  const xid = values.get('xid') ?? 0
  const isPending = (values.get('remapPending') ?? 0) > 0
  if (isFatalXid(xid) || (xid === remappedXid && isPending)) return `GPU reports XID ${xid}`
  if ((values.get('remapFailure') ?? 0) > 0) return 'GPU could not replace a broken row of its memory'
  return (values.get('health') ?? 1) < 1 ? 'GPU is not healthy' : undefined
}

const silenceOf = (gpu: MeasuredGpu, context: PrometheusContext): string | undefined => {
  // Of several targets that watch a GPU, one that answers is enough.
  if ([...gpu.targets].every((target) => context.down.has(target))) return 'its exporter is down'
  const atMs = context.measuredAtMs?.get(keyOf(gpu))
  const isOld = atMs !== undefined && Math.abs(context.nowMs - atMs) > context.maximumAgeMs
  return isOld ? 'last measured too long ago' : undefined
}

/** Free by all that is known: no pod, hardly any memory in use, hardly any load, and all that measured just now. */
const isFree = (gpu: MeasuredGpu, context: PrometheusContext): boolean => {
  const used = gpu.values.get('usedMiB')
  const total = totalMiBOf(gpu)
  if (gpu.hasPod || used === undefined || total === undefined) return false
  if (!context.measuredAtMs?.has(keyOf(gpu))) return false
  const floor = gpu.instance === undefined ? idleFloorMiB.gpu : idleFloorMiB.instance
  const idleMiB = context.idleMiB ?? Math.max(floor, total * idleShare)
  // Nobody measures the load of an instance in a driver without profiling; of a whole GPU every exporter does.
  const load = gpu.values.get('load') ?? (gpu.instance === undefined ? undefined : 0)
  return used <= idleMiB && load !== undefined && load <= busyLoad
}

const nameOf = ({ name, profile, vendor }: MeasuredGpu): string => {
  const known = (name ?? vendor).slice(0, 256)
  return profile === undefined ? known : `${known} MIG ${profile.slice(0, 64)}`
}

const gpuOf = (gpu: MeasuredGpu, read: GpuReader): ReadGpu => {
  const total = totalMiBOf(gpu)
  return read({
    name: nameOf(gpu),
    vendor: gpu.vendor,
    migProfile: gpu.profile,
    reportedVramGiB: total === undefined ? undefined : total / 1024,
  })
}

/** GPUs of one kind. Their memory as measured is no part of it, because it changes a little and ids must not. */
const kindOf = ({ profile }: MeasuredGpu, { gpu: { model, name } }: ReadGpu): string =>
  model === undefined ? name : `${model}${profile === undefined ? '' : ` MIG ${profile.slice(0, 64)}`}`

const versionPattern = /^\d{1,6}(\.\d{1,6}){0,3}$/

const hostOf = ({ driver, vendor }: MeasuredGpu): Host | undefined =>
  vendor === 'nvidia' && driver !== undefined && versionPattern.test(driver)
    ? { driver: { kind: 'installed', driverVersion: driver } }
    : undefined

/** So many of a group: free ones, where there are enough. */
const meantOf =
  (gpus: readonly MeasuredGpu[], free: readonly MeasuredGpu[]) =>
  (count: number): readonly MeasuredGpu[] =>
    (free.length >= count ? free : gpus).slice(0, count)

const launchOf =
  (gpus: readonly MeasuredGpu[], free: readonly MeasuredGpu[]) =>
  (count: number): Readonly<Record<string, JsonValue>> => {
    const meant = meantOf(gpus, free)(count)
    return {
      host: gpus[0]?.host ?? null,
      uuids: meant.map(({ uuid }) => uuid),
      migInstances: meant.flatMap(({ instance }) => instance ?? []),
      freeGpus: free.length,
      totalGpus: gpus.length,
    }
  }

const byKey = (one: MeasuredGpu, other: MeasuredGpu): number => (keyOf(one) < keyOf(other) ? -1 : 1)

/** GPUs of one kind on one host. */
interface Kind {
  readonly key: string
  /** The one with the least memory. */
  readonly least: ReadGpu
  readonly gpus: readonly [MeasuredGpu, ...MeasuredGpu[]]
}

const groupOf = ({ key, least, gpus }: Kind, context: PrometheusContext): GpuGroup => {
  const [first] = gpus
  const sorted = [...gpus].sort(byKey)
  const free = sorted.filter((gpu) => isFree(gpu, context))
  const host = hostOf(first)
  return {
    node: first.host,
    key,
    ...least,
    total: sorted.length,
    free: free.length,
    isFull: false,
    isPromised: false,
    canJoin: first.instance === undefined,
    host,
    freeHost: host,
    devicesOf: (count) => meantOf(sorted, free)(count).map(keyOf),
    launchOf: launchOf(sorted, free),
  }
}

/** What nobody measured counts as less than anything, so that it is not promised. */
const withLess = (one: ReadGpu, other: ReadGpu): ReadGpu =>
  (other.gpu.reportedVramGiB ?? 0) < (one.gpu.reportedVramGiB ?? 0) ? other : one

/**
 * Groups what was measured by node and kind, and tells free GPUs from taken, sick and silent ones.
 *
 * @param gpus - The GPUs.
 * @param context - What they depend on.
 */
export const toPrometheusGroups = (
  gpus: Iterable<MeasuredGpu>,
  context: PrometheusContext,
): PrometheusGroups => {
  const reader = prepareGpuReader(context.models)
  const kinds = new Map<string, Kind>()
  const unusable: UnusableNode[] = []
  for (const gpu of gpus) {
    const reason = silenceOf(gpu, context) ?? sicknessOf(gpu)
    if (reason !== undefined) {
      unusable.push({ node: gpu.host, gpus: 1, reason })
      continue
    }
    const read = gpuOf(gpu, reader)
    const key = kindOf(gpu, read)
    const place = JSON.stringify([gpu.host, key])
    const known = kinds.get(place)
    kinds.set(
      place,
      known === undefined
        ? { key, least: read, gpus: [gpu] }
        : { key, least: withLess(known.least, read), gpus: [...known.gpus, gpu] },
    )
  }
  return { groups: [...kinds.values()].map((kind) => groupOf(kind, context)), unusable }
}
