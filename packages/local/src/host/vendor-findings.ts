import type { Device, UnusableDevice } from '../inventory.ts'
import type { ProbeFault } from '../probe-fault.ts'

/** What the tools of one vendor told. All three empty: there is nothing of this vendor, or no way to ask. */
export interface VendorFindings {
  /** GPUs that answer. */
  readonly devices: readonly Device[]
  /** GPUs that are there and cannot be used. */
  readonly unusable: readonly UnusableDevice[]
  /** What went wrong. */
  readonly faults: readonly ProbeFault[]
}

/** Findings of a vendor of whom nothing is known. */
export const noFindings: VendorFindings = { devices: [], unusable: [], faults: [] }
