import type { ListedOffer, Warning } from '@aima/gpu-core'
import { isMeantBy } from '../configuration/gpu-names.ts'
import { prepareWindows } from '../configuration/windows.ts'
import type { HostInventory } from '../inventory.ts'
import type { LocalGpusOptions } from '../options.ts'
import { faultWarnings, sicknessOf, unusableNote } from './faults.ts'
import { prepareGpuKeys } from './gpu-keys.ts'
import { groupsOf } from './groups.ts'
import type { Part } from './part.ts'
import { type PartsContext, partsOf } from './parts.ts'
import { toOffer } from './to-offer.ts'
import { visibilityOf } from './visibility.ts'

/** Offers of a host, and what was not as it should be. */
export interface HostListing {
  /** The offers. */
  readonly offers: readonly ListedOffer[]
  /** The warnings. */
  readonly warnings: readonly Warning[]
}

/** Circumstances of a listing. */
export interface HostListingContext {
  /** Id of the source. */
  readonly source: string
  /** Checked options. */
  readonly options: LocalGpusOptions
  /** The present (ms since 1970-01-01 UTC). */
  readonly nowMs: number
}

/** A name that means no GPU is mostly misspelt, and a reservation with it protects nothing. */
const strayNames = (
  { devices, unusable, host }: HostInventory,
  options: LocalGpusOptions,
): readonly string[] => {
  const known = [
    ...devices,
    ...unusable,
    ...devices.flatMap(({ mig }) => mig?.instances.map(({ uuid }) => ({ migUuid: uuid })) ?? []),
  ]
  const { reservations = [], maintenance = [], gpus = [], waits = {} } = options
  const names = [...reservations, ...maintenance].flatMap((closure) => closure.gpus ?? [])
  if (known.length === 0) return []
  // A function has no names.
  return [...new Set([...names, ...gpus.map(({ gpu }) => gpu), ...Object.keys(waits)])]
    .filter((name) => !known.some((gpu) => isMeantBy(name, gpu)))
    .map((name) => `the options name ${name}, which is no GPU of ${host}`)
}

const twiceNote = ({ host }: HostInventory, { hosts = [] }: LocalGpusOptions): readonly string[] =>
  hosts.some((described) => described.host === host)
    ? [`${host} is probed, and described in hosts as well: its GPUs are listed twice`]
    : []

const isNotEmpty = (parts: readonly Part[]): parts is readonly [Part, ...Part[]] => parts.length > 0

const byKey = (one: Part, other: Part): number => (one.key < other.key ? -1 : 1)

const holdingsOf = (
  parts: readonly Part[],
  { options, nowMs }: PartsContext,
): readonly (readonly Part[])[] => {
  const whole = parts.filter(({ kind, gpu }) => kind === 'whole' && gpu.fraction === undefined)
  const groups = groupsOf([...whole].sort(byKey), { sizes: options.groupSizes, nowMs })
  return [...parts.map((part) => [part]), ...groups]
}

const unknownUseNote = (parts: readonly Part[], { host, options }: PartsContext): readonly string[] => {
  const unknown = parts.filter(({ use, kind }) => use === 'unknown' && kind !== 'share')
  if (unknown.length === 0 || options.whenUseIsUnknown === 'offer') return []
  const names = [...new Set(unknown.map(({ gpu }) => gpu.name))].join(', ')
  return [
    `whether ${names} of ${host} is in use is told by no tool, so it counts as busy; whenUseIsUnknown: 'offer' has it listed`,
  ]
}

const unknownModels = (offers: readonly ListedOffer[]): readonly Warning[] => {
  const counts = new Map<string, number>()
  for (const { gpu } of offers)
    if (gpu.model === undefined) counts.set(gpu.name, (counts.get(gpu.name) ?? 0) + 1)
  return [...counts].sort().map(([name, count]) => ({ kind: 'unknown-model', name, offers: count }))
}

/**
 * Lists what can be had of a host: whole GPUs, groups, instances and shares.
 *
 * @param inventory - What was found.
 * @param context - Circumstances.
 * @returns Offers sorted by id. GPUs that are sick, hidden or reserved for good are warnings; busy and closed ones are offers.
 */
export const listHost = (
  inventory: HostInventory,
  { source, options, nowMs }: HostListingContext,
): HostListing => {
  const { host, machine, devices } = inventory
  const notes = new Set<string>()
  const { isVisible, notes: hidden } = visibilityOf(inventory)
  const windowsOf = prepareWindows({ nowMs, horizonDays: options.horizonDays })
  const keys = prepareGpuKeys(devices)
  const note = (line: string): void => void notes.add(line)
  const context: PartsContext = { host, options, nowMs, keys, isVisible, windowsOf, note }
  for (const gpu of inventory.unusable) note(unusableNote(gpu, host))
  for (const line of [...strayNames(inventory, options), ...twiceNote(inventory, options), ...hidden])
    note(line)
  const parts = devices.flatMap((device) => {
    const { isSick, lines } = sicknessOf(device, options, `${device.name} (${keys.keyOf(device)}) of ${host}`)
    for (const line of lines) note(line)
    return isSick ? [] : partsOf(device, context)
  })
  const holdings = holdingsOf(parts, context).filter(isNotEmpty)
  const offersUnknown = options.whenUseIsUnknown === 'offer'
  const offerContext = { source, host, machine, site: options, offersUnknown, nowMs }
  const offers = holdings.map((held) => toOffer(held, offerContext))
  for (const line of unknownUseNote(parts, context)) note(line)
  return {
    offers,
    warnings: [
      ...faultWarnings(inventory),
      ...[...notes].map((reason): Warning => ({ kind: 'limited', reason })),
      ...unknownModels(offers),
    ],
  }
}
