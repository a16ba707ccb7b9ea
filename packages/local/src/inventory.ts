import type { Vendor } from '@aima/gpu-core'
import type { ProbeFault } from './probe-fault.ts'

/** What one probe found on a host. Nothing is guessed: what a tool does not tell is absent, never 0. */
export interface HostInventory {
  /** Name of the host. */
  readonly host: string
  /** When it was probed (ms since 1970-01-01 UTC). */
  readonly probedAtMs: number
  /** The machine around the GPUs. */
  readonly machine: Machine
  /** GPUs that answer. */
  readonly devices: readonly Device[]
  /** GPUs that are there and cannot be used. */
  readonly unusable: readonly UnusableDevice[]
  /** What went wrong. Without any device there is at least one, which says why. */
  readonly faults: readonly ProbeFault[]
  /** Variables of this process that hide GPUs from programs, such as `CUDA_VISIBLE_DEVICES`, where they are set. */
  readonly visibility: Readonly<Partial<Record<VisibilityVariable, string>>>
}

/** A variable by which programs are kept from GPUs, or `CUDA_DEVICE_ORDER`, which says what its numbers mean. */
export type VisibilityVariable =
  | 'CUDA_VISIBLE_DEVICES'
  | 'CUDA_DEVICE_ORDER'
  | 'NVIDIA_VISIBLE_DEVICES'
  | 'HIP_VISIBLE_DEVICES'
  | 'ROCR_VISIBLE_DEVICES'

/** The machine around the GPUs. */
export interface Machine {
  /** Operating system, as Node names it: `linux`, `win32`, `darwin`. */
  readonly platform: string
  /** Processor architecture, as Node names it: `x64`, `arm64`. */
  readonly architecture: string
  /** Virtual processors. */
  readonly vcpus: number
  /** Main memory (bytes). */
  readonly ramBytes: number
}

/** One GPU that answers. */
export interface Device {
  /** Who made it. */
  readonly vendor: Vendor
  /** Place in the vendor tool's own order, which can change at boot and is not CUDA's order. */
  readonly index?: number | undefined
  /** The vendor's UUID, such as `GPU-9a9a6c50-2a47-2f51-a902-b82c3b127e94`. */
  readonly uuid?: string | undefined
  /** PCI address as `dddd:bb:dd.f`, in small letters. */
  readonly pciAddress?: string | undefined
  /** Name as the tool prints it. */
  readonly name: string
  /** Canonical model; absent: the name is not known. */
  readonly model?: string | undefined
  /** Memory. */
  readonly memory: DeviceMemory
  /** Share of time in which it worked (0 to 1). */
  readonly utilisation?: number | undefined
  /** Temperature (°C). */
  readonly temperatureC?: number | undefined
  /** Temperature from which it slows down (°C). */
  readonly slowdownC?: number | undefined
  /** Power that it draws (W). */
  readonly powerW?: number | undefined
  /** Most that it may draw (W). */
  readonly powerLimitW?: number | undefined
  /** Programs that use it; absent: not told, which is not the same as none. */
  readonly processes?: readonly GpuProcess[] | undefined
  /** How programs may share it. */
  readonly computeMode?: 'default' | 'exclusive' | 'prohibited' | undefined
  /** Whether it is cut into instances, and into which; absent: it cannot be. */
  readonly mig?: Mig | undefined
  /** Memory errors. */
  readonly ecc?: Ecc | undefined
  /** What is amiss with it although it answers. */
  readonly warnings: readonly HealthWarning[]
  /** Driver version, such as `550.163.01`. */
  readonly driverVersion?: string | undefined
  /** Highest CUDA version that the driver supports, such as 12.4. */
  readonly cudaVersion?: number | undefined
  /** CUDA compute capability, such as 8.9. */
  readonly computeCapability?: number | undefined
  /** Windows' driver model, where there is one. */
  readonly driverModel?: 'wddm' | 'tcc' | 'mcdm' | undefined
  /** Ways to the other GPUs of the host. */
  readonly links?: readonly DeviceLink[] | undefined
  /** NUMA node of the processors that are nearest. */
  readonly numaNode?: number | undefined
  /** Present when it is a virtual GPU. */
  readonly virtual?: VirtualGpu | undefined
}

/** What is known of a virtual GPU. */
export interface VirtualGpu {
  /** Whether its licence is valid. An unlicensed one is slowed. */
  readonly licensed?: boolean | undefined
}

/** Memory of a GPU (bytes). */
export interface DeviceMemory {
  /** All of it, as the driver reports it. */
  readonly totalBytes?: number | undefined
  /** In use by programs. */
  readonly usedBytes?: number | undefined
  /** Free. */
  readonly freeBytes?: number | undefined
  /** Held by the driver. */
  readonly reservedBytes?: number | undefined
  /** True when the GPU uses the main memory of the host. */
  readonly unified: boolean
}

/** A program that uses a GPU. */
export interface GpuProcess {
  /** Its number. */
  readonly pid: number
  /** Its name, as the tool prints it. */
  readonly name?: string | undefined
  /** Memory that it holds (bytes). */
  readonly usedBytes?: number | undefined
  /** What it does on the GPU. */
  readonly type?: 'compute' | 'graphics' | 'both' | undefined
}

/** Instances of a GPU that can be cut (NVIDIA MIG). */
export interface Mig {
  /** Whether it is cut now. */
  readonly enabled: boolean
  /** Whether a reset will change that. */
  readonly changePending: boolean
  /** Its instances. Enabled and without one, nothing can run on it. */
  readonly instances: readonly MigInstance[]
}

/** One instance. */
export interface MigInstance {
  /** Place in the GPU's own list. */
  readonly index: number
  /** UUID, such as `MIG-…`, by which a program gets it. */
  readonly uuid?: string | undefined
  /** Profile, such as `3g.40gb` or `1c.3g.40gb`. */
  readonly profile?: string | undefined
  /** GPU instance; compute instances with the same one share its memory. */
  readonly gpuInstance?: number | undefined
  /** Compute instance. */
  readonly computeInstance?: number | undefined
  /** Memory of its GPU instance. */
  readonly memory: DeviceMemory
  /** Multiprocessors. */
  readonly multiprocessors?: number | undefined
  /** Programs that use it; absent: not told. */
  readonly processes?: readonly GpuProcess[] | undefined
}

/** Memory errors of a GPU. Counts are since the driver was loaded, unless they say otherwise. */
export interface Ecc {
  /** Whether errors are corrected. */
  readonly enabled?: boolean | undefined
  /** Uncorrected errors since the driver was loaded. */
  readonly uncorrected?: number | undefined
  /** Uncorrected errors in its life. */
  readonly uncorrectedInLife?: number | undefined
  /** Rows that were replaced after uncorrected errors. */
  readonly remappedRows?: number | undefined
}

/** What is amiss with a GPU that answers. */
export type HealthWarning =
  | 'row-remap-pending'
  | 'page-retirement-pending'
  | 'uncorrected-errors'
  | 'mig-change-pending'
  | 'slowed-by-heat'
  | 'slowed-by-hardware'
  | 'hot'
  | 'unlicensed'

/** A way from one GPU to another, from the nearest kind to the farthest. */
export interface DeviceLink {
  /** Index of the other GPU in the tool's order. */
  readonly toIndex: number
  /**
   * `nvlink`: bonded NVLinks. `switch`: one PCIe switch. `switches`: several. `bridge`: a host bridge. `node`: within a NUMA node.
   * `system`: across NUMA nodes.
   */
  readonly kind: 'nvlink' | 'switch' | 'switches' | 'bridge' | 'node' | 'system'
  /** Number of NVLinks. */
  readonly lanes?: number | undefined
}

/** A GPU that is there and cannot be used. */
export interface UnusableDevice {
  /** Who made it. */
  readonly vendor: Vendor
  /** Place in the tool's order, where it is known. */
  readonly index?: number | undefined
  /** UUID, where it is known. */
  readonly uuid?: string | undefined
  /** PCI address as `dddd:bb:dd.f`, where it is known. */
  readonly pciAddress?: string | undefined
  /** Name, where it is known. */
  readonly name?: string | undefined
  /** Why. */
  readonly reason: UnusableReason
  /** What the tool said of it. */
  readonly text: string
}

/** Why a GPU cannot be used. */
export type UnusableReason =
  | 'lost'
  | 'needs-reset'
  | 'needs-replacement'
  | 'no-permission'
  | 'no-driver'
  | 'prohibited'
  | 'no-fabric'
  | 'unknown-error'
  | 'unreadable'
