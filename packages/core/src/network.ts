import { z } from 'zod'
import { nonNegative, positive } from './parse.ts'

/**
 * How a job's data reaches the machine.
 *
 * `local`: nothing moves. `staged`: the input goes to object storage before the machine starts. `instance`: the input is copied
 * onto the rented machine, so that the upload is billed machine time.
 */
export type DataPath = 'local' | 'staged' | 'instance'

/** Schema of {@link DataPath}. */
export const DataPath: z.ZodType<DataPath> = z.enum(['local', 'staged', 'instance'])

/** One price tier: cumulative upper bound (GB, null for no bound) and price below it (USD/GB). */
export type EgressTier = readonly [upToGB: number | null, usdPerGB: number]

/** Lines and data prices of an offer. An absent bandwidth means no limit from that side. */
export interface Network {
  /** How data reaches the machine. Default `staged`, and `local` for owned GPUs. */
  readonly dataPath?: DataPath | undefined
  /** Line into the machine or its object storage (Mbps). */
  readonly ingressMbps?: number | undefined
  /** Line out of it (Mbps). */
  readonly egressMbps?: number | undefined
  /** Effective speed of pulling a container image (Mbps). */
  readonly registryMbps?: number | undefined
  /** True when the job's image is already on the machine. */
  readonly imageCached?: boolean | undefined
  /** True when the job's input is already where the machine reads it, so that nothing is uploaded. */
  readonly inputCached?: boolean | undefined
  /** Price of traffic in (USD/GB). */
  readonly ingressUsdPerGB?: number | undefined
  /** Price of traffic out (USD/GB); used when there are no tiers. */
  readonly egressUsdPerGB?: number | undefined
  /** Price of traffic out by volume, with rising bounds, the last one null. */
  readonly egressTiers?: EgressTiers | undefined
  /** Price of disk (USD per GB and month of 730 h). */
  readonly storageUsdPerGBMonth?: number | undefined
}

const risesToNull = (tiers: readonly EgressTier[]): boolean =>
  tiers.every(([bound], index) => {
    const last = index === tiers.length - 1
    if (bound === null) return last
    const before = tiers[index - 1]?.[0] ?? 0
    return !last && bound > before
  })

/** Prices of traffic by volume: tiers with rising bounds, the last one without. */
export type EgressTiers = readonly EgressTier[]

/** Schema of {@link EgressTiers}. */
export const EgressTiers: z.ZodType<EgressTiers> = z
  .array(z.tuple([positive.nullable(), nonNegative]))
  .min(1)
  .refine(risesToNull, 'expected rising bounds in GB, the last one null')

/** Schema of {@link Network}. */
export const Network: z.ZodType<Network> = z.object({
  dataPath: DataPath.optional(),
  ingressMbps: positive.optional(),
  egressMbps: positive.optional(),
  registryMbps: positive.optional(),
  imageCached: z.boolean().optional(),
  inputCached: z.boolean().optional(),
  ingressUsdPerGB: nonNegative.optional(),
  egressUsdPerGB: nonNegative.optional(),
  egressTiers: EgressTiers.optional(),
  storageUsdPerGBMonth: nonNegative.optional(),
})
