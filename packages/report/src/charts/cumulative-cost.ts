import { lineKey, symbolOf } from '../marks.ts'
import { axisNumberText, moneyText } from '../number-text.ts'
import type { Strategy, Subject } from '../subject.ts'
import { numberColumn, type Table, textColumn } from '../table.ts'
import { momentText } from '../time-text.ts'
import { axisScale } from './axis-scale.ts'
import { axisLine, axisText, gridLines, named, timeAxis } from './axis-style.ts'
import { chartText } from './chart-text.ts'
import { type CostPoint, costAt, costCurve } from './cost-curve.ts'
import type { Figure } from './figure.ts'
import { chartWidthPx } from './render-svg.ts'
import { spreadApart } from './spread-apart.ts'

/** A strategy with what it had cost at each moment. */
interface Curve {
  readonly strategy: Strategy
  readonly points: readonly CostPoint[]
  readonly totalUsd: number
}

interface Span {
  readonly fromMs: number
  readonly untilMs: number
}

const heightPx = 420
const frame = { left: 80, right: chartWidthPx - 230, top: 20, bottom: heightPx - 60 }
const mostPoints = 300
const tableRows = 20

const spanOf = (strategies: readonly Strategy[]): Span => ({
  fromMs: Math.min(...strategies.map(({ sample }) => sample.startMs)),
  untilMs: Math.max(...strategies.map(({ sample }) => sample.endMs)),
})

const curveOf = (strategy: Strategy, span: Span): Curve => {
  const points = costCurve(strategy.sample.jobs, { ...span, mostPoints })
  return { strategy, points, totalUsd: points.at(-1)?.usd ?? 0 }
}

const lineSeries = ({ strategy: { mark }, points }: Curve): object => ({
  type: 'line',
  silent: true,
  step: 'end',
  symbol: 'none',
  data: points.map(({ atMs, usd }) => [atMs, usd]),
  lineStyle: { color: mark.colour, width: 2, type: mark.dash.length === 0 ? 'solid' : mark.dash },
})

const endSeries = ({ strategy: { mark }, points, totalUsd }: Curve): object => ({
  type: 'scatter',
  silent: true,
  symbol: symbolOf(mark),
  symbolSize: 11,
  z: 5,
  data: points.slice(-1).map(({ atMs }) => [atMs, totalUsd]),
  itemStyle: { color: mark.colour },
})

/** Names at the ends of the lines, each led to its line where it had to be moved. */
const endLabels = (curves: readonly Curve[], maxUsd: number): readonly object[] => {
  const heights = curves.map(
    ({ totalUsd }) => frame.bottom - (totalUsd / maxUsd) * (frame.bottom - frame.top),
  )
  const places = spreadApart(heights, 18, frame.bottom + 10)
  return curves.flatMap(({ strategy: { label, mark } }, index) => {
    const [from, to] = [heights[index] ?? 0, places[index] ?? 0]
    return [
      {
        type: 'polyline',
        silent: true,
        shape: {
          points: [
            [frame.right + 8, from],
            [frame.right + 22, to],
            [frame.right + 28, to],
          ],
        },
        style: { fill: 'none', stroke: mark.colour, lineWidth: 1 },
      },
      chartText({ x: frame.right + 32, y: to, text: label }),
    ]
  })
}

const optionOf = (curves: readonly Curve[], { fromMs, untilMs }: Span): Figure['option'] => {
  const y = axisScale(0, Math.max(...curves.map(({ totalUsd }) => totalUsd), 0.01), 5)
  return {
    grid: {
      left: frame.left,
      right: chartWidthPx - frame.right,
      top: frame.top,
      bottom: heightPx - frame.bottom,
    },
    xAxis: { ...timeAxis(fromMs, untilMs), ...named(`Time (UTC), from ${momentText(fromMs)}`, 32) },
    yAxis: {
      type: 'value',
      ...y,
      ...named('Cost so far (USD)', 58),
      axisLabel: { ...axisText, formatter: axisNumberText(y.interval) },
      axisLine,
      splitLine: gridLines,
    },
    series: [...curves.map(lineSeries), ...curves.map(endSeries)],
    graphic: { elements: endLabels(curves, y.max) },
  }
}

const tableOf = (curves: readonly Curve[], { fromMs, untilMs }: Span): Table => ({
  caption: 'Cost so far of each strategy',
  columns: [textColumn('Until'), ...curves.map(({ strategy }) => numberColumn(strategy.name, 'USD'))],
  rows: Array.from({ length: tableRows + 1 }, (_, index) => {
    const atMs = fromMs + ((untilMs - fromMs) * index) / tableRows
    return [momentText(atMs), ...curves.map(({ points }) => moneyText(costAt(points, atMs)))] as const
  }),
})

/**
 * Draws what each strategy had cost at each moment of the first seed.
 *
 * @param subject - What the report is about.
 * @returns The chart; null when no simulation kept its jobs.
 */
export const cumulativeCost = ({ strategies, seeds }: Subject): Figure | null => {
  const kept = strategies.filter(({ sample }) => sample.jobs.length > 0)
  if (kept.length === 0) return null
  const span = spanOf(kept)
  const curves = kept.map((strategy) => curveOf(strategy, span))
  const ends = curves.map(({ strategy, totalUsd }) => `${strategy.label} ${moneyText(totalUsd)} USD`)
  return {
    id: 'cumulative-cost',
    title: 'Cost over time',
    description: `At the end: ${ends.join(', ')}.`,
    heightPx,
    option: optionOf(curves, span),
    caption: `Bills are counted when they are due: at the end of a machine or of a transfer.${
      seeds.length > 1 ? ` Seed ${seeds[0]} of ${seeds.length}, so the ends differ from the means above.` : ''
    }`,
    legend: curves.map(({ strategy }) => ({ key: lineKey(strategy.mark), text: strategy.name })),
    table: tableOf(curves, span),
  }
}
