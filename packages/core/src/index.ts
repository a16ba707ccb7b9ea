// Jobs, offers and policies.
export { Assumption } from './assumption.ts'
export type { Candidate } from './candidate.ts'
export type { DuplicateOfferId } from './canonical-order.ts'
export { Capacity, type OpenWindow, SpotRisk, type Stock } from './capacity.ts'
export { checkOptions } from './check-options.ts'
export { Clearance, certificationKey, Site, TrustClass, trustClasses } from './clearance.ts'
export { CountryRule, countriesOf, eeaCountries, euCountries } from './countries.ts'
// Deciding and explaining.
export { decide } from './decide.ts'
export type {
  Counts,
  DecideOptions,
  Decision,
  DecisionError,
  InvalidMoment,
  NothingFits,
} from './decision.ts'
export { type Defaults, defaults, type PerProviderKind } from './defaults.ts'
export { describeListError, describeWarning } from './describe-list-error.ts'
// The cost model.
export {
  autoIntervalHours,
  type CheckpointCost,
  dalyIntervalHours,
  exactIntervalHours,
  youngIntervalHours,
} from './estimate/checkpoint-interval.ts'
export {
  type InterruptedRun,
  meetChance,
  meetChanceOf,
  type RunChance,
  type RunMoments,
  runMoments,
} from './estimate/deadline.ts'
export { type Estimate, estimate } from './estimate/estimate.ts'
export {
  type BillingRule,
  billedHoursOf,
  type LocalCost,
  localUsdPerHour,
  tieredUsd,
} from './estimate/money.ts'
export type { Speed, SpeedBasis } from './estimate/speed.ts'
export {
  type Checkpointing,
  type EmpiricalRun,
  empiricalRun,
  expectedRunHours,
  expectedRunHoursOnNotice,
  type Interruptions,
  learnedInterruptionsPerHour,
  nominalHoursOf,
  type Stretches,
  stretchesOf,
} from './estimate/spot.ts'
export { type CompleteTerms, type OfferTerms, termsOf } from './estimate/terms.ts'
export { capacityChanceBy, transferHours, waitHoursOf } from './estimate/time.ts'
export {
  exponentialWaitDecision,
  skiRentalRandomisedWaitHours,
  skiRentalWaitHours,
  type WaitingCosts,
} from './estimate/waiting.ts'
export type { Terms, Work, WorkCheckpoint } from './estimate/work.ts'
export { excludeEachOther } from './exclude-each-other.ts'
export { type ExplainOptions, explain, type Locale } from './explain/explain.ts'
export { failureFits, RememberedFailure } from './failure.ts'
// GPU models.
export {
  type FormFactor,
  findGpuModel,
  type GpuModel,
  type GpuModelName,
  type GpuShare,
  gpuModels,
  type ResolvedGpuModel,
  resolveGpuModel,
  type UnknownGpuModel,
  vramTolerance,
} from './gpu-models/index.ts'
export { hardwareNames, hardwareOf, singleHardware } from './hardware.ts'
export { type Disk, type Driver, Host, Place } from './host.ts'
export { Budget, Confidentiality, type DataVolumes, Job, parseJob, Urgency } from './job.ts'
export { type JobPreset, jobPresets } from './job-presets.ts'
export { JsonValue } from './json-value.ts'
export { mergePolicies } from './merge-policy.ts'
export type { Moment } from './moment.ts'
export type { NearMiss } from './near-miss.ts'
export {
  DriverVersion,
  HostArchitecture,
  Interconnect,
  type LeastTflops,
  Needs,
  Precision,
  Vendor,
} from './needs.ts'
export { DataPath, type EgressTier, EgressTiers, Network } from './network.ts'
export {
  AccessLabels,
  grantSite,
  ListedOffer,
  type Offer,
  type ParsedOffers,
  ProviderKind,
  PurchaseModel,
  parseOffer,
  parseOffers,
} from './offer.ts'
export { offerQuery } from './offer-query.ts'
export { OfferedGpu } from './offered-gpu.ts'
export { paretoFront } from './pareto.ts'
export type { ParseFailure, ParseIssue } from './parse.ts'
export {
  defaultPriceAgeHours,
  type JobCondition,
  jobFits,
  type LocalCostMode,
  Policy,
  type PriceAges,
  type ProviderRules,
  parsePolicy,
  policyJsonSchema,
  type StrategyChoice,
  type StrategyRule,
  strategyFor,
} from './policy.ts'
export { positive } from './positive.ts'
export { Billing, type ConvertedPrice, Energy, Ownership, Price, type PricePart } from './price.ts'
export { adjustedUsdPerHour, type OfferCondition, PriceAdjustment } from './price-adjustment.ts'
export type { Quote } from './quote.ts'
export {
  type GateName,
  gateNames,
  type Refusal,
  type Refused,
  type RefusedOffer,
  type Rejection,
  type RejectionKind,
  rejectionUnits,
} from './rejection.ts'
export { type Requote, requote } from './requote.ts'
export { type Checkpoint, JobRun, LimitingFactor, type ScoredBenchmark } from './run.ts'
export type {
  CancelSignal,
  InvalidOptions,
  ListError,
  Listing,
  ListingContext,
  ListingProgress,
  OfferQuery,
  OfferSource,
  SourceCapabilities,
  Warning,
} from './source.ts'
export { sourceRefusal } from './source-refusal.ts'
export { type StagedPlace, stagedPlaceOf, withStagedInput } from './staged-input.ts'
export { microUsd, milliseconds } from './strategies/order.ts'
export type { ChoiceReason, MatrixRule } from './strategies/preference.ts'
export {
  type Balanced,
  type Carbon,
  type CostFirst,
  type Deadline,
  type DecisionMatrix,
  type LocalFirst,
  type ProviderPriority,
  Strategy,
  type Urgent,
} from './strategy.ts'
export { tellProgress } from './tell-progress.ts'
export { unknownModels } from './unknown-models.ts'
export { unknownRegions } from './unknown-regions.ts'
export type { VramMatch } from './vram-match.ts'
export { jobWithWorkLeft, type Meanwhile } from './work-left.ts'
