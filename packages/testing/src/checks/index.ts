import type { ChecksFor } from '../contract/check.ts'
import { abortChecks } from './abort-checks.ts'
import { bodyChecks } from './body-checks.ts'
import { connectionChecks } from './connection-checks.ts'
import { lifecycleChecks } from './lifecycle-checks.ts'
import { listingChecks } from './listing-checks.ts'
import { ownFaultChecks } from './own-fault-checks.ts'
import { pagingChecks } from './paging-checks.ts'
import { secretChecks } from './secret-checks.ts'
import { shapeChecks } from './shape-checks.ts'
import { statusChecks } from './status-checks.ts'

const families: readonly ChecksFor[] = [
  lifecycleChecks,
  shapeChecks,
  listingChecks,
  pagingChecks,
  statusChecks,
  connectionChecks,
  bodyChecks,
  abortChecks,
  secretChecks,
  ownFaultChecks,
]

/** Every check that applies to an adapter, family by family. */
export const checksFor: ChecksFor = (contract) => families.flatMap((checks) => checks(contract))
