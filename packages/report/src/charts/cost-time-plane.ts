import type { Interval } from '@aima/gpu-simulator'
import type { Strategy } from '../subject.ts'
import { type AxisScale, axisScale } from './axis-scale.ts'
import type { Box, Spot } from './place-labels.ts'
import { chartWidthPx } from './render-svg.ts'

/** Height of the chart of cost against completion (px). */
export const planeHeightPx = 440

/** Where its axes are (px). */
export const planeFrame: Box = {
  left: 80,
  right: chartWidthPx - 30,
  top: 20,
  bottom: planeHeightPx - 60,
}

/** A strategy that has done something, so that it has a place in the chart. */
export interface Placed {
  /** The strategy. */
  readonly strategy: Strategy
  /** Mean completion (h). */
  readonly hours: number
  /** Cost (USD). */
  readonly usd: number
  /** Interval of the completion; without one, the mean twice. */
  readonly hoursInterval: Interval
  /** Interval of the cost; without one, the mean twice. */
  readonly usdInterval: Interval
}

/** An interval of few seeds may reach below 0, where neither cost nor time can be. */
const around = (value: number, interval: Interval | null): Interval => ({
  low: Math.max(0, interval?.low ?? value),
  high: interval?.high ?? value,
})

/**
 * Finds a strategy's place.
 *
 * @param strategy - The strategy.
 * @returns The place; none when it has got nothing done.
 */
export const placedOf = (strategy: Strategy): readonly Placed[] => {
  const { completionHours, totalUsd } = strategy.means
  const [hours, usd] = [completionHours.mean, totalUsd.mean]
  if (hours === null || usd === null) return []
  return [
    {
      strategy,
      hours,
      usd,
      hoursInterval: around(hours, completionHours.interval),
      usdInterval: around(usd, totalUsd.interval),
    },
  ]
}

/**
 * Finds the ends of an axis; a tenth of the span is left free at both.
 *
 * @param intervals - What is to be shown.
 */
export const scaleOf = (intervals: readonly Interval[]): AxisScale => {
  const low = Math.min(...intervals.map((interval) => interval.low))
  const high = Math.max(...intervals.map((interval) => interval.high))
  const margin = (high - low) * 0.1 || Math.abs(high) * 0.1
  return axisScale(Math.max(0, low - margin), high + margin, 6)
}

/** A bar with a cap at each end, in one stroke. */
const errorBar = (from: Spot, to: Spot, cap: Spot, colour: string): object => ({
  type: 'polyline',
  silent: true,
  shape: {
    points: [
      [from.x - cap.x, from.y - cap.y],
      [from.x + cap.x, from.y + cap.y],
      [from.x, from.y],
      [to.x, to.y],
      [to.x - cap.x, to.y - cap.y],
      [to.x + cap.x, to.y + cap.y],
    ],
  },
  style: { fill: 'none', stroke: colour, lineWidth: 1.5, opacity: 0.6 },
})

const pixel = (value: number): number => Math.round(value * 10) / 10

/** Turns hours and dollars into pixels. */
export type Project = (hours: number, usd: number) => Spot

/**
 * Makes the projection of two axes.
 *
 * @param x - Axis of hours.
 * @param y - Axis of dollars.
 */
export const projection =
  (x: AxisScale, y: AxisScale): Project =>
  (hours, usd) => ({
    x: pixel(planeFrame.left + ((hours - x.min) / (x.max - x.min)) * (planeFrame.right - planeFrame.left)),
    y: pixel(planeFrame.bottom - ((usd - y.min) / (y.max - y.min)) * (planeFrame.bottom - planeFrame.top)),
  })

/**
 * Draws the intervals of a strategy.
 *
 * @param placed - The strategy.
 * @param at - The projection.
 */
export const barsOf = (
  { strategy, hours, usd, hoursInterval, usdInterval }: Placed,
  at: Project,
): readonly object[] => [
  ...(strategy.means.completionHours.interval === null
    ? []
    : [
        errorBar(
          at(hoursInterval.low, usd),
          at(hoursInterval.high, usd),
          { x: 0, y: 4 },
          strategy.mark.colour,
        ),
      ]),
  ...(strategy.means.totalUsd.interval === null
    ? []
    : [
        errorBar(
          at(hours, usdInterval.low),
          at(hours, usdInterval.high),
          { x: 4, y: 0 },
          strategy.mark.colour,
        ),
      ]),
]

/**
 * Tells where the intervals of a strategy are drawn, for names to keep away.
 *
 * @param placed - The strategy.
 * @param at - The projection.
 */
export const barBoxes = ({ hours, usd, hoursInterval, usdInterval }: Placed, at: Project): readonly Box[] => {
  const [left, right] = [at(hoursInterval.low, usd), at(hoursInterval.high, usd)]
  const [bottom, top] = [at(hours, usdInterval.low), at(hours, usdInterval.high)]
  return [
    { left: left.x, right: right.x, top: left.y - 3, bottom: left.y + 3 },
    { left: top.x - 3, right: top.x + 3, top: top.y, bottom: bottom.y },
  ]
}
