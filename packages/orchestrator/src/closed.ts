/** The orchestrator was closed. */
export interface Closed {
  /** Tag. */
  readonly kind: 'closed'
}

/** What every call of a closed orchestrator ends with. */
export const closed: Closed = { kind: 'closed' }
