import assert from 'node:assert/strict'
import type { ListError } from '@aima/gpu-core'
import { within } from '../watching/patience.ts'
import type { Check } from './check.ts'
import type { CheckName } from './check-name.ts'
import type { Circumstances, ContractReplies } from './contract.ts'
import { errorOf } from './outcome.ts'
import { type Spoil, spoiltRoutes } from './spoilt-routes.ts'
import type { Stage, Visit } from './visit.ts'

/** A fault, and the error that it must become. */
export interface FaultCase {
  /** Name of the check. */
  readonly name: CheckName
  /** The promise, as a sentence about the adapter. */
  readonly promise: string
  /** Makes the bad reply; of several, each is played by itself. */
  readonly spoils: readonly Spoil[]
  /** Kinds of error that are right. */
  readonly expected: readonly ListError['kind'][]
  /** What else must hold of the error, and of the server. */
  readonly judge?: ((error: ListError, visit: Visit, stage: Stage) => void) | undefined
  /** What is special about the circumstances. */
  readonly circumstances?: ((stage: Stage) => Partial<Circumstances>) | undefined
}

/** Lists in front of a fault: the right error, and no request that stays open. */
const meetFault = (stage: Stage, replies: ContractReplies, spoil: Spoil, fault: FaultCase): Promise<void> =>
  stage.visit(
    spoiltRoutes(replies, spoil),
    async (visit) => {
      const error = errorOf(await visit.list(), fault.expected)
      fault.judge?.(error, visit, stage)
      // On a busy machine a deadline may pass before a request is out.
      assert.ok(error.kind === 'timed-out' || visit.server.requests.length > 0, 'expected a request')
      await within(visit.server.settled(), stage.limits.patienceMs, 'a request that nobody waits for')
    },
    fault.circumstances?.(stage),
  )

/** Makes the check of a fault. */
export const faultCheck = (replies: ContractReplies, fault: FaultCase): Check => ({
  name: fault.name,
  promise: fault.promise,
  run: async (stage) => {
    for (const spoil of fault.spoils) await meetFault(stage, replies, spoil, fault)
  },
})
