export { type Clock, systemClock } from './clock.ts'
export type { Closed } from './closed.ts'
export { createOrchestrator } from './create-orchestrator.ts'
export type {
  DeadlineAdvice,
  DeadlineDone,
  DeadlineLate,
  DeadlineMove,
  DeadlineOptions,
  DeadlineProgress,
  DeadlineReason,
  DeadlineStart,
  DeadlineStatus,
  DeadlineStay,
  DeadlineWait,
  DeadlineWatch,
  MeetDeadlineError,
  NextMachine,
  NoDeadline,
  NoRunTime,
  UntilNextTick,
} from './deadline/deadline-advice.ts'
export type { MeetDeadline } from './deadline/meet-deadline.ts'
export { decideMany, type FleetOptions } from './fleet/decide-many.ts'
export type {
  DuplicateJobId,
  FleetDecision,
  FleetEntry,
  FleetError,
  LocalSaving,
  LocalShare,
} from './fleet/fleet-decision.ts'
export {
  type Change,
  type Changes,
  type Difference,
  type OfferChanges,
  type OfferCount,
  type Situation,
  type WhatIf,
  type WinnerChange,
  whatIf,
} from './fleet/what-if.ts'
export type { Gathering, SkipReason, SourceReport, SourceState } from './gather/gathering.ts'
export { type KeepLeasesOptions, type KeptLeases, keepLeases } from './lease/keep-leases.ts'
export type {
  Lease,
  LeaseLost,
  LeaseRequest,
  LeaseStore,
  LeaseStoreFailed,
  LeaseTaken,
} from './lease/lease-store.ts'
export {
  type CreateLeaseStore,
  type DefineLeaseTest,
  leaseStoreContract,
} from './lease/lease-store-contract.ts'
export { createMemoryLeases } from './lease/memory-leases.ts'
export type {
  CacheAges,
  OrchestratorOptions,
  Orphan,
  PlaceOptions,
  PolicyFile,
  PriceQuestion,
} from './options.ts'
export type {
  AskOptions,
  JobDecision,
  JobsDecision,
  NotDecided,
  Orchestrator,
} from './orchestrator.ts'
export type { Launch, LaunchContext, LaunchFailure, LaunchFailureKind } from './place/launch.ts'
export type { Attempt, AttemptOutcome, Placement, PlacementError } from './place/placement.ts'
export { describePolicyFault, type PolicyFault, type PolicyIssue } from './policy/policy-fault.ts'
export type { PolicyHolder } from './policy/policy-holder.ts'
export type {
  AdjustOffers,
  FailoverError,
  Loss,
  LossReason,
  LossReport,
  LossSeverity,
  MoveAdvice,
  MoveBalance,
  Progress,
} from './running/loss.ts'
export type { Running } from './running/weigh-move.ts'
export type { LogNotWritten } from './seen/decision-log.ts'
export type { OrchestratorEvent, Tell } from './seen/events.ts'
export type { JsonDifference } from './seen/json-difference.ts'
export { type NotADecisionLog, type ReplayDifference, type ReplayReport, replay } from './seen/replay.ts'
export { eventChannelName } from './seen/tell.ts'
