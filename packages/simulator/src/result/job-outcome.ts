import type { Confidentiality, PurchaseModel, RejectionKind, Site } from '@aima/gpu-core'
import type { BillLine } from './bill-line.ts'

/** How a stay on a machine ended: the job was done, the machine was taken away, or the simulation ended. */
export type StayEnd = 'done' | 'interrupted' | 'cut-off'

/** A job's time on one machine. */
export interface Stay {
  /** The offer. */
  readonly offerId: string
  /** Its provider. */
  readonly provider: string
  /** Where it stands. */
  readonly site: Site
  /** How it was had. */
  readonly purchase: PurchaseModel
  /** GPU, by canonical model or by its printed name. */
  readonly gpu: string
  /** How many. */
  readonly gpuCount: number
  /** Hardware that nobody else could have meanwhile; empty for a kind of machine of which there are many. */
  readonly hardware: readonly string[]
  /** From when on the machine was the job's (ms since 1970-01-01 UTC): its set-up begins. */
  readonly fromMs: number
  /** When useful work began (ms since 1970-01-01 UTC); null: never. */
  readonly workedFromMs: number | null
  /** Until when the machine was the job's (ms since 1970-01-01 UTC). */
  readonly untilMs: number
  /** How it ended. */
  readonly end: StayEnd
}

/** How a job ended. `refused`: none of the offers that were listed so far can ever pass. `gave-up`: none passed for as long as jobs wait. `cut-off`: the simulation ended first. */
export type JobEnd = 'done' | 'refused' | 'gave-up' | 'cut-off'

/** Why a job was given no offer when it was decided last: how many offers broke which rule first. */
export type RefusalCounts = { readonly [Kind in RejectionKind]?: number | undefined }

/** What became of one job. */
export interface JobOutcome {
  /** The job's id. */
  readonly jobId: string
  /** Its class of work; null: none. */
  readonly workload: string | null
  /** How sensitive it is. */
  readonly confidentiality: Confidentiality
  /** When it came (ms since 1970-01-01 UTC). */
  readonly arrivedAtMs: number
  /** When it ended (ms since 1970-01-01 UTC): its output is back, or nothing more is tried. */
  readonly endedAtMs: number
  /** How it ended. */
  readonly end: JobEnd
  /** Time without a machine, uploads included (h). */
  readonly waitHours: number
  /** From arrival to end (h). */
  readonly completionHours: number
  /** How long after its deadline it ended (h); 0: it was done in time; null: it has no deadline, or nothing more was tried before that. */
  readonly lateHours: number | null
  /** How often a machine was taken away. */
  readonly interruptions: number
  /** How often it was decided where it runs. */
  readonly decisions: number
  /** Uploaded (GB). */
  readonly uploadedGB: number
  /** Downloaded (GB). */
  readonly downloadedGB: number
  /** Its machines, in order. */
  readonly stays: readonly Stay[]
  /** What it cost, line by line. */
  readonly bill: readonly BillLine[]
  /** What it cost in all (USD). */
  readonly usd: number
  /** Why it was refused at last; empty unless it ended so. */
  readonly refusals: RefusalCounts
}
