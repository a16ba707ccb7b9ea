import type { DataPath, EgressTier } from '../network.ts'
import type { PurchaseModel } from '../offer.ts'

/** Checkpointing with every number filled in. */
export interface WorkCheckpoint {
  /** Working hours between two checkpoints (τ, > 0), or `auto`. */
  readonly everyHours: number | 'auto'
  /** Time to write one (C, h). */
  readonly writeHours: number
  /** True when a checkpoint can be written on the provider's notice. */
  readonly onNotice: boolean
}

/** The job's side of an estimate, complete. Names as in docs/cost-model.md, "Defaults". */
export interface Work {
  /** Hours of work on the reference device (W). */
  readonly refHours: number
  /** Input (GB). */
  readonly inputGB: number
  /** Output (GB). */
  readonly outputGB: number
  /** Container image (GB). */
  readonly imageGB: number
  /** Further disk in use (GB). */
  readonly scratchGB: number
  /** Uplink of the input's place (Mbps); absent: no limit from that side. */
  readonly uplinkMbps?: number | undefined
  /** Downlink of the output's place (Mbps); absent: no limit from that side. */
  readonly downlinkMbps?: number | undefined
  /** Charged by the place that the input leaves (USD/GB). */
  readonly sourceEgressUsdPerGB: number
  /** Checkpointing; absent: an interruption loses everything. */
  readonly checkpoint?: WorkCheckpoint | undefined
  /** From new capacity back to useful work (r, h). Absent: the offer's set-up without the upload. */
  readonly restartHours?: number | undefined
  /** Hours from the decision until the result is due (D). */
  readonly deadlineHours?: number | undefined
  /** What one hour sooner is worth (v, USD/h). */
  readonly valueOfTimeUsdPerHour: number
  /** Cost of each hour after the deadline (USD/h). */
  readonly lateUsdPerHour: number
  /** Cost of missing the deadline at all (USD). */
  readonly lateUsdFixed: number
}

/** The offer's side of an estimate, complete. Names as in docs/cost-model.md, "Defaults". */
export interface Terms {
  /** How the offer is had; only `spot` is interrupted. */
  readonly purchase: PurchaseModel
  /** Price of the whole offer (p, USD/h), adjusted. */
  readonly usdPerHour: number
  /** Throughput relative to the reference device (s, > 0). */
  readonly speed: number
  /** From capacity to a machine that runs (h). */
  readonly bootHours: number
  /** Time until capacity is there (h); absent: from `availability`. */
  readonly allocHours?: number | undefined
  /** Chance that one attempt finds capacity (a, 0 to 1); absent: always. */
  readonly availability?: number | undefined
  /** Time between two attempts (δ, h). */
  readonly retryHours: number
  /** Line in (Mbps); absent: no limit from that side. */
  readonly ingressMbps?: number | undefined
  /** Line out (Mbps); absent: no limit from that side. */
  readonly egressMbps?: number | undefined
  /** Image pull (Mbps); absent: no limit. */
  readonly registryMbps?: number | undefined
  /** True when the image is already there. */
  readonly imageCached: boolean
  /** True when the input is already there. */
  readonly inputCached: boolean
  /** Traffic in (USD/GB). */
  readonly ingressUsdPerGB: number
  /** Traffic out (USD/GB), unless there are tiers. */
  readonly egressUsdPerGB: number
  /** Traffic out by volume. */
  readonly egressTiers?: readonly EgressTier[] | undefined
  /** Disk (USD per GB and month of 730 h). */
  readonly storageUsdPerGBMonth: number
  /** Interruptions per running hour (λ, 1/h). */
  readonly interruptionsPerHour: number
  /** Mean time without capacity after an interruption (w, h). */
  readonly recoverWaitHours: number
  /** Provider's notice (h). */
  readonly noticeHours?: number | undefined
  /** Observed up-times (h), for jobs without checkpoints. */
  readonly uptimesHours?: readonly number[] | undefined
  /** Smallest unit of time that is billed (s). */
  readonly billStepSeconds: number
  /** Least time that is billed (s). */
  readonly billMinSeconds: number
  /** How data reaches the machine. */
  readonly dataPath: DataPath
  /** Carbon per running hour (g CO2e/h); absent: unknown. */
  readonly carbonGPerHour?: number | undefined
}
