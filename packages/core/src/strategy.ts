import { z } from 'zod'
import { nonNegative, positive, share, shortText } from './parse.ts'

/** The smallest total cost wins, wherever it is. */
export interface CostFirst {
  /** Tag. */
  readonly kind: 'cost-first'
  /** What is compared: the job's total, or the hourly price. Default `job`, and `hour` when the job's run time is unknown. */
  readonly basis?: 'job' | 'hour' | undefined
}

/** Local GPUs win while their wait is worth it. */
export interface LocalFirst {
  /** Tag. */
  readonly kind: 'local-first'
  /** Longest wait for a local GPU (h). Default: no limit. */
  readonly maxLocalWaitHours?: number | undefined
  /** How the rest is ordered when no local GPU is there in time. Default `cost-first`. */
  readonly fallback?: Exclude<Strategy, LocalFirst> | undefined
}

/** The first provider of a list that has anything wins; inside it, the smallest total cost. */
export interface ProviderPriority {
  /** Tag. */
  readonly kind: 'provider-priority'
  /** Providers, the preferred one first. */
  readonly order: readonly string[]
  /** What happens to the providers that are not listed: considered last, or never. Default `last`. */
  readonly others?: 'last' | 'exclude' | undefined
}

/** Money and time are added up, at a price per hour. */
export interface Balanced {
  /** Tag. */
  readonly kind: 'balanced'
  /** What it is worth to have the result one hour sooner (USD/h). */
  readonly valueOfTimeUsdPerHour: number
}

/** What starts at once wins. */
export interface Urgent {
  /** Tag. */
  readonly kind: 'urgent'
  /** What counts as at once (h). Default 2 minutes. */
  readonly startWithinHours?: number | undefined
  /** Most that may be paid, as a multiple of the cheapest offer's total (≥ 1). Default: no limit. */
  readonly maxPremium?: number | undefined
  /** What it is worth to have the result one hour sooner (USD/h). Default 0. */
  readonly valueOfTimeUsdPerHour?: number | undefined
}

/** The cheapest offer that is sure enough to meet the job's deadline wins. */
export interface Deadline {
  /** Tag. */
  readonly kind: 'deadline'
  /** Least chance of meeting it (0 to 1). Default 0.95. */
  readonly confidence?: number | undefined
}

/** The least carbon wins, among offers that are not much dearer than the cheapest. */
export interface Carbon {
  /** Tag. */
  readonly kind: 'carbon'
  /** Most that it may cost more than the cheapest (share: 0.2 is 20 %). */
  readonly maxCostIncrease: number
}

/**
 * The hybrid rule of AIMA's handbook: privacy, then urgency, then bandwidth, then cost decide between the best local and the best cloud offer.
 *
 * Source of the defaults: AIMA's handbook, decision matrix.
 */
export interface DecisionMatrix {
  /** Tag. */
  readonly kind: 'decision-matrix'
  /** A local queue longer than this sends an urgent job to the cloud (h). Default 1. */
  readonly longLocalWaitHours?: number | undefined
  /** An input larger than this is heavy (GB). Default 10. */
  readonly largeInputGB?: number | undefined
  /** An upload longer than this is slow (h). Default 0.5. */
  readonly slowUploadHours?: number | undefined
  /** A heavy, slow upload keeps the job local while cloud cost is below local cost times this. Default 1.2. */
  readonly uploadCostFactor?: number | undefined
  /** Local wins while its cost is at most cloud cost times this. Default 1.1. */
  readonly localCostFactor?: number | undefined
}

/** How offers that passed every gate are ordered, as data that an administrator can write in a file. */
export type Strategy =
  | CostFirst
  | LocalFirst
  | ProviderPriority
  | Balanced
  | Urgent
  | Deadline
  | Carbon
  | DecisionMatrix

const flatStrategies = [
  z.strictObject({ kind: z.literal('cost-first'), basis: z.enum(['job', 'hour']).optional() }),
  z.strictObject({
    kind: z.literal('provider-priority'),
    order: z.array(shortText).min(1),
    others: z.enum(['last', 'exclude']).optional(),
  }),
  z.strictObject({ kind: z.literal('balanced'), valueOfTimeUsdPerHour: nonNegative }),
  z.strictObject({
    kind: z.literal('urgent'),
    startWithinHours: nonNegative.optional(),
    maxPremium: z.number().min(1).optional(),
    valueOfTimeUsdPerHour: nonNegative.optional(),
  }),
  z.strictObject({ kind: z.literal('deadline'), confidence: share.optional() }),
  z.strictObject({ kind: z.literal('carbon'), maxCostIncrease: nonNegative }),
  z.strictObject({
    kind: z.literal('decision-matrix'),
    longLocalWaitHours: nonNegative.optional(),
    largeInputGB: nonNegative.optional(),
    slowUploadHours: nonNegative.optional(),
    uploadCostFactor: positive.optional(),
    localCostFactor: positive.optional(),
  }),
] as const

const knownKinds =
  'expected one of cost-first, local-first, provider-priority, balanced, urgent, deadline, carbon, decision-matrix'

/** Schema of {@link Strategy}. */
export const Strategy: z.ZodType<Strategy> = z.discriminatedUnion(
  'kind',
  [
    ...flatStrategies,
    z.strictObject({
      kind: z.literal('local-first'),
      maxLocalWaitHours: nonNegative.optional(),
      fallback: z.discriminatedUnion('kind', [...flatStrategies], { error: knownKinds }).optional(),
    }),
  ],
  { error: knownKinds },
)
