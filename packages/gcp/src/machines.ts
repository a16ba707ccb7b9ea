import type { HostArchitecture, Warning } from '@aima/gpu-core'
import type { z } from 'zod'
import { isOtherThanGpu } from './accelerators.ts'
import { attachableTo, isAttachHost, standardHosts } from './attachable.ts'
import { knownAcceleratorPlaces, knownMachinePlaces } from './known-places.ts'
import { attachedMachine, knownMachine, type Machine } from './machine.ts'
import { machineFacts } from './machine-facts.ts'
import { regionOf } from './regions.ts'
import { isSold, WireAcceleratorType, WireMachineType, type WireScope } from './wire-compute.ts'

/** What a zone has on one page. */
export interface ZoneScope {
  /** The zone. */
  readonly zone: string
  /** What it has, unread. */
  readonly scope: WireScope
}

/** Machines, and rows that could not be read. */
export interface ReadMachines {
  /** The machines. */
  readonly machines: readonly Machine[]
  /** The others. */
  readonly bad: readonly Extract<Warning, { readonly kind: 'bad-row' }>[]
}

const architectures: ReadonlyMap<string, HostArchitecture> = new Map([
  ['X86_64', 'x86_64'],
  ['ARM64', 'arm64'],
])

const mebibytesPerGiB = 1024

/** Types without GPUs are not read: their rows may be as they like. */
const mayHoldGpus = (row: unknown): boolean => {
  if (typeof row !== 'object' || row === null) return true
  const name: unknown = Reflect.get(row, 'name')
  const accelerators: unknown = Reflect.get(row, 'accelerators')
  if (typeof name !== 'string' || isAttachHost(name) || machineFacts.has(name)) return true
  return Array.isArray(accelerators)
    ? accelerators.length > 0
    : accelerators !== undefined && accelerators !== null
}

/** A type that comes with GPUs. Of a share of one Google counts whole accelerators; the table knows better. */
const machineIn = (zone: string, row: WireMachineType): Machine | undefined => {
  const facts = machineFacts.get(row.name)
  const [listed] = row.accelerators ?? []
  const accelerator = facts?.accelerator ?? listed?.guestAcceleratorType
  if (accelerator === undefined || isOtherThanGpu(accelerator)) return undefined
  const isShare = facts?.fraction !== undefined
  return {
    type: row.name,
    region: regionOf(zone),
    zone,
    vcpus: row.guestCpus,
    ramGiB: row.memoryMb / mebibytesPerGiB,
    accelerator,
    gpuCount: (isShare ? facts.gpuCount : listed?.guestAcceleratorCount) ?? facts?.gpuCount ?? 1,
    fraction: facts?.fraction,
    isAttached: false,
    localSsdGiB: facts?.localSsdGiB,
    onDemand: facts?.onDemand ?? 'uncertain',
    architecture: architectures.get(row.architecture ?? '') ?? facts?.architecture,
  }
}

const hostIn = ({ name, guestCpus, memoryMb }: WireMachineType) => ({
  type: name,
  vcpus: guestCpus,
  ramGiB: memoryMb / mebibytesPerGiB,
})

const plainName = /^[a-z0-9][a-z0-9-]{0,62}$/

const labelOf = (zone: string, row: unknown, position: number): string => {
  const name: unknown = typeof row === 'object' && row !== null ? Reflect.get(row, 'name') : undefined
  return `${zone}: ${typeof name === 'string' && plainName.test(name) ? name : `row ${position}`}`
}

type BadRow = ReadMachines['bad'][number]

/** Reads rows of a zone; those that fail go among the bad ones. */
const readRows = <T>(
  {
    zone,
    rows,
    schema,
  }: { readonly zone: string; readonly rows: readonly unknown[]; readonly schema: z.ZodType<T> },
  bad: BadRow[],
): readonly T[] =>
  rows.flatMap((row, index) => {
    const read = schema.safeParse(row)
    if (read.success) return [read.data]
    const issues = read.error.issues.map(
      ({ path, message }) => `${path.map(String).join('.') || 'row'}: ${message}`,
    )
    bad.push({ kind: 'bad-row', row: labelOf(zone, row, index + 1), issues })
    return []
  })

/** How many accelerators of each type a zone allows in one machine. */
const cardsByZone = (
  scopes: readonly ZoneScope[],
  bad: BadRow[],
): ReadonlyMap<string, Map<string, number>> => {
  const zones = new Map<string, Map<string, number>>()
  for (const { zone, scope } of scopes) {
    const cards = zones.get(zone) ?? new Map<string, number>()
    zones.set(zone, cards)
    for (const row of readRows(
      { zone, rows: scope.acceleratorTypes ?? [], schema: WireAcceleratorType },
      bad,
    ))
      if (isSold(row) && !isOtherThanGpu(row.name)) cards.set(row.name, row.maximumCardsPerInstance)
  }
  return zones
}

/**
 * Reads the machines with GPUs of a project's own lists.
 *
 * A GPU is attached to a standard N1 machine only in a zone that lists both. Types that are obsolete or deleted are left out, and so
 * are virtual workstations and TPUs. One that comes twice counts once.
 *
 * @param machineScopes - Types of machine by zone.
 * @param acceleratorScopes - Types of accelerator by zone.
 * @example
 * const row = { name: 'g2-standard-4', guestCpus: 4, memoryMb: 16384 }
 * readMachines([{ zone: 'us-east4-a', scope: { machineTypes: [row] } }], []).machines.map(({ ramGiB }) => ramGiB) // => [16]
 */
export const readMachines = (
  machineScopes: readonly ZoneScope[],
  acceleratorScopes: readonly ZoneScope[],
): ReadMachines => {
  const bad: BadRow[] = []
  const cards = cardsByZone(acceleratorScopes, bad)
  const machines = new Map<string, Machine>()
  const add = (machine: Machine | undefined): void => {
    if (machine === undefined) return
    const key = `${machine.zone} ${machine.type} ${machine.accelerator} ${machine.gpuCount}`
    if (!machines.has(key)) machines.set(key, machine)
  }
  for (const { zone, scope } of machineScopes) {
    const rows = (scope.machineTypes ?? []).filter(mayHoldGpus)
    for (const row of readRows({ zone, rows, schema: WireMachineType }, bad)) {
      if (!isSold(row)) continue
      if (!isAttachHost(row.name)) add(machineIn(zone, row))
      else
        for (const limit of attachableTo(hostIn(row), cards.get(zone) ?? new Map()))
          add(attachedMachine(hostIn(row), limit, { region: regionOf(zone), zone }))
    }
  }
  return { machines: [...machines.values()], bad }
}

const mostCards = 8

/**
 * The machines of the tables, each once in a region, for where the project's own lists are not had.
 *
 * @returns The machines; their zones are not known.
 */
export const machinesOfTables = (): readonly Machine[] => {
  const typed = knownMachinePlaces.flatMap(({ type, region }) => {
    const facts = machineFacts.get(type)
    return facts === undefined ? [] : [knownMachine(facts, { region, zone: undefined })]
  })
  const attached = knownAcceleratorPlaces.flatMap(({ type, region }) =>
    standardHosts.flatMap((host) =>
      attachableTo(host, new Map([[type, mostCards]])).map((limit) =>
        attachedMachine(host, limit, { region, zone: undefined }),
      ),
    ),
  )
  return [...typed, ...attached]
}
