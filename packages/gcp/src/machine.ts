import type { HostArchitecture } from '@aima/gpu-core'
import type { AttachHost, AttachLimit } from './attachable.ts'
import type { MachineFacts } from './machine-facts.ts'

/** A machine with GPUs in a zone, or in a region where the zone is not known. */
export interface Machine {
  /** Google's name of its type. */
  readonly type: string
  /** Region. */
  readonly region: string
  /** Zone; undefined: not known. */
  readonly zone: string | undefined
  /** Virtual processors. */
  readonly vcpus: number
  /** Main memory (GiB). */
  readonly ramGiB: number
  /** Type of its accelerators. */
  readonly accelerator: string
  /** How many GPUs (1 or more). */
  readonly gpuCount: number
  /** Share of one GPU; undefined: whole ones. */
  readonly fraction: number | undefined
  /** Whether the GPUs are attached to it, and not a part of its type. */
  readonly isAttached: boolean
  /** Local disks that come with it (GiB); undefined: not known. */
  readonly localSsdGiB: number | undefined
  /** How it is sold without Spot. */
  readonly onDemand: MachineFacts['onDemand']
  /** Processor architecture. */
  readonly architecture: HostArchitecture | undefined
}

/** Where a machine stands. */
export interface MachinePlace {
  /** Region. */
  readonly region: string
  /** Zone; undefined: not known. */
  readonly zone: string | undefined
}

/**
 * A machine of a type that is in the table, where nobody says more.
 *
 * @param facts - What the table says.
 * @param place - Where it stands.
 */
export const knownMachine = (facts: MachineFacts, { region, zone }: MachinePlace): Machine => ({
  type: facts.type,
  region,
  zone,
  vcpus: facts.vcpus,
  ramGiB: facts.ramGiB,
  accelerator: facts.accelerator,
  gpuCount: facts.gpuCount,
  fraction: facts.fraction,
  isAttached: false,
  localSsdGiB: facts.localSsdGiB,
  onDemand: facts.onDemand,
  architecture: facts.architecture,
})

/**
 * A machine with GPUs attached to it.
 *
 * @param host - The machine without them.
 * @param limit - The GPUs.
 * @param place - Where it stands.
 */
export const attachedMachine = (
  { type, vcpus, ramGiB }: AttachHost,
  { accelerator, gpuCount }: AttachLimit,
  { region, zone }: MachinePlace,
): Machine => ({
  type,
  region,
  zone,
  vcpus,
  ramGiB,
  accelerator,
  gpuCount,
  fraction: undefined,
  isAttached: true,
  localSsdGiB: 0,
  onDemand: 'plain',
  architecture: 'x86_64',
})
