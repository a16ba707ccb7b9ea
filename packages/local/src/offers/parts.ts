import type { OfferedGpu, OpenWindow } from '@aima/gpu-core'
import type { NamedGpu } from '../configuration/gpu-names.ts'
import { settingsOf } from '../configuration/gpu-rule.ts'
import { lookUpWait } from '../configuration/waits.ts'
import { type GpuTimes, isReservedForGood } from '../configuration/windows.ts'
import type { Device, GpuProcess, MigInstance } from '../inventory.ts'
import type { LocalGpusOptions } from '../options.ts'
import { type GpuKeys, shortKey } from './gpu-keys.ts'
import { neighboursOf, offeredInstance } from './mig.ts'
import { offeredGpuOf } from './offered-gpu.ts'
import type { Handle, Part } from './part.ts'
import { useOf, useOfInstances, useOfShare } from './use.ts'
import type { Visibility } from './visibility.ts'

/** What the parts of a host have in common. */
export interface PartsContext {
  /** The host. */
  readonly host: string
  /** Options. */
  readonly options: LocalGpusOptions
  /** The present (ms since 1970-01-01 UTC). */
  readonly nowMs: number
  /** Keys of its GPUs. */
  readonly keys: GpuKeys
  /** What this process may see. */
  readonly isVisible: Visibility['isVisible']
  /** When a GPU may be used. */
  readonly windowsOf: (times: GpuTimes) => readonly OpenWindow[]
  /** Takes a note for the user (one English line). */
  readonly note: (line: string) => void
}

/** What one part differs in. */
interface Draft extends Pick<Part, 'kind' | 'key' | 'hardware' | 'gpu' | 'use'> {
  readonly processes: readonly GpuProcess[] | undefined
  readonly instance?: MigInstance | undefined
  readonly more?: Handle['more']
}

const namesOf = (device: Device, gpu: OfferedGpu, draft: Draft, keys: GpuKeys): NamedGpu => ({
  uuid: keys.uuidOf(device),
  pciAddress: device.pciAddress,
  migUuid: draft.instance?.uuid,
  // Also one that an offer leaves out because of its memory: whoever reserved it meant it.
  model: device.model ?? gpu.model,
  name: device.name,
})

const waitHoursFor = (
  device: Device,
  { use, processes = [], names }: Pick<Draft, 'use' | 'processes'> & { readonly names: NamedGpu },
  { host, options, nowMs, note }: PartsContext,
): number | undefined => {
  if (use !== 'busy' || options.waits === undefined) return undefined
  const processIds = processes.map(({ pid }) => pid)
  const gpu = { ...names, host, vendor: device.vendor, name: device.name, processIds }
  const { hours, failed } = lookUpWait(options.waits, gpu, nowMs)
  if (failed) note(`the option waits failed for ${names.migUuid ?? names.uuid ?? device.name} of ${host}`)
  return hours
}

const toPart = (device: Device, draft: Draft, context: PartsContext): Part | undefined => {
  const { options, nowMs, keys, note, host } = context
  const names = namesOf(device, draft.gpu, draft, keys)
  if (isReservedForGood(options.reservations ?? [], names, nowMs)) {
    note(`${draft.gpu.name} (${draft.key}) of ${host} is reserved`)
    return undefined
  }
  const settings = settingsOf(options.gpus ?? [], names)
  const { kind, key, hardware, gpu, use } = draft
  const { maintenance, reservations } = options
  const openingHours = settings.openingHours ?? options.openingHours
  const windows = context.windowsOf({ gpu: names, openingHours, maintenance, reservations })
  const waitHours = waitHoursFor(device, { use, processes: draft.processes, names }, context)
  const { vendor, pciAddress } = device
  const handle = { vendor, uuid: names.uuid, pciAddress, migUuid: names.migUuid, more: draft.more }
  return { kind, device, key, hardware, gpu, use, settings, windows, waitHours, handle }
}

const wholeOf = (device: Device, { keys, options }: PartsContext): Draft => {
  const key = `gpu/${keys.keyOf(device)}`
  const use = useOf(device, options.freeLimits ?? {})
  return { kind: 'whole', key, hardware: [key], gpu: offeredGpuOf(device), use, processes: device.processes }
}

/** A program that wants the GPU for itself leaves no share. */
const sharesOf = (device: Device, whole: Part | undefined, { options }: PartsContext): readonly Draft[] => {
  const shares = whole?.settings.shares
  if (whole === undefined || shares === undefined || device.computeMode === 'exclusive') return []
  const { gpu, key, hardware } = whole
  const share = {
    ...gpu,
    fraction: (gpu.fraction ?? 1) / shares,
    vramGiB: gpu.vramGiB && gpu.vramGiB / shares,
    reportedVramGiB: gpu.reportedVramGiB && gpu.reportedVramGiB / shares,
  }
  return [
    {
      kind: 'share',
      key: `${key}/share/${shares}`,
      hardware,
      gpu: share,
      use: useOfShare(device, shares, options.freeLimits ?? {}),
      processes: device.processes,
      more: { shares },
    },
  ]
}

const gpuInstanceKey = ({ gpuInstance }: MigInstance, gpuKey: string): string =>
  gpuInstance === undefined ? gpuKey : `${gpuKey}/instance/${gpuInstance}`

/** Compute instances of one GPU instance share its memory. One that does not tell its GPU instance may take any of them. */
const hardwareOf = (
  instance: MigInstance,
  neighbours: readonly MigInstance[],
  gpuKey: string,
): readonly string[] =>
  instance.gpuInstance === undefined
    ? [...new Set(neighbours.map((one) => gpuInstanceKey(one, gpuKey)))].sort()
    : [gpuInstanceKey(instance, gpuKey)]

const instanceOf = (device: Device, instance: MigInstance, context: PartsContext): readonly Draft[] => {
  const { keys, options, note, host } = context
  const gpu = offeredInstance(device, instance)
  const key = `gpu/${keys.keyOf(device)}`
  if (gpu === undefined || !instance.uuid) {
    note(
      `MIG instance ${instance.index} of ${key} of ${host} has no ${gpu ? 'UUID' : 'known size'}, so it is not offered`,
    )
    return []
  }
  const neighbours = neighboursOf(device, instance)
  return [
    {
      kind: 'instance',
      key: `${key}/mig/${shortKey(instance.uuid)}`,
      hardware: hardwareOf(instance, neighbours, key),
      gpu,
      use: useOfInstances(neighbours, options.freeLimits ?? {}),
      processes: neighbours.flatMap(({ processes }) => processes ?? []),
      instance,
      more: instance.profile === undefined ? undefined : { profile: instance.profile },
    },
  ]
}

const noInstanceNote = ({ name }: Device, key: string, host: string): string =>
  `${name} (${key}) of ${host} is in MIG mode without an instance: nothing can run on it`

/** Whether an instance cannot be told from another one. */
const isCopy = ({ uuid }: MigInstance, instances: readonly MigInstance[]): boolean =>
  Boolean(uuid) && instances.filter((other) => other.uuid === uuid).length > 1

const instancesOf = (device: Device, context: PartsContext): readonly Draft[] => {
  const instances = device.mig?.instances ?? []
  const { keys, host, note, isVisible } = context
  if (instances.length === 0) note(noInstanceNote(device, keys.keyOf(device), host))
  return instances
    .filter((instance) => isVisible(device, instance))
    .map((instance) => (isCopy(instance, instances) ? { ...instance, uuid: undefined } : instance))
    .flatMap((instance) => instanceOf(device, instance, context))
}

/** Memory of the desktop and of a program look the same there. */
const desktopNote = (whole: Part, host: string): string =>
  `${whole.gpu.name} (${whole.key}) of ${host} counts as busy; under WDDM that may be the desktop alone: freeLimits says how much memory it may hold`

const isPart = (part: Part | undefined): part is Part => part !== undefined

/**
 * What can be had of one GPU: all of it and a share, or its instances. What is hidden or reserved for good cannot.
 *
 * @param device - A GPU that is well.
 * @param context - Circumstances.
 */
export const partsOf = (device: Device, context: PartsContext): readonly Part[] => {
  if (device.mig?.enabled)
    return instancesOf(device, context)
      .map((draft) => toPart(device, draft, context))
      .filter(isPart)
  if (!context.isVisible(device)) return []
  const whole = toPart(device, wholeOf(device, context), context)
  if (whole?.use === 'busy' && device.driverModel === 'wddm') context.note(desktopNote(whole, context.host))
  const shares = sharesOf(device, whole, context).map((draft) => toPart(device, draft, context))
  return [whole, ...shares].filter(isPart)
}
