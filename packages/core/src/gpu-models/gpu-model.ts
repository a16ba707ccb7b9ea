import type { Vendor } from '../needs.ts'

/**
 * How a GPU is built into a machine.
 *
 * `PCIe` and `NVL` are cards (NVL: PCIe cards made to be bridged), `SXM*` and `OAM` modules on a server
 * board, `MXM` and `laptop` soldered or plugged mobile parts, `superchip` a module with a CPU beside the GPU,
 * `APU` and `integrated` one package that shares its memory.
 */
export type FormFactor =
  | 'PCIe'
  | 'NVL'
  | 'SXM2'
  | 'SXM4'
  | 'SXM5'
  | 'SXM6'
  | 'OAM'
  | 'MXM'
  | 'laptop'
  | 'superchip'
  | 'APU'
  | 'integrated'

/**
 * Canonical name of a GPU model, the `model` of a {@link GpuModel}, such as `A100-SXM4-80GB` or `RTX 4090`.
 */
export type GpuModelName = string

/**
 * What is known of one GPU model: facts about the hardware, per GPU as the driver counts them.
 *
 * A board with two or four GPUs (K80, M60, A16) is described per GPU. VRAM is part of the identity: a card
 * that is sold or refitted with more memory is a model of its own (`RTX 4090 48GB`). An absent figure is one
 * that the hardware does not have (no FP8 on an A100) or that is not known; {@link GpuModel.approximate} says
 * which of the present ones are estimates or come from a secondary source.
 */
export interface GpuModel {
  /** Canonical name, unique in the table. */
  readonly model: GpuModelName
  /** Who made the chip. */
  readonly vendor: Vendor
  /** Name of the chip's generation, such as `Ampere` or `CDNA3`. */
  readonly architecture: string
  /** How it is built in. */
  readonly formFactor: FormFactor
  /**
   * Memory as sold (GiB in name, although sellers of HBM often mean 10^9 bytes). A driver reports a few
   * percent less. With unified memory: all of it.
   */
  readonly vramGiB: number
  /**
   * Whether `vramGiB` is only the largest of several sizes that the chip is built with: true for Apple's
   * chips, else absent.
   */
  readonly vramIsLargestConfiguration?: boolean | undefined
  /** Peak bandwidth of the memory (GB/s, 10^9 bytes). */
  readonly memoryBandwidthGBps: number
  /** Peak rate in FP32 on the vector units (TFLOP/s). */
  readonly fp32Tflops?: number | undefined
  /** Peak dense rate of the matrix units in TF32 (TFLOP/s). */
  readonly tf32Tflops?: number | undefined
  /** Peak dense rate of the matrix units in BF16 (TFLOP/s). */
  readonly bf16Tflops?: number | undefined
  /** Peak dense rate of the matrix units in FP16, accumulated in FP32 (TFLOP/s). */
  readonly fp16Tflops?: number | undefined
  /** Peak dense rate of the matrix units in FP8 (TFLOP/s). */
  readonly fp8Tflops?: number | undefined
  /** CUDA compute capability, such as 8.6; NVIDIA only. */
  readonly computeCapability?: number | undefined
  /** Bandwidth of its link to sibling GPUs (NVLink, Infinity Fabric), both directions together (GB/s). */
  readonly nvlinkGBps?: number | undefined
  /**
   * Highest power that the GPU draws by design (W); for a board with several GPUs that of the board, for a
   * superchip that of the module.
   */
  readonly tdpWatts?: number | undefined
  /** Year in which it came to market. */
  readonly releaseYear: number
  /**
   * Name that the vendor's tool prints (nvidia-smi, amd-smi, hl-smi, system_profiler), in its recent
   * spelling.
   */
  readonly driverName: string
  /** Total memory that the vendor's tool prints (MiB). */
  readonly driverMemoryMiB?: number | undefined
  /** Names of the fields whose value is an estimate or comes from a secondary source. */
  readonly approximate: readonly (keyof GpuModel)[]
}
