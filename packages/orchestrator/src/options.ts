import type { OfferSource, Policy, ProviderKind } from '@aima/gpu-core'
import type { Clock } from './clock.ts'
import type { Lease, LeaseStore } from './lease/lease-store.ts'
import type { Launch } from './place/launch.ts'
import type { AdjustOffers } from './running/loss.ts'
import type { Tell } from './seen/events.ts'

/** What a person is asked when a candidate has become dearer than the policy lets pass. */
export interface PriceQuestion {
  /** The offer. */
  readonly offerId: string
  /** What the job was said to cost (USD). */
  readonly beforeUsd: number
  /** What it costs now (USD). */
  readonly nowUsd: number
  /** Change of the total cost (share: 0.2 is 20 % dearer). */
  readonly totalDrift: number
}

/** A machine that nobody waits for any more: its launch was given up and succeeded all the same. */
export interface Orphan<Machine> {
  /** The offer. */
  readonly offerId: string
  /** What the launch returned. It is to be stopped, or it costs money. */
  readonly machine: Machine
}

/** For how long answers of sources may be used. */
export interface CacheAges {
  /** Younger answers are used without asking (ms). */
  readonly freshMs: number
  /** Older answers, up to this age, are used while a new one is fetched, or when none can be had (ms). */
  readonly staleMs: number
}

/** Where a policy stands. */
export interface PolicyFile {
  /** Path of a YAML or JSON file. */
  readonly file: string
}

/** Options of an orchestrator. */
export interface OrchestratorOptions {
  /** Sources of the user's own machines. Registering one here is the only way to grant a local site. Default none. */
  readonly local?: readonly OfferSource[] | undefined
  /** Sources of rented machines. Default none. */
  readonly cloud?: readonly OfferSource[] | undefined
  /** The policy: an object, or the path of a YAML or JSON file, which can be reloaded. */
  readonly policy: Policy | PolicyFile
  /** Deadline of each source (ms). Default 10 000. */
  readonly sourceDeadlineMs?: number | undefined
  /** For how long answers may be used, by kind of provider. Default: local 2 s / 30 s, gpu-cloud 60 s / 15 min, hyperscaler 1 h / 24 h. */
  readonly cacheAges?: Partial<Readonly<Record<ProviderKind, CacheAges>>> | undefined
  /** Failures in a row after which a source is left alone. Default 3. */
  readonly breakAfter?: number | undefined
  /** For how long it is left alone (ms). Default 60 000. */
  readonly breakForMs?: number | undefined
  /** Store of leases. Default: in memory, which serves one process. */
  readonly leases?: LeaseStore | undefined
  /** How long a lease of a local GPU holds unless it is renewed (ms). Default 120 000. */
  readonly leaseMs?: number | undefined
  /** Path of the decision log, to which lines are appended. Default: none is kept. */
  readonly decisionLog?: string | undefined
  /** Is told each step, as the diagnostics channel is; what it throws harms nobody. */
  readonly onEvent?: Tell | undefined
  /** Time. Default: that of this machine. */
  readonly clock?: Clock | undefined
}

/** How a job is placed. */
export interface PlaceOptions<Machine> {
  /** Gets a machine. */
  readonly launch: Launch<Machine>
  /** Cancels. */
  readonly signal?: AbortSignal | undefined
  /** Asked when a candidate has become dearer than the policy lets pass; true: go on. Default: nobody is asked, and it is passed over. */
  readonly confirm?: ((question: PriceQuestion) => PromiseLike<boolean> | boolean) | undefined
  /** Takes machines that nobody waits for any more. Without it such a machine is only told as an event. */
  readonly onOrphan?: ((orphan: Orphan<Machine>) => void) | undefined
  /** Longest time that one launch may take (ms). Default 600 000. */
  readonly launchTimeoutMs?: number | undefined
  /** Called when a lease of the placed job's hardware is lost: the job must stop using it. Leases are renewed until the job is reported done or lost. */
  readonly onLeaseLost?: ((lease: Lease) => void) | undefined
  /** Changes the offers first; the report of a loss brings what suits the work that is left. */
  readonly adjust?: AdjustOffers | undefined
}
