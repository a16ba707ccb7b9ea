import type { Clock } from '../clock.ts'
import { createHandClock, type LeaseCheck } from './lease-check.ts'
import type { LeaseStore } from './lease-store.ts'
import { raceChecks } from './race-checks.ts'
import { takingChecks } from './taking-checks.ts'
import { timeChecks } from './time-checks.ts'
import { tokenChecks } from './token-checks.ts'

/** Registers a test: `it` of vitest, `test` of node:test, or any other function of this shape. */
export type DefineLeaseTest = (name: string, run: () => Promise<void>) => unknown

/**
 * Makes a store that is empty. Each check has one of its own.
 *
 * @param context - Time, which the check moves by hand. Both of its clocks count (see {@link Clock}): a store measures lengths by the one that never goes back.
 */
export type CreateLeaseStore = (context: {
  /** Time. */
  readonly clock: Clock
}) => LeaseStore | PromiseLike<LeaseStore>

/** When the checks begin: 2026-09-01 12:00 UTC (ms since 1970-01-01 UTC). */
const startMs = Date.UTC(2026, 8, 1, 12)

const checks: readonly LeaseCheck[] = [...takingChecks, ...tokenChecks, ...timeChecks, ...raceChecks]

/**
 * Registers one test for each promise that a store of leases makes.
 *
 * Nothing waits and nothing needs a network: time is moved by hand, also back. A store that passes can stand in for the default one.
 *
 * @param it - Registers a test.
 * @param create - Makes an empty store.
 * @example
 * const names = []
 * leaseStoreContract((name) => names.push(name), createMemoryLeases)
 * names[0] // => 'gives a lease for each resource, in the order of the request'
 */
export const leaseStoreContract = (it: DefineLeaseTest, create: CreateLeaseStore): void => {
  for (const { promise, run } of checks)
    it(promise, async () => {
      const time = createHandClock(startMs)
      await run({ ...time, store: await create({ clock: time.clock }) })
    })
}
