import type { JsonValue, OfferedGpu, OpenWindow, Vendor } from '@aima/gpu-core'
import type { GpuSettings } from '../configuration/gpu-rule.ts'
import type { Device } from '../inventory.ts'
import type { Use } from './use.ts'

/** What can be had of one GPU: all of it, an instance, or a share. An offer holds one or more. */
export interface Part {
  /** Kind. */
  readonly kind: 'whole' | 'instance' | 'share'
  /** The GPU. */
  readonly device: Device
  /** Key of the part, the end of its offer's id. */
  readonly key: string
  /** Names of the hardware that it takes (one or more), within its host: parts that take one in common exclude each other. */
  readonly hardware: readonly string[]
  /** The GPU, as an offer describes it. */
  readonly gpu: OfferedGpu
  /** Whether it is in use. */
  readonly use: Use
  /** Its settings. */
  readonly settings: GpuSettings
  /** When it may be used. */
  readonly windows: readonly OpenWindow[]
  /** Time until it is free (h); undefined: nobody knows, or it is free. */
  readonly waitHours: number | undefined
  /** How a program gets it. */
  readonly handle: Handle
}

/** How a program gets a part. */
export interface Handle {
  /** Who made the GPU. */
  readonly vendor: Vendor
  /** UUID of the GPU. */
  readonly uuid?: string | undefined
  /** PCI address of the GPU. */
  readonly pciAddress?: string | undefined
  /** UUID of the MIG instance. */
  readonly migUuid?: string | undefined
  /** What else is to be known. */
  readonly more?: Readonly<Record<string, JsonValue>> | undefined
}
