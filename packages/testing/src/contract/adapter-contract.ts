import assert from 'node:assert/strict'
import { checksFor } from '../checks/index.ts'
import { watchFailures } from '../watching/watch-failures.ts'
import type { Check } from './check.ts'
import type { AdapterContract, DefineTest } from './contract.ts'
import { type Stage, stageOf } from './visit.ts'

/** A gap that is known must show, so that its end is noticed. */
const mustFail = async ({ name, run }: Check, stage: Stage): Promise<void> => {
  const failure = await watchFailures(() => run(stage)).then(
    () => undefined,
    () => 'failed',
  )
  assert.ok(failure, `${name} passes: take it out of the known gaps`)
}

/**
 * Registers one test for each promise that an adapter makes.
 *
 * Each test starts a server on this machine, points a new source at it and closes it again; no test needs the network or waits for a time to pass,
 * except for deadlines of 100 ms that the adapter itself is given. A name in `knownGaps` turns a check around: it is expected to fail, and the test turns red
 * when it passes.
 *
 * @param it - Registers a test: `it` of vitest, `test` of node:test, or any other `(name, run, deadline in ms)`. The tests must run one after another.
 * @param contract - What is known about the adapter.
 * @see {@link checkNames} for the names of all checks.
 * @example
 * const names = []
 * adapterContract((name) => names.push(name), { create: () => undefined, knownGaps: ['nothing-at-import'] })
 * names[0] // => 'uses no network and starts no process when it is imported (known gap: nothing-at-import)'
 */
export const adapterContract = (it: DefineTest, contract: AdapterContract): void => {
  const stage = stageOf(contract)
  const { testTimeoutMs } = stage.limits
  for (const check of checksFor(contract)) {
    const { name, promise, run } = check
    if (contract.knownGaps?.includes(name))
      it(`${promise} (known gap: ${name})`, () => mustFail(check, stage), testTimeoutMs)
    else it(`${promise} (${name})`, () => watchFailures(() => run(stage)), testTimeoutMs)
  }
}
