import type { Assumption, Host, JsonValue, OfferedGpu } from '@aima/gpu-core'

/** GPUs of one kind on one node, whoever reported them. */
export interface GpuGroup {
  /** Name of the node. */
  readonly node: string
  /** What tells it from other groups of the node, such as `a100`. Part of the ids of its offers. */
  readonly key: string
  /** One of the GPUs. */
  readonly gpu: OfferedGpu
  /** What had to be assumed of it. */
  readonly assumptions: readonly Assumption[]
  /** How many there are and work. */
  readonly total: number
  /** How many of them nobody uses; undefined: not known, so that none may be taken for free. */
  readonly free: number | undefined
  /** Whether the node cannot take a job now although GPUs are free: no processor, no memory, or still tidying up. */
  readonly isFull: boolean
  /** Whether what is free is promised to a job that will start soon. */
  readonly isPromised: boolean
  /** Whether one job can use several of them together. Parts of GPUs cannot be joined. */
  readonly canJoin: boolean
  /** The node as a whole. */
  readonly host: Host | undefined
  /** What of the node is free. */
  readonly freeHost: Host | undefined
  /** From the start of a job to a node that runs (h), where the node must be woken first. */
  readonly bootHours?: number | undefined
  /** Names of the devices that so many of them are; absent: the cluster chooses them, or does not name them. */
  readonly devicesOf?: ((count: number) => readonly string[]) | undefined
  /** What is needed to get so many of them. */
  readonly launchOf: (count: number) => Readonly<Record<string, JsonValue>>
}
