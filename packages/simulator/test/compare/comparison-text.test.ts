import { parse } from 'csv-parse/sync'
import { describe, expect, test } from 'vitest'
import { compare } from '../../src/compare/compare.ts'
import type { CompareOptions } from '../../src/compare/compare-options.ts'
import type { Comparison } from '../../src/compare/comparison.ts'
import { comparisonCsv } from '../../src/compare/comparison-csv.ts'
import { comparisonTable } from '../../src/compare/comparison-table.ts'
import { measures } from '../../src/compare/measures.ts'
import { buildDistribution } from '../checks/built-results.ts'
import { buildPolicy, costing, createFake, emptyMarket, markOf } from './fake-simulate.ts'

const { simulate } = createFake(({ policy, seed = 1 }) =>
  costing(markOf(policy) * 10 + seed, {
    jobs: 8,
    done: 8 - markOf(policy),
    withDeadline: 4,
    late: seed % 2,
    uploadedGB: 1234.5,
    completionHours: buildDistribution(3 / markOf(policy) + seed / 10),
  }),
)

const scenario: CompareOptions = {
  policies: { cheap: buildPolicy(1), 'fast, dear': buildPolicy(2) },
  jobs: [],
  market: emptyMarket,
  simulate,
}

const compared = async (options: Partial<CompareOptions> = {}): Promise<Comparison> =>
  (await compare({ ...scenario, ...options }))._unsafeUnwrap()

describe('the table', () => {
  test('has a column for each policy, with intervals, and the differences', async () => {
    expect(comparisonTable(await compared({ seeds: 3 }))).toMatchInlineSnapshot(`
      "Market test market, 3 seeds
                                                   cheap     fast, dear
      cost (USD)                            12.00 ± 2.48   22.00 ± 2.48
      cost per done job (USD)              1.714 ± 0.355  3.667 ± 0.414
      completion (h)                       3.200 ± 0.248  1.700 ± 0.248
      wait (h)                                     0 ± 0          0 ± 0
      late (%)                             16.67 ± 35.86  16.67 ± 35.86
      done (%)                              87.50 ± 0.00   75.00 ± 0.00
      own GPUs in use (%)                   50.00 ± 0.00   50.00 ± 0.00
      interruptions                                0 ± 0          0 ± 0
      uploaded (GB)                             1235 ± 0       1235 ± 0
      on the front of cost and completion            yes            yes

      Difference to cheap, paired by seed
                                   fast, dear
      cost (USD)                +10.00 ± 0.00 *
      cost per done job (USD)  +1.952 ± 0.059 *
      completion (h)           -1.500 ± 0.000 *
      wait (h)                          0 ± 0
      late (%)                          0 ± 0
      done (%)                  -12.50 ± 0.00 *
      own GPUs in use (%)               0 ± 0
      interruptions                     0 ± 0
      uploaded (GB)                     0 ± 0

      ±: half of the 95 % confidence interval over 3 seeds. *: the interval excludes 0."
    `)
  })

  test('of one seed says that nothing can be told from chance', async () => {
    const table = comparisonTable(await compared({ seeds: 1 }))
    expect(table).toMatchInlineSnapshot(`
      "Market test market, 1 seed
                                           cheap  fast, dear
      cost (USD)                           11.00       21.00
      cost per done job (USD)              1.571       3.500
      completion (h)                       3.100       1.600
      wait (h)                                 0           0
      late (%)                             25.00       25.00
      done (%)                             87.50       75.00
      own GPUs in use (%)                  50.00       50.00
      interruptions                            0           0
      uploaded (GB)                         1235        1235
      on the front of cost and completion    yes         yes

      Difference to cheap, paired by seed
                               fast, dear
      cost (USD)                   +10.00
      cost per done job (USD)      +1.929
      completion (h)               -1.500
      wait (h)                          0
      late (%)                          0
      done (%)                     -12.50
      own GPUs in use (%)               0
      interruptions                     0
      uploaded (GB)                     0

      One seed: no interval, so nothing here can be told from chance."
    `)
  })

  test('of one policy has no differences', async () => {
    const table = comparisonTable(await compared({ policies: { only: buildPolicy(1) } }))
    expect(table).not.toContain('Difference')
  })

  test('tells loudly of broken rules', async () => {
    const comparison = await compared({ seeds: 1 })
    const violation = { invariant: 'off-site', atMs: 0, jobId: 'a', detail: 'a ran at aws' } as const
    const violations = Array.from({ length: 9 }, (_, seed) => ({ policy: 'cheap', seed, violation }))
    const lines = comparisonTable({ ...comparison, violations }).split('\n')
    expect(lines.slice(-6, -4)).toEqual([
      'RULES WERE BROKEN 9 TIMES. These numbers cannot be relied on.',
      'cheap, seed 0: off-site: a ran at aws',
    ])
  })

  test('marks what is unknown and never writes a signed zero', async () => {
    const none = createFake(() => costing(-1e-12, { jobs: 2, done: 0 }))
    const table = comparisonTable(await compared({ ...none, seeds: 2 }))
    expect(table).not.toMatch(/NaN|-0|null|undefined|Infinity/)
    expect(table).toMatch(/completion \(h\) +- +-\n/)
  })

  test('has all cells of a column end in the same place', async () => {
    const [, head = '', ...rows] = comparisonTable(await compared({ seeds: 3 })).split('\n')
    expect(rows.slice(0, 10).map((row) => row.length)).toEqual(Array.from({ length: 10 }, () => head.length))
  })
})

describe('the CSV', () => {
  const readBack = (csv: string): readonly Record<string, string>[] => parse(csv, { columns: true })

  test('has a row for each policy and measure that a CSV reader understands', async () => {
    const rows = readBack(comparisonCsv(await compared({ seeds: [3, 5] })))
    expect(rows.map(({ policy, measure }) => [policy, measure])).toEqual(
      ['cheap', 'fast, dear'].flatMap((policy) => measures.map((measure) => [policy, measure])),
    )
    expect(rows[measures.length]).toMatchObject({
      policy: 'fast, dear',
      measure: 'totalUsd',
      unit: 'USD',
      count: '2',
      mean: '24',
      difference: '10',
      differenceLow: '10',
      differenceHigh: '10',
      excludesZero: 'true',
      isOnFront: 'true',
      'seed 3': '23',
      'seed 5': '25',
    })
  })

  test('leaves cells empty that are not known', async () => {
    const [row] = readBack(comparisonCsv(await compared({ seeds: 1 })))
    expect(row).toMatchObject({ low: '', high: '', difference: '', excludesZero: '', 'seed 1': '11' })
  })

  test('keeps names with quotes and line breaks', async () => {
    const name = 'a "quoted"\nname'
    const [row] = readBack(comparisonCsv(await compared({ policies: { [name]: buildPolicy(1) } })))
    expect(row).toMatchObject({ policy: name })
  })
})
