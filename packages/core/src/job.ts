import type { Result } from 'neverthrow'
import { z } from 'zod'
import { Clearance } from './clearance.ts'
import { Needs } from './needs.ts'
import { nonNegative, type ParseFailure, parseWith, positive, recordOf, shortText } from './parse.ts'
import { JobRun } from './run.ts'

/** How sensitive a job's data is. `confidential` never leaves the house. */
export type Confidentiality = 'public' | 'internal' | 'confidential'

/** Schema of {@link Confidentiality}. */
export const Confidentiality: z.ZodType<Confidentiality> = z.enum(['public', 'internal', 'confidential'])

/** How much a job is in a hurry. Policies choose their strategy by it. */
export type Urgency = 'low' | 'normal' | 'high'

/** Schema of {@link Urgency}. */
export const Urgency: z.ZodType<Urgency> = z.enum(['low', 'normal', 'high'])

/** What must be moved, and over which line (GB = 1e9 bytes, Mbps = 1e6 bit/s). */
export interface DataVolumes {
  /** Input (GB). Default 0. */
  readonly inputGB?: number | undefined
  /** Output (GB). Default 0. */
  readonly outputGB?: number | undefined
  /** Container image (GB). Default 0. */
  readonly imageGB?: number | undefined
  /** Further disk in use while running (GB). Default 0. */
  readonly scratchGB?: number | undefined
  /** Uplink of the place where the input is (Mbps). */
  readonly uplinkMbps?: number | undefined
  /** Downlink of the place where the output goes (Mbps). */
  readonly downlinkMbps?: number | undefined
  /** What the place that the input leaves charges for it (USD/GB). Default 0. */
  readonly sourceEgressUsdPerGB?: number | undefined
}

/** Caps on what may be spent. */
export interface Budget {
  /** Most for the whole offer (USD/h). */
  readonly usdPerHour?: number | undefined
  /** Most for the whole job (USD), compared with the upper estimate. */
  readonly usdPerJob?: number | undefined
}

/** Schema of {@link Budget}. */
export const Budget: z.ZodType<Budget> = z.strictObject({
  usdPerHour: positive.optional(),
  usdPerJob: positive.optional(),
})

/** What must run, for whom it matters and by when. */
export interface Job {
  /** Name of the job in logs and explanations. */
  readonly id: string
  /** How sensitive the data is. It has no default: somebody must have decided it. */
  readonly confidentiality: Confidentiality
  /** How much of a hurry it is in. Default `normal`. */
  readonly urgency?: Urgency | undefined
  /** Class of work, such as `video-analysis`; policies can choose a strategy by it. */
  readonly workload?: string | undefined
  /** Free labels, such as `{ team: 'forensics' }`; policies can choose a strategy by them. */
  readonly labels?: Readonly<Record<string, string>> | undefined
  /** What the machine must have. */
  readonly needs?: Needs | undefined
  /** How long it takes. */
  readonly run?: JobRun | undefined
  /** What must be moved. */
  readonly data?: DataVolumes | undefined
  /** Where it may run, beyond what its confidentiality and the policy say. */
  readonly clearance?: Clearance | undefined
  /** False when the job must not run on spot capacity. Default true. */
  readonly allowSpot?: boolean | undefined
  /** What it may cost. */
  readonly budget?: Budget | undefined
  /** Hours from the decision until the result is due. */
  readonly deadlineHours?: number | undefined
  /** What one hour sooner is worth (USD/h); enters the objective. Default 0. */
  readonly valueOfTimeUsdPerHour?: number | undefined
  /** Cost of each hour after the deadline (USD/h). Default 0. */
  readonly lateUsdPerHour?: number | undefined
  /** Cost of missing the deadline at all (USD). Default 0. */
  readonly lateUsdFixed?: number | undefined
}

const DataVolumes: z.ZodType<DataVolumes> = z.strictObject({
  inputGB: nonNegative.optional(),
  outputGB: nonNegative.optional(),
  imageGB: nonNegative.optional(),
  scratchGB: nonNegative.optional(),
  uplinkMbps: positive.optional(),
  downlinkMbps: positive.optional(),
  sourceEgressUsdPerGB: nonNegative.optional(),
})

/** Schema of {@link Job}. */
export const Job: z.ZodType<Job> = z.strictObject({
  id: shortText,
  confidentiality: Confidentiality,
  urgency: Urgency.optional(),
  workload: shortText.optional(),
  labels: recordOf(z.string().max(512)).optional(),
  needs: Needs.optional(),
  run: JobRun.optional(),
  data: DataVolumes.optional(),
  clearance: Clearance.optional(),
  allowSpot: z.boolean().optional(),
  budget: Budget.optional(),
  deadlineHours: positive.optional(),
  valueOfTimeUsdPerHour: nonNegative.optional(),
  lateUsdPerHour: nonNegative.optional(),
  lateUsdFixed: nonNegative.optional(),
})

/**
 * Reads a job from an input of unknown shape.
 *
 * @param input - For example a parsed JSON body. Unknown fields are faults, because a misspelt need must not be lost.
 * @returns The job, or `invalid-job` with the path and the expectation of every fault.
 * @example
 * parseJob({ id: 'case-1', confidentiality: 'internal' }).isOk() // => true
 * @example
 * parseJob({ id: 'case-1' })._unsafeUnwrapErr().issues[0].path // => 'confidentiality'
 */
export const parseJob = (input: unknown): Result<Job, ParseFailure<'invalid-job'>> =>
  parseWith(Job, 'invalid-job', input)
