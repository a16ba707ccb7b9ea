import { clockText, shortDayText } from '../time-text.ts'
import { timeTicks } from './axis-scale.ts'

/** Size of text in charts (px). */
export const fontPx = 13

/** Look of texts on axes. */
export const axisText = { color: 'var(--muted)', fontSize: fontPx } as const

/** Look of an axis's own line. */
export const axisLine = { show: true, lineStyle: { color: 'var(--muted)' } } as const

/** Look of the lines of a grid. */
export const gridLines = { show: true, lineStyle: { color: 'var(--line)' } } as const

/** An axis in the middle of which its name is written. */
export const named = (name: string, gapPx: number): object => ({
  name,
  nameLocation: 'middle',
  nameGap: gapPx,
  nameTextStyle: axisText,
})

const dayMs = 86_400_000

/** Midnights by day, other moments by time of day. */
const tickText = (atMs: number): string => (atMs % dayMs === 0 ? shortDayText(atMs) : clockText(atMs))

/**
 * Describes an axis of time (UTC).
 *
 * @param fromMs - Begin (ms since 1970-01-01 UTC).
 * @param untilMs - End (ms since 1970-01-01 UTC).
 */
export const timeAxis = (fromMs: number, untilMs: number): object => {
  const customValues = timeTicks(fromMs, untilMs, 9)
  return {
    type: 'value',
    min: fromMs,
    max: untilMs,
    axisLine: { ...axisLine, onZero: false },
    axisTick: { show: true, customValues, lineStyle: { color: 'var(--muted)' } },
    axisLabel: { ...axisText, customValues, formatter: tickText, hideOverlap: true },
    splitLine: { show: false },
  }
}
