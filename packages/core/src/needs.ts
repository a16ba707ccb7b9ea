import { z } from 'zod'
import { count, nonNegative, positive, shortText } from './parse.ts'

/** Who made a GPU. */
export type Vendor = 'nvidia' | 'amd' | 'intel' | 'apple'

/** Schema of {@link Vendor}. */
export const Vendor: z.ZodType<Vendor> = z.enum(['nvidia', 'amd', 'intel', 'apple'])

/** Processor architecture of the host. */
export type HostArchitecture = 'x86_64' | 'arm64'

/** Schema of {@link HostArchitecture}. */
export const HostArchitecture: z.ZodType<HostArchitecture> = z.enum(['x86_64', 'arm64'])

/** How the GPUs of one machine talk to each other. */
export type Interconnect = 'pcie' | 'nvlink'

/** Schema of {@link Interconnect}. */
export const Interconnect: z.ZodType<Interconnect> = z.enum(['pcie', 'nvlink'])

/** A number format in which a GPU's arithmetic rate is stated. */
export type Precision = 'fp32' | 'tf32' | 'bf16' | 'fp16' | 'fp8'

/** Schema of {@link Precision}. */
export const Precision: z.ZodType<Precision> = z.enum(['fp32', 'tf32', 'bf16', 'fp16', 'fp8'])

/** A driver version: whole numbers with points between, such as `535.161.08`. Text, because 535.54 is older than 535.161. */
export const DriverVersion: z.ZodType<string> = z
  .string()
  .regex(/^\d{1,6}(\.\d{1,6}){0,3}$/, 'expected a version such as 535.161.08')

/** An arithmetic rate that every GPU must reach. */
export interface LeastTflops {
  /** Number format in which the rate counts. */
  readonly precision: Precision
  /** Least dense rate per GPU (TFLOP/s, > 0). */
  readonly tflops: number
}

/** What a job needs of the machine. Each field is a minimum or a filter; an absent field asks for nothing. */
export interface Needs {
  /** Least GPUs in one machine (1 or more). Default 1. */
  readonly gpuCount?: number | undefined
  /** Most GPUs that the job can use; further ones are paid for and idle. Default: `gpuCount`. */
  readonly usableGpuCount?: number | undefined
  /** Least memory of each GPU (GiB, nominal size as sold). A size reported by a driver may fall short by 8 %. */
  readonly vramGiB?: number | undefined
  /** Least memory of all GPUs together (GiB), for a job that can be sharded over them. */
  readonly totalVramGiB?: number | undefined
  /** Models that may be used, by canonical name; absent: all. */
  readonly allowedModels?: readonly string[] | undefined
  /** Models that may not be used, by canonical name. */
  readonly deniedModels?: readonly string[] | undefined
  /** Allowed vendors; absent: all. */
  readonly vendors?: readonly Vendor[] | undefined
  /** Least CUDA compute capability, such as 8.6. */
  readonly computeCapability?: number | undefined
  /** Least CUDA version, such as 11.8. */
  readonly cudaVersion?: number | undefined
  /** Least NVIDIA driver version, such as `535.161`; compared part by part. */
  readonly driverVersion?: string | undefined
  /** Least arithmetic rate of each GPU. */
  readonly leastTflops?: LeastTflops | undefined
  /** Least memory bandwidth of each GPU (GB/s). */
  readonly memoryBandwidthGBps?: number | undefined
  /** Allowed form factors, such as `SXM5` or `PCIe`; absent: all. */
  readonly formFactors?: readonly string[] | undefined
  /** Interconnect that several GPUs must share. */
  readonly interconnect?: Interconnect | undefined
  /** Least virtual processors of the host. */
  readonly vcpus?: number | undefined
  /** Least main memory of the host (GiB). */
  readonly ramGiB?: number | undefined
  /** Least disk of the host (GB). */
  readonly diskGB?: number | undefined
  /** Allowed processor architectures; absent: all. */
  readonly architectures?: readonly HostArchitecture[] | undefined
}

/** Schema of {@link Needs}. */
export const Needs: z.ZodType<Needs> = z
  .strictObject({
    gpuCount: count.optional(),
    usableGpuCount: count.optional(),
    vramGiB: nonNegative.optional(),
    totalVramGiB: nonNegative.optional(),
    allowedModels: z.array(shortText).optional(),
    deniedModels: z.array(shortText).optional(),
    vendors: z.array(Vendor).optional(),
    computeCapability: positive.optional(),
    cudaVersion: positive.optional(),
    driverVersion: DriverVersion.optional(),
    leastTflops: z.strictObject({ precision: Precision, tflops: positive }).optional(),
    memoryBandwidthGBps: positive.optional(),
    formFactors: z.array(shortText).optional(),
    interconnect: Interconnect.optional(),
    vcpus: nonNegative.optional(),
    ramGiB: nonNegative.optional(),
    diskGB: nonNegative.optional(),
    architectures: z.array(HostArchitecture).optional(),
  })
  .refine((needs) => (needs.usableGpuCount ?? Number.POSITIVE_INFINITY) >= (needs.gpuCount ?? 1), {
    path: ['usableGpuCount'],
    message: 'expected a number not below gpuCount',
  })
