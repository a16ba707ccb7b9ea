import { labelText, textWidthPx } from '../label-text.ts'
import type { JobStay, Span } from './job-stay.ts'
import { levelStyles } from './level-style.ts'
import type { HardwareLane } from './timeline-lanes.ts'

/** Where rows are drawn (px). */
export interface RowsPlace {
  /** Left end. */
  readonly left: number
  /** Right end. */
  readonly right: number
  /** Top of the first row. */
  readonly top: number
  /** Height of a row. */
  readonly rowPx: number
  /** What the width stands for. */
  readonly span: Span
}

const jobFontPx = 11

const tenth = (value: number): number => Math.round(value * 10) / 10

/** A name that is cut shorter than this says nothing. */
const leastCharacters = 9

/** The job's name, where the bar has room for it or for much of it. */
const barText = ({ jobId }: JobStay, widthPx: number, heightPx: number): string => {
  const room = Math.floor((widthPx - 6) / textWidthPx('x', jobFontPx))
  const text = labelText(jobId, Math.max(leastCharacters, room))
  return heightPx < jobFontPx + 1 || [...text].length > room ? '' : text
}

/** A job's bar; it has at least a pixel, or short jobs would not be seen. */
const barOf = (stay: JobStay, row: number, place: RowsPlace): readonly object[] => {
  const { left, right, top, rowPx, span } = place
  const pxPerMs = (right - left) / (span.untilMs - span.fromMs)
  const at = (ms: number): number =>
    left + (Math.min(Math.max(ms, span.fromMs), span.untilMs) - span.fromMs) * pxPerMs
  const { colour, ink, height: share } = levelStyles[stay.confidentiality]
  const x = tenth(at(stay.fromMs))
  const width = tenth(Math.max(1, at(stay.untilMs) - at(stay.fromMs) - 0.6))
  const height = tenth((rowPx - 5) * share)
  const y = tenth(top + (row + 0.5) * rowPx - height / 2)
  const text = barText(stay, width, height)
  return [
    { type: 'rect', silent: true, z: 2, shape: { x, y, width, height }, style: { fill: colour } },
    ...(text === ''
      ? []
      : [
          {
            type: 'text',
            silent: true,
            z: 3,
            x: x + 3,
            y: y + height / 2,
            style: {
              text,
              fill: ink,
              fontSize: jobFontPx,
              fontFamily: 'sans-serif',
              verticalAlign: 'middle',
            },
          },
        ]),
  ]
}

const rail = (row: number, { left, right, top, rowPx }: RowsPlace): object => ({
  type: 'rect',
  silent: true,
  shape: { x: left, y: top + row * rowPx + 2.5, width: right - left, height: rowPx - 5 },
  style: { fill: 'var(--panel)' },
})

/**
 * Draws pieces of owned hardware as rows with their jobs as bars.
 *
 * @param lanes - The hardware.
 * @param place - Where.
 */
export const hardwareRows = (lanes: readonly HardwareLane[], place: RowsPlace): readonly object[] =>
  lanes.flatMap(({ stays }, row) => [rail(row, place), ...stays.flatMap((stay) => barOf(stay, row, place))])
