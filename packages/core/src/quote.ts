import type { Site } from './clearance.ts'

/** What a job would cost and take on an offer that passed every gate, in one line: all that strategies look at. */
export interface Quote {
  /** The offer. */
  readonly offerId: string
  /** Its provider. */
  readonly provider: string
  /** Where it stands. */
  readonly site: Site
  /** Price of the whole offer, adjusted (USD/h). */
  readonly usdPerHour: number
  /** Money in all (USD). */
  readonly totalUsd: number
  /** From the decision until the result is there (h). */
  readonly completionHours: number
  /** Until capacity is there (h). */
  readonly waitHours: number
  /** Input on its way to the offer (h). */
  readonly uploadHours: number
  /** Interruptions per running hour (1/h); 0 unless the offer is spot. */
  readonly interruptionsPerHour: number
  /** Chance to meet the deadline (0 to 1); null: the job has none. */
  readonly deadlineChance: number | null
  /** Carbon (g CO2e); null: unknown. */
  readonly carbonGrams: number | null
}
