import type { Interval } from '@aima/gpu-simulator'
import { pointKey, symbolOf } from '../marks.ts'
import { axisNumberText, moneyText, numberText } from '../number-text.ts'
import type { Strategy, Subject } from '../subject.ts'
import { numberColumn, type Table, textColumn } from '../table.ts'
import { axisLine, axisText, gridLines, named } from './axis-style.ts'
import { chartText } from './chart-text.ts'
import {
  barBoxes,
  barsOf,
  type Placed,
  placedOf,
  planeFrame,
  planeHeightPx,
  projection,
  scaleOf,
} from './cost-time-plane.ts'
import type { Figure } from './figure.ts'
import { mergeSame, placeLabels } from './place-labels.ts'
import { chartWidthPx } from './render-svg.ts'

/** Members of the front from the soonest on, as far as each costs less than those before. */
const frontLine = (placed: readonly Placed[]): readonly Placed[] => {
  const members = placed
    .filter(({ strategy }) => strategy.isOnFront)
    .sort((one, other) => one.hours - other.hours || one.usd - other.usd)
  let least = Number.POSITIVE_INFINITY
  return members.filter(({ usd }) => {
    const isLower = usd < least
    least = Math.min(least, usd)
    return isLower
  })
}

const pointSeries = ({ strategy, hours, usd }: Placed): object => ({
  type: 'scatter',
  silent: true,
  symbol: symbolOf(strategy.mark),
  symbolSize: 13,
  data: [[hours, usd]],
  z: 5,
  itemStyle: {
    color: strategy.isOnFront ? strategy.mark.colour : 'var(--page)',
    borderColor: strategy.mark.colour,
    borderWidth: 2.5,
  },
})

const frontSeries = (line: readonly Placed[]): object => ({
  type: 'line',
  silent: true,
  step: 'end',
  symbol: 'none',
  data: line.map(({ hours, usd }) => [hours, usd]),
  lineStyle: { color: 'var(--muted)', width: 1.5, type: [5, 4] },
})

const optionOf = (placed: readonly Placed[]): Figure['option'] => {
  const x = scaleOf(placed.map(({ hoursInterval }) => hoursInterval))
  const y = scaleOf(placed.map(({ usdInterval }) => usdInterval))
  const at = projection(x, y)
  const labels = placeLabels(
    mergeSame(placed.map(({ strategy, hours, usd }) => ({ ...at(hours, usd), text: strategy.label }))),
    { frame: planeFrame, obstacles: placed.flatMap((one) => barBoxes(one, at)) },
  )
  return {
    grid: {
      left: planeFrame.left,
      right: chartWidthPx - planeFrame.right,
      top: planeFrame.top,
      bottom: planeHeightPx - planeFrame.bottom,
    },
    xAxis: {
      type: 'value',
      ...x,
      ...named('Mean time from arrival to result (h)', 32),
      axisLabel: { ...axisText, formatter: axisNumberText(x.interval) },
      axisLine,
      splitLine: gridLines,
    },
    yAxis: {
      type: 'value',
      ...y,
      ...named('Cost (USD)', 58),
      axisLabel: { ...axisText, formatter: axisNumberText(y.interval) },
      axisLine,
      splitLine: gridLines,
    },
    series: [frontSeries(frontLine(placed)), ...placed.map(pointSeries)],
    graphic: {
      elements: [
        ...placed.flatMap((one) => barsOf(one, at)),
        ...labels.map(({ x: left, y: top, text, align }) => chartText({ x: left, y: top, text, align })),
      ],
    },
  }
}

const intervalText = (interval: Interval | null, text: (value: number) => string): string =>
  interval === null ? 'unknown' : `${text(interval.low)} to ${text(interval.high)}`

const tableOf = (strategies: readonly Strategy[]): Table => ({
  caption: 'Cost and completion of each strategy',
  columns: [
    textColumn('Strategy'),
    numberColumn('Cost', 'USD'),
    numberColumn('95 % interval', 'USD'),
    numberColumn('Mean completion', 'h'),
    numberColumn('95 % interval', 'h'),
    textColumn('On the front'),
  ],
  rows: strategies.map(({ name, means: { totalUsd, completionHours }, isOnFront }) => [
    name,
    totalUsd.mean === null ? 'none' : moneyText(totalUsd.mean),
    intervalText(totalUsd.interval, moneyText),
    completionHours.mean === null ? 'none' : numberText(completionHours.mean),
    intervalText(completionHours.interval, numberText),
    isOnFront ? 'yes' : 'no',
  ]),
})

const beginsAtZero = (placed: readonly Placed[]): boolean =>
  scaleOf(placed.map(({ hoursInterval }) => hoursInterval)).min === 0 &&
  scaleOf(placed.map(({ usdInterval }) => usdInterval)).min === 0

const captionOf = ({ seeds, strategies }: Subject, placed: readonly Placed[]): string => {
  const missing = strategies.filter((strategy) => !placed.some((one) => one.strategy === strategy))
  return [
    'Further left is sooner, further down is cheaper.',
    'Filled points and the dashed line are the Pareto front: of the strategies that get at least as many jobs done, none is cheaper without being later.',
    seeds.length > 1
      ? `Bars are 95 % intervals of the mean over ${seeds.length} seeds.`
      : 'One seed says nothing of chance, so there are no intervals.',
    ...(beginsAtZero(placed) ? [] : ['Not both axes begin at 0.']),
    ...(missing.length === 0
      ? []
      : [`Without any done job, and so not shown: ${missing.map(({ label }) => label).join(', ')}.`]),
  ].join(' ')
}

/**
 * Draws cost against completion of all strategies, with intervals and the Pareto front.
 *
 * @param subject - What the report is about.
 * @returns The chart; null when no strategy has got anything done.
 */
export const costAgainstCompletion = (subject: Subject): Figure | null => {
  const placed = subject.strategies.flatMap(placedOf)
  if (placed.length === 0) return null
  const front = placed.filter(({ strategy }) => strategy.isOnFront).map(({ strategy }) => strategy.label)
  return {
    id: 'cost-completion',
    title: 'Cost against completion',
    description: `${placed.length} strategies. On the Pareto front: ${front.join(', ') || 'none'}.`,
    heightPx: planeHeightPx,
    option: optionOf(placed),
    caption: captionOf(subject, placed),
    legend: placed.map(({ strategy }) => ({ key: pointKey(strategy.mark), text: strategy.name })),
    table: tableOf(subject.strategies),
  }
}
