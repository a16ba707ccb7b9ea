/** A rule that a simulation must keep. */
export type Invariant =
  /** A confidential job ran off-site. */
  | 'off-site'
  /** Two jobs had the same hardware at the same time. */
  | 'used-twice'
  /** A job came and did not end, ended twice, or ended without having come. */
  | 'unaccounted-job'
  /** Money that no line of a bill explains, or a line that does not multiply out. */
  | 'unexplained-dollar'
  /** Something happened before what came before it. */
  | 'time-went-back'

/** A rule that was broken. There should never be one: each is a defect of the simulator or of core. */
export interface Violation {
  /** The rule. */
  readonly invariant: Invariant
  /** When (ms since 1970-01-01 UTC). */
  readonly atMs: number
  /** The job; null: none in particular. */
  readonly jobId: string | null
  /** What was seen, for people. */
  readonly detail: string
}
