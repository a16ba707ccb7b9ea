/** What went wrong in a probe. */
export interface ProbeFault {
  /** Which kind of fault. */
  readonly kind: ProbeFaultKind
  /** The tool, or `pci` for the list of cards. */
  readonly tool: string
  /** What it said, shortened. */
  readonly text: string
  /** What its user can do, in one English line. */
  readonly hint: string
}

/**
 * Kinds of faults.
 *
 * `no-gpu`: there is none. `no-driver`: there is one, and no driver for it, or no tool. `driver-broken`: the driver does not work.
 * `timed-out`: the tool did not answer in time. `still-running`: an earlier one hangs still, so none was started.
 * `invalid-options`: the caller's options are wrong, so nothing was probed.
 */
export type ProbeFaultKind =
  | 'no-gpu'
  | 'no-driver'
  | 'driver-broken'
  | 'no-permission'
  | 'timed-out'
  | 'still-running'
  | 'too-large'
  | 'cancelled'
  | 'unexpected-output'
  | 'tool-failed'
  | 'invalid-options'
