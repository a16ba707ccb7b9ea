import type { BillItem } from '@aima/gpu-simulator'
import { labelText, textWidthPx } from '../label-text.ts'
import { fieldKey, markOf } from '../marks.ts'
import { axisNumberText, moneyText } from '../number-text.ts'
import { meanOver, type Strategy, type Subject } from '../subject.ts'
import { numberColumn, type Table, textColumn } from '../table.ts'
import { axisScale } from './axis-scale.ts'
import { axisText, fontPx, gridLines, named } from './axis-style.ts'
import type { Figure } from './figure.ts'
import { chartWidthPx } from './render-svg.ts'

/** One part of all bars. */
interface Part {
  readonly name: string
  /** For each strategy (USD). */
  readonly usd: readonly number[]
}

const frame = { left: 210, right: chartWidthPx - 90, top: 10, below: 60 }
const rowPx = 38
const mostParts = 8

const itemNames: Readonly<Record<BillItem, string>> = {
  compute: 'machine time',
  ingress: 'traffic in',
  'source-egress': 'traffic out of the source',
  egress: 'traffic out',
  storage: 'disk',
}

const itemKeys = ['compute', 'ingress', 'source-egress', 'egress', 'storage'] as const

const sumOf = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0)

const itemParts = (strategies: readonly Strategy[]): readonly Part[] =>
  itemKeys.map((item) => ({
    name: itemNames[item],
    usd: strategies.map((strategy) => meanOver(strategy, ({ spending }) => spending.byItem[item])),
  }))

const providersOf = (strategies: readonly Strategy[]): readonly string[] => [
  ...new Set(
    strategies.flatMap(({ summaries }) =>
      summaries.flatMap(({ spending }) => Object.keys(spending.byProvider)),
    ),
  ),
]

/** Own hardware by its meaning; clouds by name. */
const providerParts = (strategies: readonly Strategy[]): readonly Part[] =>
  providersOf(strategies)
    .map((provider) => ({
      name: provider,
      usd: strategies.map((strategy) =>
        meanOver(strategy, ({ spending }) =>
          Object.hasOwn(spending.byProvider, provider) ? (spending.byProvider[provider] ?? 0) : 0,
        ),
      ),
    }))
    .sort((one, other) => sumOf(other.usd) - sumOf(one.usd) || (one.name < other.name ? -1 : 1))

/** The greatest parts, and the others as one. */
const greatest = (parts: readonly Part[]): readonly Part[] => {
  const paid = parts.filter(({ usd }) => sumOf(usd) > 0)
  if (paid.length <= mostParts) return paid
  const rest = paid.slice(mostParts - 1)
  const usd = (rest[0]?.usd ?? []).map((_, index) => sumOf(rest.map((part) => part.usd[index] ?? 0)))
  return [...paid.slice(0, mostParts - 1), { name: `${rest.length} others`, usd }]
}

/** The longest text that fits into a segment: name and amount, name, or none. */
const segmentText = (name: string, usd: number, widthPx: number): string =>
  [`${name} ${moneyText(usd)}`, name].find((text) => textWidthPx(text, fontPx) + 10 <= widthPx) ?? ''

const partSeries = ({ name, usd }: Part, index: number, pxPerUsd: number): object => {
  const { colour, ink } = markOf(index)
  return {
    type: 'bar',
    stack: 'money',
    silent: true,
    barWidth: 24,
    data: usd.map((value) => ({
      value,
      // A gap between segments, unless it would hide the segment itself.
      itemStyle: { borderColor: 'var(--page)', borderWidth: value * pxPerUsd < 4 ? 0 : 1 },
      label: {
        show: true,
        position: 'inside',
        formatter: () => segmentText(labelText(name, 30), value, value * pxPerUsd),
        color: ink,
        fontSize: fontPx,
        textBorderWidth: 0,
      },
    })),
    itemStyle: { color: colour },
  }
}

/** A bar without length that carries the total. */
const totalSeries = (totals: readonly number[]): object => ({
  type: 'bar',
  stack: 'money',
  silent: true,
  data: totals.map((usd) => ({
    value: 0,
    label: {
      show: true,
      position: 'right',
      formatter: () => moneyText(usd),
      color: 'var(--text)',
      fontSize: fontPx,
      textBorderWidth: 0,
    },
  })),
})

const optionOf = (parts: readonly Part[], strategies: readonly Strategy[]): Figure['option'] => {
  const totals = strategies.map((_, index) => sumOf(parts.map(({ usd }) => usd[index] ?? 0)))
  const x = axisScale(0, Math.max(...totals, 0.01), 5)
  const pxPerUsd = (frame.right - frame.left) / x.max
  return {
    grid: { left: frame.left, right: chartWidthPx - frame.right, top: frame.top, bottom: frame.below },
    xAxis: {
      type: 'value',
      ...x,
      ...named('Cost (USD)', 32),
      axisLabel: { ...axisText, formatter: axisNumberText(x.interval) },
      splitLine: gridLines,
    },
    yAxis: {
      type: 'category',
      inverse: true,
      z: 10,
      data: strategies.map(({ label }) => label),
      axisLabel: { ...axisText, color: 'var(--text)', interval: 0 },
      axisTick: { show: false },
      axisLine: { show: true, onZero: false, lineStyle: { color: 'var(--muted)' } },
    },
    series: [...parts.map((part, index) => partSeries(part, index, pxPerUsd)), totalSeries(totals)],
  }
}

const tableOf = (parts: readonly Part[], strategies: readonly Strategy[], caption: string): Table => ({
  caption,
  columns: [textColumn('Strategy'), ...parts.map(({ name }) => numberColumn(name, 'USD'))],
  rows: strategies.map(({ name }, index) => [name, ...parts.map(({ usd }) => moneyText(usd[index] ?? 0))]),
})

const figureOf = (
  parts: readonly Part[],
  { strategies, seeds }: Subject,
  { id, title }: Pick<Figure, 'id' | 'title'>,
): Figure | null => {
  const shown = greatest(parts)
  if (shown.length === 0) return null
  const most = shown.map(({ name, usd }) => `${name} ${moneyText(sumOf(usd) / usd.length)} USD`)
  return {
    id,
    title,
    description: `Mean of the strategies: ${most.join(', ')}.`,
    heightPx: frame.top + frame.below + strategies.length * rowPx,
    option: optionOf(shown, strategies),
    caption:
      seeds.length > 1 ? `Cost per simulation, mean of ${seeds.length} seeds.` : 'Cost of the simulation.',
    legend: shown.map(({ name }, index) => ({ key: fieldKey(markOf(index).colour, 0.8), text: name })),
    table: tableOf(
      parts.filter(({ usd }) => sumOf(usd) > 0),
      strategies,
      title,
    ),
  }
}

/**
 * Draws to whom the money went.
 *
 * @param subject - What the report is about.
 * @returns The chart; null when nothing was paid.
 */
export const spendingByProvider = (subject: Subject): Figure | null =>
  figureOf(providerParts(subject.strategies), subject, { id: 'by-provider', title: 'Cost by provider' })

/**
 * Draws what the money was paid for.
 *
 * @param subject - What the report is about.
 * @returns The chart; null when nothing was paid.
 */
export const spendingByItem = (subject: Subject): Figure | null =>
  figureOf(itemParts(subject.strategies), subject, { id: 'by-item', title: 'Cost by item' })
