import { labelText, twoLines } from '../label-text.ts'
import { countText } from '../number-text.ts'
import { refusalPhrase } from '../refusal-phrases.ts'
import { meanOver, type Strategy, type Subject } from '../subject.ts'
import { numberColumn, type Table, textColumn } from '../table.ts'
import { chartText } from './chart-text.ts'
import type { Figure } from './figure.ts'
import { chartWidthPx } from './render-svg.ts'

/** One reason with how often it was given, for each strategy. */
interface Reason {
  readonly text: string
  readonly counts: readonly number[]
}

const frame = { left: 320, right: chartWidthPx - 10, top: 52 }
const rowPx = 38
const mostRows = 14

const sumOf = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0)

const kindsOf = (strategies: readonly Strategy[]): readonly string[] => [
  ...new Set(
    strategies.flatMap(({ summaries }) => summaries.flatMap(({ refusals }) => Object.keys(refusals))),
  ),
]

const reasonsOf = (strategies: readonly Strategy[]): readonly Reason[] =>
  kindsOf(strategies)
    .map((kind) => ({
      text: refusalPhrase(kind),
      counts: strategies.map((strategy) =>
        meanOver(strategy, ({ refusals }) => new Map(Object.entries(refusals)).get(kind) ?? 0),
      ),
    }))
    .filter(({ counts }) => sumOf(counts) > 0)
    .sort((one, other) => sumOf(other.counts) - sumOf(one.counts) || (one.text < other.text ? -1 : 1))

const rowTop = (row: number): number => frame.top + row * rowPx

const cellsOf = (reasons: readonly Reason[], strategies: readonly Strategy[]): readonly object[] => {
  const cellPx = (frame.right - frame.left) / strategies.length
  const most = Math.max(...reasons.flatMap(({ counts }) => counts))
  return reasons.flatMap(({ counts }, row) =>
    counts.flatMap((count, column) => {
      const [x, y] = [frame.left + column * cellPx, rowTop(row)]
      const width = count === 0 ? 0 : Math.max(1, (count / most) * (cellPx - 14))
      return [
        chartText({
          x,
          y: y + 11,
          text: countText(Math.round(count)),
          fill: count === 0 ? 'var(--muted)' : 'var(--text)',
        }),
        {
          type: 'rect',
          silent: true,
          shape: { x, y: y + 21, width, height: 7 },
          style: { fill: strategies[column]?.mark.colour },
        },
      ]
    }),
  )
}

const lineAbove = (row: number): object => ({
  type: 'line',
  silent: true,
  shape: { x1: 0, x2: chartWidthPx, y1: rowTop(row) - 1.5, y2: rowTop(row) - 1.5 },
  style: { stroke: 'var(--line)', lineWidth: 1 },
})

const headsOf = (strategies: readonly Strategy[]): readonly object[] => {
  const cellPx = (frame.right - frame.left) / strategies.length
  return strategies.map(({ label }, column) =>
    chartText({
      x: frame.left + column * cellPx,
      y: frame.top - 24,
      text: twoLines(label, Math.max(3, Math.floor((cellPx - 8) / 8.5))),
      isBold: true,
    }),
  )
}

const tableOf = (reasons: readonly Reason[], strategies: readonly Strategy[]): Table => ({
  caption: 'Refused offers by the first rule that they broke',
  columns: [textColumn('Reason'), ...strategies.map(({ name }) => numberColumn(name, 'times'))],
  rows: reasons.map(({ text, counts }) => [text, ...counts.map(countText)]),
})

/**
 * Draws why offers were refused: for each reason and strategy a bar with its number.
 *
 * @param subject - What the report is about.
 * @returns The chart; null when no offer was refused.
 */
export const refusalReasons = ({ strategies, seeds }: Subject): Figure | null => {
  const reasons = reasonsOf(strategies)
  if (reasons.length === 0) return null
  const shown = reasons.slice(0, mostRows)
  const left = reasons.length - shown.length
  return {
    id: 'refusals',
    title: 'Why offers were refused',
    description: `Most often: ${shown
      .slice(0, 3)
      .map(({ text }) => text)
      .join('; ')}.`,
    heightPx: rowTop(shown.length) + 4,
    option: {
      graphic: {
        elements: [
          ...headsOf(strategies),
          ...shown.map((_, row) => lineAbove(row)),
          ...shown.map(({ text }, row) =>
            chartText({ x: 0, y: rowTop(row) + 18, text: labelText(text, 44) }),
          ),
          ...cellsOf(shown, strategies),
        ],
      },
    },
    caption: `Times in all decisions, by the first rule that an offer broke${
      seeds.length > 1 ? `, mean of ${seeds.length} seeds` : ''
    }. Every decision looks at every offer, so the numbers are larger than those of jobs.${
      left > 0 ? ` ${left} rarer reasons are in the table only.` : ''
    }`,
    legend: [],
    table: tableOf(reasons, strategies),
  }
}
