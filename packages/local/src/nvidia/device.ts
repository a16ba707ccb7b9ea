import type { MemorySizes } from '../host/device-memory.ts'
import { modelOf } from '../host/model-of.ts'
import type { Device, Mig, MigInstance } from '../inventory.ts'
import { isUnified } from './host-memory.ts'
import type { ListedGpu, ListedInstance } from './list.ts'
import { believable } from './process-view.ts'
import type { Reading } from './reading.ts'
import type { Connection } from './topology.ts'

/** What is known beside the readings. */
export interface Surroundings {
  /** Main memory. */
  readonly hostMemory: MemorySizes
  /** Whether the programs of the whole machine can be seen. */
  readonly seesAll: boolean
  /** Ways between the GPUs. */
  readonly connections: readonly Connection[]
}

const byIndex = (one: MigInstance, other: MigInstance): number => one.index - other.index

/** The log has the sizes, the list the UUIDs and profiles; both number the instances of a GPU alike. */
const joinInstances = (
  logged: readonly MigInstance[],
  listed: readonly ListedInstance[],
): readonly MigInstance[] => {
  const joined = logged.map((instance) => {
    const twin = listed.find(({ index }) => index === instance.index)
    return { ...instance, uuid: twin?.uuid, profile: twin?.profile }
  })
  const unlogged = listed
    .filter(({ index }) => !logged.some((instance) => instance.index === index))
    .map((instance) => ({ ...instance, memory: { unified: false } }))
  return [...joined, ...unlogged].sort(byIndex)
}

const migOf = (
  { migMode, instances = [] }: Reading,
  listed: ListedGpu | undefined,
  seesAll: boolean,
): Mig | undefined => {
  const all = joinInstances(instances, listed?.instances ?? [])
  if (migMode === undefined && all.length === 0) return undefined
  return {
    enabled: migMode?.enabled ?? true,
    changePending: migMode?.changePending ?? false,
    instances: all.map((instance) => ({
      ...instance,
      processes: believable(instance.processes, instance.memory, seesAll),
    })),
  }
}

/**
 * Turns what all views say of one GPU into a device.
 *
 * @param reading - What the log and the table say.
 * @param listed - What the list says.
 * @param surroundings - What is known beside.
 * @returns The device; undefined where no view knows its name.
 */
export const toDevice = (
  reading: Reading,
  listed: ListedGpu | undefined,
  { hostMemory, seesAll, connections }: Surroundings,
): Device | undefined => {
  const name = reading.name ?? listed?.name
  if (name === undefined) return undefined
  const { verdict, migMode: _mode, instances: _instances, ...facts } = reading
  const index = reading.index ?? listed?.index
  const connection = connections.find((candidate) => candidate.index === index)
  const unified = isUnified(name)
  // Its list has every program of the desktop, so an empty one cannot be true.
  const isWddm = reading.driverModel === 'wddm'
  const memory = { ...(unified ? hostMemory : reading.memory), unified }
  return {
    ...facts,
    vendor: 'nvidia',
    index,
    uuid: reading.uuid ?? listed?.uuid,
    name,
    model: modelOf(name, memory.totalBytes)?.model,
    memory,
    processes: believable(reading.processes, unified ? {} : reading.memory, seesAll && !isWddm),
    mig: migOf(reading, listed, seesAll),
    warnings: verdict.warnings,
    links: connection?.links,
    numaNode: connection?.numaNode,
  }
}
