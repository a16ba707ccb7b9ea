import { compare, type SimulationResult, simulate } from '@aima/gpu-simulator'
import { describe, expect, test } from 'vitest'
import { renderReport } from '../src/index.ts'
import { measuresOf } from '../src/single-run.ts'
import { at, billLine, outcome, result, startMs } from './built.ts'
import { busyHouse } from './busy-house.ts'

/** Compares results that are there already: the real comparison, with a simulation that gives these. */
const compareResults = async (results: Readonly<Record<string, SimulationResult>>) => {
  const queue = Object.values(results)
  const compared = await compare({
    policies: Object.fromEntries(Object.entries(results).map(([name, { policy }]) => [name, policy])),
    jobs: [],
    market: { name: 'list prices', startMs, offers: [], changes: () => [] },
    seeds: [1],
    simulate: (options) => simulate(options).map((nothing) => queue.shift() ?? nothing),
  })
  return compared._unsafeUnwrap()
}

describe('measures of one simulation', () => {
  test.each([
    ['a busy one', busyHouse({ jobs: 80, seed: 1, kind: 'balanced', patienceHours: 1, cloud: 1 })],
    ['one without any done job', result({ jobs: [outcome({ end: 'refused', bill: [], stays: [] })] })],
    ['one without own hardware', result({ hardware: [] })],
    [
      'one with a late job',
      result({ jobs: [outcome({ lateHours: 2 }), outcome({ jobId: 'b', lateHours: 0 })] }),
    ],
  ])('are those by which comparisons compare %s', async (_, simulated) => {
    const { policies } = await compareResults({ only: simulated })
    expect(measuresOf(simulated.summary)).toEqual(policies[0]?.means)
  })
})

test('a real comparison can be written', async () => {
  const paid = (usd: number) =>
    result({ jobs: [outcome({ bill: [billLine({ quantity: usd, atMs: at(1) })] })] })
  const page = renderReport(await compareResults({ first: paid(3), second: paid(2) }))
  expect(page).toContain('<strong>second</strong>, 2.00 USD (−33.3 % against first, of one seed only)')
})
