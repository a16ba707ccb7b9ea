import { textWidthPx } from '../label-text.ts'
import { fontPx } from './axis-style.ts'

/** A place in a chart (px from its top left corner). */
export interface Spot {
  /** From the left. */
  readonly x: number
  /** From the top. */
  readonly y: number
}

/** A point with its name. */
export interface NamedSpot extends Spot {
  /** The name. */
  readonly text: string
}

/** A text that has its place. */
export interface PlacedLabel extends NamedSpot {
  /** Which end of the text is at `x`. */
  readonly align: 'left' | 'center' | 'right'
}

/** A rectangle in a chart (px). */
export interface Box {
  /** Left side. */
  readonly left: number
  /** Right side. */
  readonly right: number
  /** Upper side. */
  readonly top: number
  /** Lower side. */
  readonly bottom: number
}

/** What names must keep to. */
export interface Room {
  /** What they must stay in. */
  readonly frame: Box
  /** What they should not cover, such as lines. */
  readonly obstacles: readonly Box[]
}

const lineHeightPx = fontPx + 4
const distancePx = 11

/** Places to try, the best first: aslant, where bars of intervals do not run. */
const sides: readonly { readonly dx: number; readonly dy: number; readonly align: PlacedLabel['align'] }[] = [
  { dx: distancePx, dy: -distancePx - 3, align: 'left' },
  { dx: distancePx, dy: distancePx + 3, align: 'left' },
  { dx: -distancePx, dy: -distancePx - 3, align: 'right' },
  { dx: -distancePx, dy: distancePx + 3, align: 'right' },
  { dx: distancePx, dy: 0, align: 'left' },
  { dx: -distancePx, dy: 0, align: 'right' },
  { dx: 0, dy: -2 * distancePx, align: 'center' },
  { dx: 0, dy: 2 * distancePx, align: 'center' },
  { dx: distancePx, dy: -2 * lineHeightPx, align: 'left' },
  { dx: distancePx, dy: 2 * lineHeightPx, align: 'left' },
  { dx: -distancePx, dy: -2 * lineHeightPx, align: 'right' },
  { dx: -distancePx, dy: 2 * lineHeightPx, align: 'right' },
]

const startOf: Readonly<Record<PlacedLabel['align'], number>> = { left: 0, center: 0.5, right: 1 }

const boxOf = ({ x, y, text, align }: PlacedLabel): Box => {
  const width = textWidthPx(text, fontPx)
  const left = x - startOf[align] * width
  return { left, right: left + width, top: y - lineHeightPx / 2, bottom: y + lineHeightPx / 2 }
}

/** Nearer than this points look like one (px). */
const samePx = 3

const isSame = (one: Spot, other: Spot): boolean =>
  Math.abs(one.x - other.x) < samePx && Math.abs(one.y - other.y) < samePx

const joined = ([first = '', second, ...others]: readonly string[]): string => {
  if (second === undefined) return first
  return others.length === 0 ? `${first}, ${second}` : `${first} and ${others.length + 1} more`
}

/**
 * Makes one point of those that look like one, with all their names, or with one and the number of the others.
 *
 * @param points - The points (px).
 * @example
 * mergeSame([{ x: 1, y: 1, text: 'a' }, { x: 2, y: 1, text: 'b' }]) // => [{ x: 1, y: 1, text: 'a, b' }]
 */
export const mergeSame = (points: readonly NamedSpot[]): readonly NamedSpot[] => {
  const first = points.filter((point, index) => points.findIndex((other) => isSame(point, other)) === index)
  return first.map(({ x, y }) => ({
    x,
    y,
    text: joined(points.filter((other) => isSame({ x, y }, other)).map(({ text }) => text)),
  }))
}

const pointBox = ({ x, y }: Spot): Box => ({ left: x - 7, right: x + 7, top: y - 7, bottom: y + 7 })

const overlap = (one: Box, other: Box): number =>
  Math.max(0, Math.min(one.right, other.right) - Math.max(one.left, other.left)) *
  Math.max(0, Math.min(one.bottom, other.bottom) - Math.max(one.top, other.top))

/** Area of a box outside the frame counts more than what it covers. */
const outside = (box: Box, frame: Box): number =>
  10 * ((box.right - box.left) * lineHeightPx - overlap(box, frame))

/**
 * Finds a place beside each point for its name, away from the other points and names; where there is none, the one that covers least.
 *
 * @param points - The points (px).
 * @param room - Frame and obstacles.
 * @returns The names, in the order of their points.
 * @example
 * placeLabels([{ x: 50, y: 50, text: 'a' }], { frame: { left: 0, right: 100, top: 0, bottom: 100 }, obstacles: [] })[0].align // => 'left'
 */
export const placeLabels = (
  points: readonly NamedSpot[],
  { frame, obstacles }: Room,
): readonly PlacedLabel[] => {
  const taken: Box[] = [...points.map(pointBox), ...obstacles]
  return points.map(({ x, y, text }) => {
    const tried = sides.map(({ dx, dy, align }) => {
      const label = { x: x + dx, y: y + dy, text, align }
      const box = boxOf(label)
      const cost = taken.reduce((sum, other) => sum + overlap(box, other), 0) + outside(box, frame)
      return { label, box, cost }
    })
    const best = tried.reduce((least, one) => (one.cost < least.cost - 1e-6 ? one : least))
    taken.push(best.box)
    return best.label
  })
}
