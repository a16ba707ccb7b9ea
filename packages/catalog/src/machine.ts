import type { HostArchitecture, Interconnect } from '@aima/gpu-core'

/** One machine as a provider sells it, wherever it stands. */
export interface Machine {
  /** The provider's name of the type. */
  readonly type: string
  /** Canonical name of its GPU model. */
  readonly gpu: string
  /** How many of it. */
  readonly gpuCount: number
  /** Virtual processors. */
  readonly vcpus: number
  /** Main memory (GiB). */
  readonly ramGiB: number
  /** Processor architecture. */
  readonly architecture: HostArchitecture
  /** How its GPUs talk to each other; absent: it has one, or unknown. */
  readonly interconnect: Interconnect | undefined
}

/** One line of a table of machines. */
export type MachineRow = readonly [type: string, gpu: string, gpuCount: number, vcpus: number, ramGiB: number]

/** What the machines of one table share. */
export interface SharedByMachines {
  /** Processor architecture. */
  readonly architecture: HostArchitecture
  /** Link between the GPUs of those that have several; absent: unknown. */
  readonly interconnect?: Interconnect
}

/**
 * Reads a table of machines.
 *
 * @param shared - What all of them share.
 * @param rows - One line each.
 * @example
 * toMachines({ architecture: 'x86_64' }, [['g2-standard-4', 'L4', 1, 4, 16]])[0]?.vcpus // => 4
 */
export const toMachines = (shared: SharedByMachines, rows: readonly MachineRow[]): readonly Machine[] =>
  rows.map(([type, gpu, gpuCount, vcpus, ramGiB]) => ({
    type,
    gpu,
    gpuCount,
    vcpus,
    ramGiB,
    architecture: shared.architecture,
    interconnect: gpuCount > 1 ? shared.interconnect : undefined,
  }))
