import type { HostArchitecture } from '@aima/gpu-core'
import type { ReadGpu } from './gpu.ts'

/** A type of instance that has GPUs. */
export interface MachineType extends ReadGpu {
  /** AWS's name of it, such as `p5.48xlarge`. */
  readonly type: string
  /** Virtual processors; absent: unknown. */
  readonly vcpus?: number | undefined
  /** Main memory (GiB). */
  readonly ramGiB?: number | undefined
  /** Processor architecture. */
  readonly architecture?: HostArchitecture | undefined
  /** Baseline of all its network cards (Mbps). */
  readonly networkMbps?: number | undefined
  /** Disks that come with it and are lost with it (GB). */
  readonly localDiskGB?: number | undefined
  /** How it is sold: `on-demand`, `spot`, `capacity-block`; absent: not stated. */
  readonly usageClasses?: readonly string[] | undefined
}

/** Names of the types that may have GPUs. No other family begins with these letters. */
export const typePattern = /^[gp][a-z0-9-]{0,20}\.[a-z0-9-]{1,20}$/

/** The same for the filters of EC2. */
export const typeWildcards: readonly string[] = ['g*', 'p*']
