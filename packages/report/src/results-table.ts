import type { Measure, PairedDifference, SampleMean } from '@aima/gpu-simulator'
import { type Html, html } from './html.ts'
import { lineKey } from './marks.ts'
import { type MeasureText, measureText } from './measure-text.ts'
import { countText, numberText, signedText } from './number-text.ts'
import { meanOver, type Strategy, type Subject } from './subject.ts'
import { type Column, numberColumn, type Row, type Table, textColumn } from './table.ts'

const shown: readonly Measure[] = [
  'totalUsd',
  'usdPerDoneJob',
  'completionHours',
  'waitHours',
  'lateShare',
  'localUtilisation',
  'interruptions',
]

const below = (text: string): Html => html`<span class="below">${text}</span>`

/** How a measure is written in all rows. */
const formatOf = (measure: Measure, strategies: readonly Strategy[]): MeasureText =>
  measureText(
    measure,
    strategies.map(({ means }) => means[measure]),
  )

/** The mean, and half the width of its interval. */
const meanCell = ({ mean, interval }: SampleMean, { text }: MeasureText): Html => {
  if (mean === null) return html`none`
  return html`${text(mean)}${interval === null ? '' : below(`±\u00A0${text((interval.high - interval.low) / 2)}`)}`
}

const nameCell = ({ name, mark, isOnFront }: Strategy, baseline: string | null): Html => {
  const notes = [...(name === baseline ? ['baseline'] : []), ...(isOnFront ? ['on the Pareto front'] : [])]
  return html`${lineKey(mark)}${name}${notes.length === 0 ? '' : below(notes.join(', '))}`
}

const doneCell = (strategy: Strategy): Html => {
  const jobs = meanOver(strategy, (summary) => summary.jobs)
  return html`${countText(meanOver(strategy, ({ done }) => done))}${below(`of ${countText(jobs)}`)}`
}

/** Why jobs were not done, as far as there are any. */
const undoneCell = (strategy: Strategy): Html => {
  const reasons = [
    ['refused', meanOver(strategy, ({ refused }) => refused)],
    ['gave up', meanOver(strategy, ({ gaveUp }) => gaveUp)],
    ['cut off', meanOver(strategy, ({ cutOff }) => cutOff)],
  ] as const
  const sum = reasons.reduce((whole, [, count]) => whole + count, 0)
  const texts = reasons
    .filter(([, count]) => count > 0)
    .map(([reason, count]) => `${countText(count)} ${reason}`)
  return html`${countText(sum)}${texts.map(below)}`
}

const movedCell = (strategy: Strategy): Html =>
  html`${numberText(meanOver(strategy, ({ uploadedGB, downloadedGB }) => uploadedGB + downloadedGB))}${below(
    `${numberText(meanOver(strategy, ({ uploadedGB }) => uploadedGB))} up`,
  )}`

const columnsOf = (measures: readonly Measure[], strategies: readonly Strategy[]): readonly Column[] =>
  measures.map((measure) => {
    const { heading, unit } = formatOf(measure, strategies)
    return numberColumn(heading, unit)
  })

/**
 * Makes the table of what each strategy came to.
 *
 * @param subject - What the report is about.
 */
export const resultsTable = ({ strategies, seeds, baseline }: Subject): Table => ({
  caption:
    seeds.length > 1
      ? `Means over ${seeds.length} seeds, ± half of the 95 % interval of the mean. Completion (from arrival to result) and wait are means of done jobs, late is of done jobs with a deadline.`
      : 'One simulation. Completion (from arrival to result) and wait are means of done jobs, late is of done jobs with a deadline.',
  columns: [
    textColumn('Strategy'),
    ...columnsOf(shown, strategies),
    numberColumn('Done', 'jobs'),
    numberColumn('Not done', 'jobs'),
    numberColumn('Moved', 'GB'),
  ],
  rows: strategies.map(
    (strategy): Row => [
      nameCell(strategy, baseline),
      ...shown.map((measure) => meanCell(strategy.means[measure], formatOf(measure, strategies))),
      doneCell(strategy),
      undoneCell(strategy),
      movedCell(strategy),
    ],
  ),
})

const compared: readonly Measure[] = [...shown, 'doneShare', 'uploadedGB']

const differenceCell = ({ mean, interval, excludesZero }: PairedDifference, { text }: MeasureText): Html => {
  if (mean === null) return html`none`
  const signed = (value: number): string => signedText(value, text)
  const number =
    excludesZero === true ? html`<span class="sure">${signed(mean)}</span>` : html`${signed(mean)}`
  return html`${number}${interval === null ? '' : below(`${signed(interval.low)} to ${signed(interval.high)}`)}`
}

/**
 * Makes the table of how much more each strategy has than the baseline.
 *
 * @param subject - What the report is about.
 * @returns The table; null when nothing is compared.
 */
export const differencesTable = ({ strategies, baseline, seeds }: Subject): Table | null => {
  if (baseline === null) return null
  return {
    caption: `More (+) or less (−) than ${baseline}, paired by seed${
      seeds.length > 1
        ? ', with 95 % intervals. Bold: the interval does not contain 0, so chance alone does not explain it.'
        : '. One seed cannot tell what is chance.'
    }`,
    columns: [
      textColumn('Strategy'),
      ...columnsOf(compared, strategies).map((column) => ({
        ...column,
        unit: column.unit === '%' ? 'points' : column.unit,
      })),
    ],
    rows: strategies.flatMap((strategy): readonly Row[] => {
      const { differences } = strategy
      if (differences === null) return []
      return [
        [
          html`${lineKey(strategy.mark)}${strategy.name}`,
          ...compared.map((measure) => differenceCell(differences[measure], formatOf(measure, strategies))),
        ],
      ]
    }),
  }
}
