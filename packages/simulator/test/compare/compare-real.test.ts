import type { ListedOffer } from '@aima/gpu-core'
import { buildJob, buildListedOffer, buildLocalOffer, builtAtMs } from '@aima/gpu-testing'
import { describe, expect, test } from 'vitest'
import { expectCostBelow, expectWaitBelow } from '../../src/checks/amount-checks.ts'
import { expectCheaper, expectNoWorse } from '../../src/checks/comparison-checks.ts'
import { expectAllDone, expectAlways, expectNever } from '../../src/checks/job-checks.ts'
import { isConfidential, leavesTheHouse, runsOnSpot } from '../../src/checks/job-claims.ts'
import { expectNoViolation, expectUtilisationAbove } from '../../src/checks/result-checks.ts'
import { compare } from '../../src/compare/compare.ts'
import type { Comparison } from '../../src/compare/comparison.ts'
import { comparisonTable } from '../../src/compare/comparison-table.ts'
import type { Market } from '../../src/market/market.ts'
import type { Arrival } from '../../src/workload/workload.ts'
import { messageOf } from '../checks/message-of.ts'

const hourMs = 3_600_000

const spot = buildListedOffer({
  id: 'spot',
  purchase: 'spot',
  price: { usdPerHour: 0.4, onDemandUsdPerHour: 1 },
  spotRisk: { interruptionsPerHour: 0.2 },
})

const market: Market = {
  name: 'spot and on demand',
  startMs: builtAtMs,
  offers: [buildListedOffer({ id: 'on-demand' }), spot],
  changes: () => [],
}

const { site: _, ...ownGpu } = buildLocalOffer()
const localGpus: readonly ListedOffer[] = [ownGpu]

/** Two hours of work every hour; each third job is confidential. */
const jobs: readonly Arrival[] = Array.from({ length: 12 }, (_unused, index) => ({
  atMs: builtAtMs + index * hourMs,
  job: buildJob({
    id: `job-${index}`,
    confidentiality: index % 3 === 0 ? 'confidential' : 'internal',
    run: {
      refHours: 2,
      referenceGpu: 'RTX 4090',
      limitedBy: 'memory-bandwidth',
      restartHours: 0.1,
      checkpoint: { everyHours: 0.5, writeHours: 0.01 },
    },
  }),
}))

/** An hour of waiting for the owned GPU costs more than renting one. */
const strategy = { kind: 'balanced', valueOfTimeUsdPerHour: 3 } as const

const policies = { 'on demand': { strategy, allowSpot: false }, 'with spot': { strategy } }

const compared = async (): Promise<Comparison> =>
  (await compare({ policies, jobs, market, localGpus, seeds: 6 }))._unsafeUnwrap()

describe('with the simulator itself', () => {
  test('the checks hold of what it gives', async () => {
    const comparison = await compared()
    expectNoViolation(comparison)
    for (const { sample } of comparison.policies) {
      expectNoViolation(sample)
      expectAllDone(sample)
      expectNever(sample, 'confidential work leaves the house', leavesTheHouse, { of: isConfidential })
      expectAlways(sample, 'is paid for', ({ usd }) => usd > 0)
      expectWaitBelow(sample, 48)
      expectUtilisationAbove(sample, 0.1)
    }
  })

  test('the checks find what is so', async () => {
    const [onDemand, withSpot] = (await compared()).policies.map(({ sample }) => sample)
    expect.assert(onDemand !== undefined && withSpot !== undefined)
    expectNever(onDemand, 'runs on spot', runsOnSpot)
    expect(messageOf(() => expectNever(withSpot, 'runs on spot', runsOnSpot))).toContain(
      'spot [runpod, cloud, spot, 1 x RTX 4090]',
    )
    expect(messageOf(() => expectCostBelow(onDemand, 0.01))).toContain('the dearest:\n  job-')
  })

  test('spot is cheaper than on demand, and chance does not explain it', async () => {
    const comparison = await compared()
    expectCheaper(comparison, 'with spot', { than: 'on demand' })
    expectNoWorse(comparison, 'with spot', { than: 'on demand', measure: 'doneShare' })
    expect(messageOf(() => expectCheaper(comparison, 'on demand', { than: 'with spot' }))).toContain('dearer')
  })

  test('only the policy with spot meets luck, so that its interval alone has a width', async () => {
    const [onDemand, withSpot] = (await compared()).policies
    const widthOf = ({ low, high }: { low: number; high: number }): number => high - low
    expect(widthOf(onDemand?.means.totalUsd.interval ?? { low: 0, high: 9 })).toBeCloseTo(0, 9)
    expect(widthOf(withSpot?.means.totalUsd.interval ?? { low: 0, high: 0 })).toBeGreaterThan(0)
    const interrupted = withSpot?.runs.filter(({ summary }) => summary.interruptions > 0) ?? []
    expect(interrupted.length).toBeGreaterThan(0)
  })

  test('equal policies differ in nothing, because they meet the same luck', async () => {
    const twins = { one: policies['with spot'], other: policies['with spot'] }
    const comparison = (await compare({ policies: twins, jobs, market, localGpus, seeds: 3 }))._unsafeUnwrap()
    const differences = Object.values(comparison.policies[1]?.differences ?? {})
    expect(differences.map(({ mean }) => mean ?? 0)).toEqual(differences.map(() => 0))
    expect(comparison.policies.map(({ isOnFront }) => isOnFront)).toEqual([true, true])
    expect(comparisonTable(comparison)).not.toContain(' *\n')
  })

  test('is the same bytes each time', async () => {
    expect(JSON.stringify(await compared())).toBe(JSON.stringify(await compared()))
  })

  test('unsound jobs are named by policy and seed', async () => {
    const error = (await compare({ policies, jobs: [...jobs, ...jobs], market }))._unsafeUnwrapErr()
    expect(error).toMatchObject({ kind: 'simulation-failed', policy: 'on demand', seed: 1 })
  })

  test('a signal ends it within a simulation', async () => {
    const controller = new AbortController()
    const endless = {
      *[Symbol.iterator](): Generator<Arrival> {
        for (let index = 0; ; index += 1) {
          if (index === 20_000) controller.abort()
          yield { atMs: builtAtMs + index * hourMs, job: buildJob({ id: `job-${index}` }) }
        }
      },
    }
    const error = (
      await compare({ policies, jobs: endless, market, signal: controller.signal })
    )._unsafeUnwrapErr()
    expect(error).toMatchObject({ kind: 'aborted', policy: 'on demand', seed: 1 })
    expect(error.kind === 'aborted' && (error.atMs ?? 0) > builtAtMs).toBe(true)
  })
})
