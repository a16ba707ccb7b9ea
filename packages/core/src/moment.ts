import type { RememberedFailure } from './failure.ts'

/** The circumstances of a decision. */
export interface Moment {
  /** The present (ms since 1970-01-01 UTC). */
  readonly nowMs: number
  /** Attempts that failed and are remembered. Default none. */
  readonly failures?: readonly RememberedFailure[] | undefined
}
