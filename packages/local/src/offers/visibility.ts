import type { Vendor } from '@aima/gpu-core'
import type { Device, HostInventory, MigInstance, VisibilityVariable } from '../inventory.ts'
import { rocmUuidOf } from './rocm-uuid.ts'

/** What the variables of this process let its programs see. */
export interface Visibility {
  /** Whether a GPU is certain to be seen, or one of its instances. */
  readonly isVisible: (device: Device, instance?: MigInstance) => boolean
  /** What a reader should know, in English lines. */
  readonly notes: readonly string[]
}

/** What a list lets through. */
interface Visible {
  /** GPUs. */
  readonly devices: ReadonlySet<Device>
  /** MIG instances that are named by themselves. */
  readonly instances: ReadonlySet<MigInstance>
  /** Whether it names GPUs by numbers whose order nobody knows. */
  readonly isAmbiguous: boolean
}

const nothing: Visible = { devices: new Set(), instances: new Set(), isAmbiguous: false }

const onlyOne = <T>(found: readonly T[]): T | undefined => (found.length === 1 ? found[0] : undefined)

const startsAs = (uuid: string | undefined, entry: string): boolean =>
  uuid?.toLowerCase().startsWith(entry.toLowerCase()) ?? false

const uuidOf = ({ vendor, uuid }: Device): string | undefined => (vendor === 'amd' ? rocmUuidOf(uuid) : uuid)

/** The GPUs that a list can name. */
interface Named {
  /** All of them. */
  readonly devices: readonly Device[]
  /** The same in the order that numbers mean; absent: nobody knows it. */
  readonly order?: readonly Device[] | undefined
  /** How many more there are that do not work: whether numbers count them is not known. */
  readonly sick: number
}

const add = (visible: Visible, found: Partial<Visible>): Visible => ({
  devices: new Set([...visible.devices, ...(found.devices ?? [])]),
  instances: new Set([...visible.instances, ...(found.instances ?? [])]),
  isAmbiguous: visible.isAmbiguous || found.isAmbiguous === true,
})

/** What one entry lets through; undefined: it is invalid, and the list ends before it. */
const readEntry = (entry: string, { devices, order, sick }: Named): Partial<Visible> | undefined => {
  if (/^\d{1,4}$/.test(entry)) {
    if (order === undefined) return Number(entry) < devices.length + sick ? { isAmbiguous: true } : undefined
    const device = order[Number(entry)]
    return device && { devices: new Set([device]) }
  }
  if (/^gpu-./i.test(entry)) {
    const device = onlyOne(devices.filter((one) => startsAs(uuidOf(one), entry)))
    return device && { devices: new Set([device]) }
  }
  if (!/^mig-./i.test(entry)) return undefined
  const instances = devices.flatMap(({ mig }) => mig?.instances ?? [])
  const instance = onlyOne(instances.filter(({ uuid }) => startsAs(uuid, entry)))
  return instance && { instances: new Set([instance]) }
}

const entriesOf = (value: string): readonly string[] => value.split(',').map((entry) => entry.trim())

const numbersTo = (count: number): readonly string[] =>
  Array.from({ length: count }, (_number, at) => `${at}`)

/**
 * A list of numbers that has all of them lets everything through, in whatever order. If those that do not work are not counted, the
 * list ends at the first number that is too high, so that the others must come before.
 */
const namesAll = (entries: readonly string[], { devices, sick }: Named): boolean => {
  const high = entries.findIndex((entry) => Number(entry) >= devices.length)
  const sure = high === -1 ? entries : entries.slice(0, high)
  return (
    numbersTo(devices.length).every((number) => sure.includes(number)) &&
    numbersTo(devices.length + sick).every((number) => entries.includes(number))
  )
}

const read = (value: string, named: Named): Visible => {
  const entries: string[] = []
  let visible = nothing
  for (const entry of entriesOf(value)) {
    const found = readEntry(entry, named)
    if (found === undefined) break
    visible = add(visible, found)
    entries.push(entry)
  }
  if (!visible.isAmbiguous || !namesAll(entries, named)) return visible
  return { ...visible, devices: new Set(named.devices), isAmbiguous: false }
}

const byAddress = (one: Device, other: Device): number =>
  (one.pciAddress ?? '') < (other.pciAddress ?? '') ? -1 : 1

const sickOf = ({ unusable }: HostInventory, vendor: Vendor): number =>
  unusable.filter((gpu) => gpu.vendor === vendor).length

/** CUDA puts the fastest GPU first unless it is told to keep the order of PCI addresses. */
const cudaNamed = (inventory: HostInventory): Named => {
  const devices = inventory.devices.filter(({ vendor }) => vendor === 'nvidia')
  const sick = sickOf(inventory, 'nvidia')
  if (sick > 0) return { devices, sick }
  const isOrdered =
    devices.length === 1 ||
    (inventory.visibility.CUDA_DEVICE_ORDER === 'PCI_BUS_ID' &&
      devices.every(({ pciAddress }) => pciAddress !== undefined))
  return { devices, sick, order: isOrdered ? [...devices].sort(byAddress) : undefined }
}

const noteOf = (
  variable: VisibilityVariable,
  {
    hidden,
    all,
    isAmbiguous,
    host,
  }: { readonly hidden: number; readonly all: number; readonly isAmbiguous: boolean; readonly host: string },
): readonly string[] => {
  if (hidden === 0) return []
  const text = `${variable} hides ${hidden} of ${all} GPUs of ${host}`
  if (!isAmbiguous) return [`${text}; unset it to have them listed`]
  const cure =
    variable === 'CUDA_VISIBLE_DEVICES'
      ? 'name them by UUID, or set CUDA_DEVICE_ORDER=PCI_BUS_ID'
      : 'name them by UUID'
  return [`${text}, because it names GPUs by numbers whose order is not certain; ${cure}`]
}

const isSeen = ({ devices, instances }: Visible, device: Device, instance?: MigInstance): boolean =>
  devices.has(device) || (instance !== undefined && instances.has(instance))

const cudaVisibility = (inventory: HostInventory): Visibility => {
  const value = inventory.visibility.CUDA_VISIBLE_DEVICES
  if (value === undefined) return { isVisible: () => true, notes: [] }
  const named = cudaNamed(inventory)
  const { devices } = named
  const visible = read(value, named)
  const hidden = devices.filter(
    (device) =>
      !isSeen(visible, device) && !device.mig?.instances.some((one) => isSeen(visible, device, one)),
  ).length
  return {
    isVisible: (device, instance) => isSeen(visible, device, instance),
    notes: noteOf('CUDA_VISIBLE_DEVICES', {
      hidden,
      all: devices.length,
      isAmbiguous: visible.isAmbiguous,
      host: inventory.host,
    }),
  }
}

/** HIP obeys CUDA's variable where its own is not set. */
const hipVariables = ({ visibility }: HostInventory): readonly VisibilityVariable[] => [
  'ROCR_VISIBLE_DEVICES',
  visibility.HIP_VISIBLE_DEVICES === undefined ? 'CUDA_VISIBLE_DEVICES' : 'HIP_VISIBLE_DEVICES',
]

const hipVisibility = (inventory: HostInventory): Visibility => {
  let devices = inventory.devices.filter(({ vendor }) => vendor === 'amd')
  const notes: string[] = []
  const sick = sickOf(inventory, 'amd')
  for (const variable of hipVariables(inventory)) {
    const value = inventory.visibility[variable]
    if (value === undefined) continue
    const order = devices.length === 1 && sick === 0 ? devices : undefined
    const visible = read(value, { devices, order, sick })
    const left = devices.filter((device) => visible.devices.has(device))
    const { isAmbiguous } = visible
    const hidden = devices.length - left.length
    notes.push(...noteOf(variable, { hidden, all: devices.length, isAmbiguous, host: inventory.host }))
    devices = left
  }
  return { isVisible: (device) => devices.includes(device), notes }
}

/**
 * Reads the variables that keep programs from GPUs: `CUDA_VISIBLE_DEVICES`, and for AMD `ROCR_VISIBLE_DEVICES` and then
 * `HIP_VISIBLE_DEVICES` or CUDA's.
 *
 * A list ends at its first invalid entry; an empty one or `-1` hides all. A number lets a GPU through only where it is certain which one
 * is meant: there is one GPU, all numbers are there (those of GPUs that do not work too, and last), or `CUDA_DEVICE_ORDER` is `PCI_BUS_ID` and every NVIDIA GPU works.
 * `NVIDIA_VISIBLE_DEVICES` is not read: it had its effect when the container was started.
 *
 * @param inventory - What was found. GPUs of other vendors are always visible.
 * Source: CUDA C++ Programming Guide, "CUDA Environment Variables"; ROCm documentation, "GPU isolation techniques".
 */
export const visibilityOf = (inventory: HostInventory): Visibility => {
  const cuda = cudaVisibility(inventory)
  const hip = hipVisibility(inventory)
  return {
    isVisible: (device, instance) => {
      if (device.vendor === 'nvidia') return cuda.isVisible(device, instance)
      return device.vendor === 'amd' ? hip.isVisible(device) : true
    },
    notes: [...cuda.notes, ...hip.notes],
  }
}
