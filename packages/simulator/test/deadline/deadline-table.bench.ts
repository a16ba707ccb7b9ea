import {
  type DeadlineJob,
  type DeadlinePolicy,
  greedy,
  lindy,
  onDemand,
  proportionalSlack,
  uniformProgress,
} from '@aima/gpu-deadline'
import { describe, expect, test } from 'vitest'
import { optimalCost } from '../../src/deadline/optimum.ts'
import { runOnTrace } from '../../src/deadline/run-on-trace.ts'
import { type SpotZone, zoneAtOnePrice } from '../../src/deadline/spot-zone.ts'
import { isHeldOut } from './held-out.ts'
import { availabilitySeries, hasTraces, oracleRuns } from './traces.ts'

const policies = [onDemand, greedy, uniformProgress, proportionalSlack, lindy]

interface Trial {
  readonly group: readonly string[]
  readonly job: DeadlineJob
  readonly zone: SpotZone
}

const mean = (numbers: readonly number[]): number =>
  numbers.reduce((sum, number) => sum + number, 0) / numbers.length

const costUnder =
  (policy: DeadlinePolicy) =>
  ({ job, zone }: Trial): number => {
    const { costUsd, isLate } = runOnTrace({ job, zone, policy })._unsafeUnwrap()
    expect(isLate).toBe(false)
    return costUsd
  }

/** Mean cost of each policy in each group, printed as a table (USD). */
const printTable = (title: string, trials: readonly Trial[]): ReadonlyMap<string, number> => {
  const columns = [
    ...policies.map((policy) => ({ name: policy.name, cost: costUnder(policy) })),
    { name: 'optimum', cost: ({ job, zone }: Trial) => optimalCost({ job, zones: [zone] })._unsafeUnwrap() },
  ]
  const costs = columns.map(({ name, cost }) => ({ name, costs: trials.map(cost) }))
  const groups = [...new Set(trials.flatMap(({ group }) => group))].sort()
  const rows = groups.map((group) => {
    const members = trials.flatMap((trial, index) => (trial.group.includes(group) ? [index] : []))
    const means = costs.map(({ costs: all }) => mean(members.map((index) => all[index] ?? Number.NaN)))
    return [`${group} (${members.length})`.padEnd(34), ...means.map((usd) => usd.toFixed(4).padStart(18))]
  })
  const head = [title.padEnd(34), ...columns.map(({ name }) => name.padStart(18))]
  console.log([head, ...rows].map((cells) => cells.join('')).join('\n'))
  return new Map(costs.map(({ name, costs: all }) => [name, mean(all)]))
}

describe.skipIf(!hasTraces)('deadline policies on real traces', () => {
  test('the 684 runs of the oracle', () => {
    const trials = oracleRuns().map(({ id, deadlineHours, startHours, job, zone }) => ({
      group: [
        'all',
        `${deadlineHours} h, start ${startHours.toFixed(2)} h`,
        isHeldOut(id) ? 'held out' : 'design',
        `series ${id.split('#')[0]}`,
      ],
      job,
      zone,
    }))
    const means = printTable('2022, mean USD', trials)
    expect(means.get('lindy')).toBeLessThan(93.4)
  }, 600_000)

  test('nine zones of another year, which were not looked at for costs while designing', () => {
    const trials = availabilitySeries()
      .filter(({ kind, nodes, tickSeconds }) => kind === 'availability' && nodes === 1 && tickSeconds === 195)
      .flatMap(({ zone, machines }) =>
        [0, 1, 2, 3, 4, 5].flatMap((part) =>
          [52, 70].flatMap((hours) =>
            [0.02, 0.1].map((startHours) => ({
              group: ['all', `${hours} h, start ${startHours.toFixed(2)} h`, `zone ${zone}`],
              job: {
                workSeconds: 48 * 3600,
                deadlineSeconds: hours * 3600,
                startSeconds: Math.round(startHours * 3600),
                tickSeconds: 195,
                onDemandUsdPerHour: 3.06,
              },
              zone: zoneAtOnePrice(machines.subarray(part * 3300, part * 3300 + 1400), 0.9731),
            })),
          ),
        ),
      )
    const means = printTable('2023, mean USD', trials)
    expect(means.get('lindy')).toBeLessThan(means.get('proportional-slack') ?? 0)
  }, 600_000)
})
