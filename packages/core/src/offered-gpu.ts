import { z } from 'zod'
import { Interconnect, Vendor } from './needs.ts'
import { positive, shortText } from './parse.ts'

/** The GPU that an offer holds one or more of. */
export interface OfferedGpu {
  /** Name as the source prints it, such as `NVIDIA A100-SXM4-80GB`. */
  readonly name: string
  /** Canonical model name, when the printed name is known; absent: unknown, and never guessed. */
  readonly model?: string | undefined
  /** Vendor, where the source states it; else that of the model. */
  readonly vendor?: Vendor | undefined
  /** Nominal memory per GPU as sold (GiB); for a share of a GPU the memory of the share. */
  readonly vramGiB?: number | undefined
  /** Memory per GPU as a driver or provider reports it (GiB), which is a little below the nominal size. */
  readonly reportedVramGiB?: number | undefined
  /** CUDA compute capability, where the source states it; else that of the model. */
  readonly computeCapability?: number | undefined
  /** Share of one physical GPU (above 0, at most 1); absent: a whole one. */
  readonly fraction?: number | undefined
  /** How the offer's GPUs talk to each other; absent: unknown. */
  readonly interconnect?: Interconnect | undefined
}

/** Schema of {@link OfferedGpu}. */
export const OfferedGpu: z.ZodType<OfferedGpu> = z.object({
  name: shortText,
  model: shortText.optional(),
  vendor: Vendor.optional(),
  vramGiB: positive.optional(),
  reportedVramGiB: positive.optional(),
  computeCapability: positive.optional(),
  fraction: positive.max(1).optional(),
  interconnect: Interconnect.optional(),
})
