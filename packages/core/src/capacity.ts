import { z } from 'zod'
import { nonNegative, positive, share } from './parse.ts'

/** What a source says about stock. `busy`: owned and at work for somebody else. */
export type Stock = 'none' | 'busy' | 'low' | 'available'

/** A span of time in which a machine may be used. */
export interface OpenWindow {
  /** Start (ms since 1970-01-01 UTC, inclusive). */
  readonly fromMs: number
  /** End (ms since 1970-01-01 UTC, exclusive). */
  readonly untilMs: number
}

/** Whether, when and for how long an offer can be had. Absent fields are unknown. */
export interface Capacity {
  /** Stock, as far as the source knows. */
  readonly stock?: Stock | undefined
  /** From the decision until capacity is there (h); for a busy GPU the time until it is free. */
  readonly allocHours?: number | undefined
  /** Chance that one attempt finds capacity (0 to 1); used when `allocHours` is absent. */
  readonly availability?: number | undefined
  /** Time between two attempts (h). */
  readonly retryHours?: number | undefined
  /** From capacity to a machine that runs (h). */
  readonly bootHours?: number | undefined
  /** Opening hours; absent: always open. */
  readonly openWindows?: readonly OpenWindow[] | undefined
}

/** Schema of {@link Capacity}. */
export const Capacity: z.ZodType<Capacity> = z.object({
  stock: z.enum(['none', 'busy', 'low', 'available']).optional(),
  allocHours: nonNegative.optional(),
  availability: share.optional(),
  retryHours: positive.optional(),
  bootHours: nonNegative.optional(),
  openWindows: z
    .array(
      z
        .object({ fromMs: z.number(), untilMs: z.number() })
        .refine((window) => window.fromMs < window.untilMs, 'expected fromMs before untilMs'),
    )
    .optional(),
})

/** How often spot capacity is taken away, and what follows. Absent fields are unknown. */
export interface SpotRisk {
  /** Mean interruptions per running hour (1/h). */
  readonly interruptionsPerHour?: number | undefined
  /** Mean time without capacity after an interruption (h). */
  readonly recoverWaitHours?: number | undefined
  /** Time between the provider's notice and the end (h). */
  readonly noticeHours?: number | undefined
  /** Observed up-times (h), which replace the rate for jobs without checkpoints. */
  readonly uptimesHours?: readonly number[] | undefined
}

/** Schema of {@link SpotRisk}. */
export const SpotRisk: z.ZodType<SpotRisk> = z.object({
  interruptionsPerHour: nonNegative.optional(),
  recoverWaitHours: nonNegative.optional(),
  noticeHours: nonNegative.optional(),
  uptimesHours: z.array(nonNegative).optional(),
})
