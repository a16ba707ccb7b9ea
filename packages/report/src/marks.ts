import { type Html, html } from './html.ts'
import { lightTheme } from './palette.ts'

/** Shapes of points: paths in a square of 10 by 10. */
const shapes = [
  'M5 0a5 5 0 1 0 0 10a5 5 0 1 0 0-10Z',
  'M.6 .6h8.8v8.8h-8.8Z',
  'M5 .4L10 9.2H0Z',
  'M5 0L10 5L5 10L0 5Z',
  'M3.3 0h3.4v3.3H10v3.4H6.7V10H3.3V6.7H0V3.3H3.3Z',
  'M5 0L6.3 3.3L10 3.6L7.2 5.9L8.1 9.5L5 7.5L1.9 9.5L2.8 5.9L0 3.6L3.7 3.3Z',
  'M0 .8H10L5 9.6Z',
]

/** How one series looks, by colour and without it. */
export interface Mark {
  /** Colour, as custom property of the style sheet. */
  readonly colour: string
  /** Colour of text on it. */
  readonly ink: string
  /** Shape of its points, a path in a square of 10 by 10. */
  readonly shape: string
  /** Dashes and gaps of its lines (px); empty: solid. */
  readonly dash: readonly number[]
}

const colours = lightTheme.series.length
const dashes: readonly (readonly number[])[] = [[], [8, 4], [2, 3], [10, 3, 2, 3], [5, 2]]

const nth = <Item>(items: readonly Item[], index: number, otherwise: Item): Item =>
  items[index % items.length] ?? otherwise

/**
 * Gives the mark of a series. The numbers of colours, shapes and dashes have no common divisor, so 280 series differ.
 *
 * @param index - Which (0 or more).
 * @example
 * markOf(0).colour // => 'var(--series-1)'
 */
export const markOf = (index: number): Mark => ({
  colour: `var(--series-${(index % colours) + 1})`,
  ink: `var(--on-series-${(index % colours) + 1})`,
  shape: nth(shapes, index, ''),
  dash: nth(dashes, index, []),
})

/**
 * Draws the mark of a line: its dashes, with its point on them.
 *
 * @param mark - The mark.
 */
export const lineKey = ({ colour, dash, shape }: Mark): Html =>
  html`<svg class="key" viewBox="0 0 24 14" aria-hidden="true"><path d="M0 7H24" fill="none" stroke="${colour}" stroke-width="2" stroke-dasharray="${dash.length === 0 ? 'none' : dash.join(' ')}"/><path transform="translate(7 2)" d="${shape}" fill="${colour}"/></svg>`

/**
 * Draws a field of colour as high as the bars that it stands for.
 *
 * @param colour - The colour.
 * @param height - Share of the full height (0 to 1).
 */
export const fieldKey = (colour: string, height: number): Html =>
  html`<svg class="key" viewBox="0 0 24 14" aria-hidden="true"><rect x="2" y="${7 - 6 * height}" width="20" height="${12 * height}" fill="${colour}"/></svg>`

/**
 * Draws the mark of a point.
 *
 * @param mark - The mark.
 */
export const pointKey = ({ colour, shape }: Mark): Html =>
  html`<svg class="key" viewBox="0 0 24 14" aria-hidden="true"><path transform="translate(7 2)" d="${shape}" fill="${colour}"/></svg>`

/**
 * Gives a mark's shape as the chart library takes it.
 *
 * @param mark - The mark.
 * @example
 * symbolOf(markOf(3)) // => 'path://M5 0L10 5L5 10L0 5Z'
 */
export const symbolOf = ({ shape }: Pick<Mark, 'shape'>): string => `path://${shape}`
