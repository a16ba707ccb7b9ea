import type { Result } from 'neverthrow'
import { z } from 'zod'
import { Clearance } from './clearance.ts'
import { type Defaults, PartialDefaults } from './defaults.ts'
import { Budget, Confidentiality, type Job, Urgency } from './job.ts'
import type { ProviderKind } from './offer.ts'
import { nonNegative, type ParseFailure, parseWith, recordOf, shortText } from './parse.ts'
import { PriceAdjustment } from './price-adjustment.ts'
import { Strategy } from './strategy.ts'

/** Which jobs a rule is for: all fields that are stated must fit. */
export interface JobCondition {
  /** The job's urgency (a job that states none is `normal`). */
  readonly urgency?: Urgency | undefined
  /** The job's confidentiality. */
  readonly confidentiality?: Confidentiality | undefined
  /** The job's class of work. */
  readonly workload?: string | undefined
  /** Labels that the job must carry with these values. */
  readonly labels?: Readonly<Record<string, string>> | undefined
  /** Least input (GB). */
  readonly inputGBAtLeast?: number | undefined
  /** Whether the job has a deadline. */
  readonly hasDeadline?: boolean | undefined
}

/** A strategy for some jobs. */
export interface StrategyRule {
  /** Which jobs. */
  readonly when: JobCondition
  /** Their strategy. */
  readonly strategy: Strategy
}

/** How a policy chooses a strategy: the first rule that fits the job, else the general one. */
export interface StrategyChoice {
  /** The general strategy. */
  readonly strategy: Strategy
  /** Exceptions, the first that fits counts. */
  readonly rules?: readonly StrategyRule[] | undefined
}

/** Which providers may be used. */
export interface ProviderRules {
  /** Only these; absent: all. */
  readonly allow?: readonly string[] | undefined
  /** Not these. */
  readonly deny?: readonly string[] | undefined
}

/** Which part of an owned GPU's cost counts: electricity; with amortisation and maintenance; with what other waiting jobs would save on it. */
export type LocalCostMode = 'marginal' | 'full' | 'shadow'

/** How old a price may be (h). Owned GPUs have no list price, so none applies to them by default. */
export type PriceAges = { readonly [Kind in ProviderKind]?: number | undefined }

/** Everything that an administrator sets. */
export interface Policy extends StrategyChoice {
  /** For editors: address of the JSON Schema; not read. */
  readonly $schema?: string | undefined
  /** Where jobs of each level may run. It narrows only: a confidential job stays on local sites. */
  readonly clearance?: { readonly [Level in Confidentiality]?: Clearance | undefined } | undefined
  /** Where any job may run. */
  readonly residency?: Clearance | undefined
  /** Which providers may be used. */
  readonly providers?: ProviderRules | undefined
  /** False: no spot capacity. Default true. */
  readonly allowSpot?: boolean | undefined
  /** How old a price may be (h). Default: see {@link defaultPriceAgeHours}. */
  readonly maximumPriceAgeHours?: PriceAges | undefined
  /** What any job may cost. */
  readonly budget?: Budget | undefined
  /** Longest expected time until the result (h); default: no limit. */
  readonly maximumCompletionHours?: number | undefined
  /** Discounts, credits and contract prices, applied in this order. */
  readonly priceAdjustments?: readonly PriceAdjustment[] | undefined
  /** Which part of an owned GPU's cost counts. Default `marginal`. */
  readonly localCost?: LocalCostMode | undefined
  /** Drift of a price above which a person is asked again (share: 0.2 is 20 %). Default 0.2. */
  readonly maximumPriceDrift?: number | undefined
  /** Replacements for single defaults. */
  readonly defaults?: { readonly [Name in keyof Defaults]?: Defaults[Name] | undefined } | undefined
  /** Policies of larger circles, such as the organisation's: an offer must pass the gates of all of them. Written by {@link mergePolicies}. */
  readonly within?: readonly Policy[] | undefined
}

const JobCondition: z.ZodType<JobCondition> = z.strictObject({
  urgency: Urgency.optional(),
  confidentiality: Confidentiality.optional(),
  workload: shortText.optional(),
  labels: recordOf(z.string().max(512)).optional(),
  inputGBAtLeast: nonNegative.optional(),
  hasDeadline: z.boolean().optional(),
})

const localOnly: z.ZodType<Clearance> = Clearance.refine((clearance) => !clearance.sites?.includes('cloud'), {
  path: ['sites'],
  message: 'expected local only: a confidential job never leaves the house',
})

/** Schema of {@link Policy}. */
export const Policy: z.ZodType<Policy> = z.strictObject({
  $schema: z.string().max(2048).optional(),
  strategy: Strategy,
  rules: z.array(z.strictObject({ when: JobCondition, strategy: Strategy })).optional(),
  clearance: z
    .strictObject({
      public: Clearance.optional(),
      internal: Clearance.optional(),
      confidential: localOnly.optional(),
    })
    .optional(),
  residency: Clearance.optional(),
  providers: z
    .strictObject({ allow: z.array(shortText).optional(), deny: z.array(shortText).optional() })
    .optional(),
  allowSpot: z.boolean().optional(),
  maximumPriceAgeHours: z
    .strictObject({
      local: nonNegative.optional(),
      'gpu-cloud': nonNegative.optional(),
      hyperscaler: nonNegative.optional(),
    })
    .optional(),
  budget: Budget.optional(),
  maximumCompletionHours: nonNegative.optional(),
  priceAdjustments: z.array(PriceAdjustment).optional(),
  localCost: z.enum(['marginal', 'full', 'shadow']).optional(),
  maximumPriceDrift: nonNegative.optional(),
  defaults: PartialDefaults.optional(),
  get within() {
    return z.array(Policy).optional()
  },
})

/**
 * How old a price may be when the policy does not say (h): an hour for GPU clouds, whose prices move, a day for the price lists of hyperscalers.
 *
 * Source: assumption; prices of one marketplace moved 11 % from day to day in 2026 (median), those of price lists stayed.
 * @example
 * defaultPriceAgeHours.hyperscaler // => 24
 */
export const defaultPriceAgeHours: Readonly<Record<ProviderKind, number>> = {
  local: Number.POSITIVE_INFINITY,
  'gpu-cloud': 1,
  hyperscaler: 24,
}

/**
 * Drift of a price above which a person is asked again, when the policy does not say (share).
 *
 * Source: AIMA's promise to its users (20 %).
 * @example
 * defaultMaximumPriceDrift // => 0.2
 */
export const defaultMaximumPriceDrift = 0.2

/**
 * Reads a policy from an input of unknown shape.
 *
 * @param input - For example a parsed JSON or YAML file. Unknown fields are faults, because a misspelt rule must not be lost.
 * @returns The policy, or `invalid-policy` with the path and the expectation of every fault.
 * @example
 * parsePolicy({ strategy: { kind: 'cost-first' } }).isOk() // => true
 * @example
 * parsePolicy({ strategy: { kind: 'cheapest' } })._unsafeUnwrapErr().issues[0].path // => 'strategy.kind'
 */
export const parsePolicy = (input: unknown): Result<Policy, ParseFailure<'invalid-policy'>> =>
  parseWith(Policy, 'invalid-policy', input)

/**
 * Gives the JSON Schema of a policy, for editors and for validation outside TypeScript.
 *
 * @example
 * policyJsonSchema().required // => ['strategy']
 */
export const policyJsonSchema = (): Readonly<Record<string, unknown>> => ({
  ...z.toJSONSchema(Policy, { io: 'input' }),
  title: 'Policy of the GPU selector',
})

const carries = (job: Job, labels: Readonly<Record<string, string>>): boolean =>
  Object.entries(labels).every(
    ([name, value]) =>
      job.labels !== undefined && Object.hasOwn(job.labels, name) && job.labels[name] === value,
  )

/**
 * Tells whether a job fits a condition.
 *
 * @param condition - All of its stated fields must fit; an empty condition fits every job.
 * @param job - The job.
 * @example
 * jobFits({ urgency: 'normal' }, { id: 'a', confidentiality: 'public' }) // => true
 */
export const jobFits = (condition: JobCondition, job: Job): boolean =>
  (condition.urgency === undefined || condition.urgency === (job.urgency ?? 'normal')) &&
  (condition.confidentiality === undefined || condition.confidentiality === job.confidentiality) &&
  (condition.workload === undefined || condition.workload === job.workload) &&
  (condition.labels === undefined || carries(job, condition.labels)) &&
  (condition.inputGBAtLeast === undefined || (job.data?.inputGB ?? 0) >= condition.inputGBAtLeast) &&
  (condition.hasDeadline === undefined || condition.hasDeadline === (job.deadlineHours !== undefined))

/**
 * Chooses the strategy for a job: the first rule that fits, else the general one.
 *
 * @param choice - A policy.
 * @param job - The job.
 * @example
 * strategyFor({ strategy: { kind: 'cost-first' } }, { id: 'a', confidentiality: 'public' }).kind // => 'cost-first'
 */
export const strategyFor = (choice: StrategyChoice, job: Job): Strategy =>
  choice.rules?.find((rule) => jobFits(rule.when, job))?.strategy ?? choice.strategy

/** Everything that narrows where a job may run: the policy in general, the policy for its confidentiality, and the job itself. */
export const clearancesOf = (job: Job, policy: Policy): readonly Clearance[] =>
  [policy.residency, policy.clearance?.[job.confidentiality], job.clearance].filter(
    (clearance) => clearance !== undefined,
  )

/** A policy and, flat, all that it is within. */
export const circlesOf = (policy: Policy): readonly Policy[] => [
  policy,
  ...(policy.within ?? []).flatMap(circlesOf),
]
