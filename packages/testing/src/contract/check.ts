import type { CheckName } from './check-name.ts'
import type { AdapterContract, ContractReplies } from './contract.ts'
import type { Stage } from './visit.ts'

/** One promise that an adapter makes, and how it is put to the test. */
export interface Check {
  /** Name, for `knownGaps`. */
  readonly name: CheckName
  /** The promise, as a sentence about the adapter. */
  readonly promise: string
  /** Fails when the promise is broken. */
  readonly run: (stage: Stage) => Promise<void>
}

/** Lists the checks that apply to an adapter. */
export type ChecksFor = (contract: AdapterContract) => readonly Check[]

/** Checks for adapters that talk HTTP, which get the recorded replies. */
export const withReplies =
  (checks: (replies: ContractReplies, contract: AdapterContract) => readonly Check[]): ChecksFor =>
  (contract) =>
    contract.replies === undefined ? [] : checks(contract.replies, contract)
