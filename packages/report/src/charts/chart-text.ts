import { fontPx } from './axis-style.ts'

/** A text that is set into a chart. */
export interface ChartText {
  /** From the left (px). */
  readonly x: number
  /** Its middle from the top (px). */
  readonly y: number
  /** The text. */
  readonly text: string
  /** Which end of the text is at `x`. Default left. */
  readonly align?: 'left' | 'center' | 'right'
  /** Its colour. Default that of text. */
  readonly fill?: string
  /** Whether it is bold. */
  readonly isBold?: boolean
}

/**
 * Describes a text at a place of a chart, with a margin in the page's colour so that lines do not run through it.
 *
 * @param text - The text and its place.
 */
export const chartText = ({
  x,
  y,
  text,
  align = 'left',
  fill = 'var(--text)',
  isBold = false,
}: ChartText): object => ({
  type: 'text',
  silent: true,
  z: 100,
  x,
  y,
  style: {
    text,
    fill,
    align,
    verticalAlign: 'middle',
    fontSize: fontPx,
    fontFamily: 'sans-serif',
    ...(isBold ? { fontWeight: 'bold' } : {}),
    stroke: 'var(--page)',
    lineWidth: 4,
  },
})
