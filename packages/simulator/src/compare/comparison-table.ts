import type { Comparison } from './comparison.ts'
import { differenceText, meanText, measureFormat, measureTitle } from './measure-text.ts'
import { measures } from './measures.ts'
import { textColumns } from './text-columns.ts'

const meanRows = ({ policies }: Comparison): readonly (readonly string[])[] => [
  ['', ...policies.map(({ name }) => name)],
  ...measures.map((measure) => {
    const means = policies.map((policy) => policy.means[measure])
    const format = measureFormat(measure, means)
    return [measureTitle(measure), ...means.map((mean) => meanText(mean, format))]
  }),
  ['on the front of cost and completion', ...policies.map(({ isOnFront }) => (isOnFront ? 'yes' : 'no'))],
]

const differenceRows = ({ policies }: Comparison): readonly (readonly string[])[] => {
  const others = policies.flatMap(({ name, differences }) =>
    differences === null ? [] : [{ name, differences }],
  )
  return [
    ['', ...others.map(({ name }) => `${name}  `)],
    ...measures.map((measure) => {
      const row = others.map(({ differences }) => differences[measure])
      const format = measureFormat(measure, row)
      return [measureTitle(measure), ...row.map((difference) => differenceText(difference, format))]
    }),
  ]
}

const differenceBlock = (comparison: Comparison): readonly string[] =>
  comparison.policies.length < 2
    ? []
    : ['', `Difference to ${comparison.baseline}, paired by seed`, ...textColumns(differenceRows(comparison))]

const chanceNote = ({ seeds }: Comparison): string =>
  seeds.length < 2
    ? 'One seed: no interval, so nothing here can be told from chance.'
    : `±: half of the 95 % confidence interval over ${seeds.length} seeds. *: the interval excludes 0.`

const mostViolations = 5

const violationBlock = ({ violations }: Comparison): readonly string[] => {
  if (violations.length === 0) return []
  const lines = violations
    .slice(0, mostViolations)
    .map(
      ({ policy, seed, violation }) => `${policy}, seed ${seed}: ${violation.invariant}: ${violation.detail}`,
    )
  return ['', `RULES WERE BROKEN ${violations.length} TIMES. These numbers cannot be relied on.`, ...lines]
}

/**
 * Writes a comparison as a table for a console: a column for each policy, means with half the width of their 95 % intervals, then the differences to the baseline.
 *
 * @param comparison - The comparison.
 * @returns Lines without colours, and without a line break at the end.
 * @see {@link comparisonCsv} for programs.
 * @example
 * comparisonTable({ market: 'm', seeds: [1], baseline: 'a', policies: [], violations: [] }).split('\n')[0] // => 'Market m, 1 seed'
 */
export const comparisonTable = (comparison: Comparison): string =>
  [
    `Market ${comparison.market}, ${comparison.seeds.length} ${comparison.seeds.length === 1 ? 'seed' : 'seeds'}`,
    ...textColumns(meanRows(comparison)),
    ...differenceBlock(comparison),
    '',
    chanceNote(comparison),
    ...violationBlock(comparison),
  ].join('\n')
