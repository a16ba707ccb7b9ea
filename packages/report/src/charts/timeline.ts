import { labelText } from '../label-text.ts'
import { countText } from '../number-text.ts'
import type { Strategy } from '../subject.ts'
import { numberColumn, type Row, type Table, textColumn } from '../table.ts'
import { timeAxis } from './axis-style.ts'
import { chartText } from './chart-text.ts'
import { type Concurrency, concurrency, levels } from './concurrency.ts'
import type { Figure } from './figure.ts'
import { hardwareRows } from './hardware-rows.ts'
import type { JobStay, Span } from './job-stay.ts'
import { levelStyles } from './level-style.ts'
import { chartWidthPx } from './render-svg.ts'
import { type HardwareLane, type Lanes, lanesOf } from './timeline-lanes.ts'

/** What a timeline shows. */
export interface TimelineOptions {
  /** Unique in the page. */
  readonly id: string
  /** All stays of the strategy. */
  readonly stays: readonly JobStay[]
  /** The stretch of time that is shown. */
  readonly window: Span
}

/** Jobs that ran at once on some machines, as an area. */
interface Area {
  readonly name: string
  readonly steps: readonly Concurrency[]
  readonly most: number
}

const frame = { left: 150, right: chartWidthPx - 20, top: 8, below: 36 }
const mostRows = 24
const areaPx = 62
const areaGapPx = 16

const sumHours = (stays: readonly JobStay[], { fromMs, untilMs }: Span): number =>
  stays.reduce((sum, stay) => sum + Math.min(stay.untilMs, untilMs) - Math.max(stay.fromMs, fromMs), 0) /
  3_600_000

const areaOf = (name: string, stays: readonly JobStay[], window: Span): Area => {
  const steps = concurrency(stays, window)
  return { name, steps, most: Math.max(1, ...steps.map(({ total }) => total)) }
}

/** Hardware as rows, unless there is too much of it; then as one more area. */
const layoutOf = ({ hardware, clouds }: Lanes, window: Span) => {
  const isTooMuch = hardware.length > mostRows
  const rows = isTooMuch ? [] : hardware
  const own = isTooMuch
    ? [areaOf(`own (${hardware.length})`, [...new Set(hardware.flatMap(({ stays }) => stays))], window)]
    : []
  const rowPx = rows.length > 10 ? 20 : 28
  const areas = [...own, ...clouds.map(({ name, stays }) => areaOf(name, stays, window))]
  const areasTop = frame.top + rows.length * rowPx + (rows.length > 0 ? areaGapPx : 0)
  const bottom = areasTop + Math.max(0, areas.length * (areaPx + areaGapPx) - areaGapPx)
  return { rows, rowPx, areas, areasTop, bottom: Math.max(bottom, frame.top + 20) }
}

type Layout = ReturnType<typeof layoutOf>

const areaTop = ({ areasTop }: Layout, index: number): number => areasTop + index * (areaPx + areaGapPx)

const gridsOf = (layout: Layout): readonly object[] => [
  ...layout.areas.map((_, index) => ({
    left: frame.left,
    right: chartWidthPx - frame.right,
    top: areaTop(layout, index),
    height: areaPx,
  })),
  { left: frame.left, right: chartWidthPx - frame.right, top: frame.top, height: layout.bottom - frame.top },
]

const plainTimeAxis = ({ fromMs, untilMs }: Span, gridIndex: number): object => ({
  type: 'value',
  gridIndex,
  min: fromMs,
  max: untilMs,
  show: false,
})

const areaAxis = ({ most }: Area, gridIndex: number): object => ({
  type: 'value',
  gridIndex,
  min: 0,
  max: most,
  interval: most,
  axisLabel: { color: 'var(--muted)', fontSize: 11 },
  axisLine: { show: true, onZero: false, lineStyle: { color: 'var(--line)' } },
  splitLine: { show: true, lineStyle: { color: 'var(--line)' } },
})

const areaSeries = ({ steps }: Area, index: number): readonly object[] =>
  levels
    .filter((level) => steps.some(({ running }) => running[level] > 0))
    .map((level) => ({
      type: 'line',
      silent: true,
      step: 'end',
      stack: `area-${index}`,
      symbol: 'none',
      xAxisIndex: index,
      yAxisIndex: index,
      data: steps.map(({ atMs, running }) => [atMs, running[level]]),
      lineStyle: { color: levelStyles[level].colour, width: 1 },
      areaStyle: { color: levelStyles[level].colour, opacity: 0.9 },
    }))

const namesOf = (layout: Layout): readonly object[] => [
  ...layout.rows.map(({ name }, row) =>
    chartText({
      x: frame.left - 10,
      y: frame.top + (row + 0.5) * layout.rowPx,
      text: labelText(name, 18),
      align: 'right',
    }),
  ),
  ...layout.areas.flatMap(({ name }, index) => {
    const middle = areaTop(layout, index) + areaPx / 2
    return [
      chartText({ x: frame.left - 34, y: middle - 8, text: labelText(name, 15), align: 'right' }),
      chartText({
        x: frame.left - 34,
        y: middle + 9,
        text: 'jobs at once',
        align: 'right',
        fill: 'var(--muted)',
      }),
    ]
  }),
]

const optionOf = (layout: Layout, window: Span): Figure['option'] => {
  const last = layout.areas.length
  return {
    grid: gridsOf(layout),
    xAxis: [
      ...layout.areas.map((_, index) => plainTimeAxis(window, index)),
      { ...timeAxis(window.fromMs, window.untilMs), gridIndex: last },
    ],
    yAxis: [...layout.areas.map(areaAxis), { type: 'value', gridIndex: last, min: 0, max: 1, show: false }],
    series: [
      ...layout.areas.flatMap(areaSeries),
      // An axis is drawn for its series only; this one has nothing to show.
      { type: 'line', xAxisIndex: last, yAxisIndex: last, data: [] },
    ],
    graphic: {
      elements: [
        ...hardwareRows(layout.rows, {
          left: frame.left,
          right: frame.right,
          top: frame.top,
          rowPx: layout.rowPx,
          span: window,
        }),
        ...namesOf(layout),
      ],
    },
  }
}

const laneRow = (where: string, name: string, stays: readonly JobStay[], window: Span): Row => [
  name,
  where,
  countText(stays.length),
  ...levels.map((level) =>
    countText(stays.filter(({ confidentiality }) => confidentiality === level).length),
  ),
  countText(stays.filter(({ end }) => end === 'interrupted').length),
  sumHours(stays, window).toFixed(2),
]

const tableOf = ({ hardware, clouds }: Lanes, window: Span, title: string): Table => ({
  caption: title,
  columns: [
    textColumn('Where'),
    textColumn('Site'),
    numberColumn('Stays of jobs', ''),
    ...levels.map((level) => numberColumn(level, 'stays')),
    numberColumn('Interrupted', 'stays'),
    numberColumn('Time on it', 'h'),
  ],
  rows: [
    ...hardware.map(({ name, stays }: HardwareLane) => laneRow('own', name, stays, window)),
    ...clouds.map(({ name, stays }) => laneRow('cloud', name, stays, window)),
  ],
})

const captionOf = (lanes: Lanes, jobs: number): string => {
  const shown = new Set(
    [...lanes.hardware, ...lanes.clouds].flatMap(({ stays }) => stays.map(({ jobId }) => jobId)),
  ).size
  return [
    `Shows ${countText(shown)} of ${countText(jobs)} jobs.`,
    ...(lanes.clouds.length === 0 ? ['No cloud was used in this time.'] : []),
    ...(lanes.hardware.length > mostRows
      ? ['There is too much own hardware for rows, so its jobs are added up.']
      : []),
  ].join(' ')
}

/**
 * Draws which job was on which machine when: own hardware as rows, clouds as numbers of jobs at once.
 *
 * @param strategy - The strategy.
 * @param options - What is shown.
 */
export const timeline = (strategy: Strategy, options: TimelineOptions): Figure => {
  const { id, stays, window } = options
  const lanes = lanesOf(stays, strategy.sample, window)
  const layout = layoutOf(lanes, window)
  const title = `Timeline of ${strategy.name}`
  return {
    id,
    title,
    description: `${lanes.hardware.length} pieces of own hardware, ${lanes.clouds.length} clouds in use.`,
    heightPx: layout.bottom + frame.below,
    option: optionOf(layout, window),
    caption: captionOf(lanes, strategy.sample.jobs.length),
    legend: [],
    table: tableOf(lanes, window, title),
  }
}
