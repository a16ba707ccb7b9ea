export {
  type CostCheckOptions,
  expectCostBelow,
  expectWaitBelow,
  type WaitCheckOptions,
} from './checks/amount-checks.ts'
export {
  type CheaperOptions,
  expectCheaper,
  expectNoWorse,
  type NoWorseOptions,
} from './checks/comparison-checks.ts'
export { expectAllDone, expectAlways, expectNever } from './checks/job-checks.ts'
export {
  costsMoreThan,
  hasGivenUp,
  isConfidential,
  isDone,
  isInterrupted,
  isLate,
  isOfWorkload,
  isRefused,
  isRefusedFor,
  type JobClaim,
  leavesTheHouse,
  runsAt,
  runsOnGpu,
  runsOnOffer,
  runsOnSpot,
  takesLongerThan,
  waitsLongerThan,
} from './checks/job-claims.ts'
export type { JobCheckOptions } from './checks/looked-at.ts'
export { expectNoViolation, expectUtilisationAbove } from './checks/result-checks.ts'
export { compare } from './compare/compare.ts'
export { type CompareError, describeCompareError } from './compare/compare-error.ts'
export type { CompareOptions, CompareProgress } from './compare/compare-options.ts'
export type { ComparedPolicy, ComparedViolation, Comparison } from './compare/comparison.ts'
export { comparisonCsv } from './compare/comparison-csv.ts'
export { comparisonTable } from './compare/comparison-table.ts'
export {
  differenceText,
  type MeasureFormat,
  meanText,
  measureFormat,
  measureTitle,
} from './compare/measure-text.ts'
export {
  type Measure,
  type MeasureFacts,
  measureFacts,
  measures,
  type PerMeasure,
  perMeasure,
  readMeasure,
} from './compare/measures.ts'
export type { PairedDifference, SeedSummary } from './compare/paired-difference.ts'
export type { Interval, SampleMean } from './compare/sample-mean.ts'
export {
  type DeadlineCase,
  type DeadlineRun,
  type InfeasibleDeadline,
  type OptimumCase,
  type OptimumError,
  optimalCost,
  runOnTrace,
  type SpotZone,
  type TooFineWork,
  zoneAtOnePrice,
} from './deadline/index.ts'
export type {
  Arrived,
  Assumed,
  Billed,
  Decided,
  DecisionCause,
  Ended,
  Interrupted,
  Left,
  OpenStay,
  Queued,
  SimulationEvent,
  Started,
  Violated,
} from './events/simulation-event.ts'
export { billCsv } from './export/bill-csv.ts'
export { jobsCsv } from './export/jobs-csv.ts'
export { staysCsv } from './export/stays-csv.ts'
export { toJson } from './export/to-json.ts'
export { readAlibabaNodes, readAlibabaSpotNodes } from './house/alibaba-nodes.ts'
export type { ClusterNode, NodeOptions, OwnedNodes, UnnamedGpu } from './house/cluster-nodes.ts'
export { type HardwarePrices, readHardwarePrices } from './house/hardware-prices.ts'
export { type OwnedGpusOptions, ownedGpus } from './house/owned-gpus.ts'
export type { HouseFacts } from './house/owned-offer.ts'
export { type AvailabilityOptions, availabilityMarket } from './market/availability/availability-market.ts'
export {
  stockOfSeries,
  stockOfSlice,
  stockOfTrace,
  type ZoneStock,
} from './market/availability/zone-stock.ts'
export { type DecisionLog, decisionLogMarket } from './market/log/decision-log-market.ts'
export type { Market, MarketChange } from './market/market.ts'
export { type DailyPriceOptions, dailyPriceMarket } from './market/prices/daily-price-market.ts'
export { type GcpPriceOptions, gcpPriceMarket } from './market/prices/gcp-price-market.ts'
export { type HalfHourlyOptions, halfHourlyMarket } from './market/prices/half-hourly-market.ts'
export { type PriceTraceOptions, priceTraceMarket } from './market/prices/price-trace-market.ts'
export type { TraceMarket, TraceSpan } from './market/prices/trace-span.ts'
export { defaultPriceWalk, type PriceWalk } from './market/synthetic/price-walk.ts'
export { defaultStockSpells, type StockSpells } from './market/synthetic/stock-spells.ts'
export {
  type SyntheticOptions as SyntheticMarketOptions,
  syntheticMarket,
} from './market/synthetic/synthetic-market.ts'
export type { BillItem, BillLine } from './result/bill-line.ts'
export type { ExplainedDecision } from './result/explained-decision.ts'
export type { JobEnd, JobOutcome, RefusalCounts, Stay, StayEnd } from './result/job-outcome.ts'
export type {
  Distribution,
  HardwareUse,
  SimulationResult,
  Spending,
  Summary,
} from './result/simulation-result.ts'
export type { Invariant, Violation } from './result/violation.ts'
export { type Simulate, simulate } from './simulate.ts'
export type {
  Aborted,
  Recovery,
  SimulationError,
  SimulationOptions,
  SimulationProgress,
  UnsoundInput,
  WatchOptions,
} from './simulation-options.ts'
export { type SimulationStream, streamSimulation } from './stream-simulation.ts'
export { type AvailabilitySeries, readAvailabilitySeries } from './traces/availability-series.ts'
export {
  type AwsOnDemandPrice,
  type AwsSpotPrice,
  type AwsSpotSnapshot,
  readAwsOnDemandPrices,
  readAwsSpotHistory,
  readAwsSpotPrices,
  readAwsSpotSnapshots,
} from './traces/aws-prices.ts'
export { type DailyPrice, readDailyPrices } from './traces/daily-prices.ts'
export { type OracleCosts, type OracleRun, readDeadlineOracle } from './traces/deadline-oracle.ts'
export { type FleetEvent, readFleetEvents } from './traces/fleet-events.ts'
export { type GcpGpuPrice, readGcpGpuPrices } from './traces/gcp-prices.ts'
export {
  type HalfHourlyPrice,
  type HalfHourlyStock,
  type ProviderPrice,
  readHalfHourlyPrices,
} from './traces/half-hourly-prices.ts'
export { readSpotAdvice, type SpotAdvice } from './traces/spot-advisor.ts'
export { readSpotTrace, type SpotTrace } from './traces/spot-trace.ts'
export type { TraceFault } from './traces/trace-fault.ts'
export { readZoneOracle, type ZoneOracle } from './traces/zone-oracle.ts'
export { readZoneSlices, type ZoneSlice } from './traces/zone-slices.ts'
export { type DayProfile, officeHours } from './workload/day-profile.ts'
export type { DeadlineRule, DrawnTerms, JobTemplate } from './workload/drawn-terms.ts'
export { fixedWorkload } from './workload/fixed-workload.ts'
export { type MeasuredThroughput, readGavelThroughput } from './workload/gavel-throughput.ts'
export type { JobClass } from './workload/job-class.ts'
export { type AlibabaTerms, readAlibabaPods } from './workload/job-traces/alibaba-pods.ts'
export { readGenaiRequests } from './workload/job-traces/genai-requests.ts'
export { readJobCsv } from './workload/job-traces/job-csv.ts'
export { readPhillyJobs } from './workload/job-traces/philly-jobs.ts'
export type { TraceTerms } from './workload/job-traces/trace-terms.ts'
export type { LeftOut, TraceWorkload } from './workload/job-traces/trace-workload.ts'
export {
  type MediaAnalysisOptions,
  type MediaOptions,
  type MediaWeights,
  mediaAnalysis,
  mediaClasses,
} from './workload/media-analysis.ts'
export { mergeWorkloads, withIdPrefix } from './workload/merge-workloads.ts'
export {
  betweenTimes,
  type Span,
  type Thinning,
  takeFirst,
  thinArrivals,
} from './workload/part-of-workload.ts'
export { scaleArrivals } from './workload/scale-arrivals.ts'
export type { Shares } from './workload/shares.ts'
export type { Bounds, Spread } from './workload/spread.ts'
export {
  type ArrivalOptions,
  type SyntheticOptions as SyntheticWorkloadOptions,
  syntheticWorkload,
} from './workload/synthetic-workload.ts'
export type { Arrival, Workload } from './workload/workload.ts'
