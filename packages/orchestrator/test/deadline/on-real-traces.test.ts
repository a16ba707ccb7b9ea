import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { greedy, lindy, proportionalSlack, uniformProgress } from '@aima/gpu-deadline'
import { type OracleRun, readDeadlineOracle, runOnTrace } from '@aima/gpu-simulator'
import { describe, expect, test } from 'vitest'
import { runWatched } from './spot-market.ts'

/** Real availability of AWS spot machines, beside this repository; it is not part of the product. */
const file = join(import.meta.dirname, '../../../../../shared/data/traces/deadline-oracle-dev.jsonl.gz')
const hasTraces = existsSync(file)

if (!hasTraces) console.log(`No traces at ${file}: the test on real traces is skipped.`)

/** Every so many runs of the oracle: each is 48 h of work, decided every ten minutes. */
const oneOf = 76

const someRuns = (): readonly OracleRun[] =>
  readDeadlineOracle(gunzipSync(readFileSync(file)).toString('utf8'))
    ._unsafeUnwrap()
    .filter((_, index) => index % oneOf === 0)

describe.skipIf(!hasTraces)('on real traces', () => {
  test.each([greedy, uniformProgress, proportionalSlack, lindy])(
    'a job that is kept to its deadline by $name costs what it costs in simulation',
    async (policy) => {
      for (const { job, zone } of someRuns()) {
        const expected = runOnTrace({ job, zone, policy })._unsafeUnwrap()
        const available = [...zone.isAvailable].join('')
        const spotUsdPerHour = zone.spotUsdPerHour[0] ?? 0
        const run = await runWatched({ terms: job, available, policy, spotUsdPerHour })
        expect(run.costUsd).toBeCloseTo(expected.costUsd, 6)
        expect(run.finishedSeconds).toBe(expected.finishedSeconds)
      }
    },
  )
})
