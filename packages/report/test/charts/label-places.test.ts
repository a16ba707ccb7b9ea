import { fc, test as property } from '@fast-check/vitest'
import { describe, expect, test } from 'vitest'
import { mergeSame, type PlacedLabel, placeLabels } from '../../src/charts/place-labels.ts'
import { spreadApart } from '../../src/charts/spread-apart.ts'
import { textWidthPx } from '../../src/label-text.ts'

const frame = { left: 0, right: 400, top: 0, bottom: 300 }
const room = { frame, obstacles: [] }

const boxOf = ({ x, y, text, align }: PlacedLabel) => {
  const width = textWidthPx(text, 13)
  const left = x - { left: 0, center: 0.5, right: 1 }[align] * width
  return { left, right: left + width, top: y - 8, bottom: y + 8 }
}

const overlaps = (one: ReturnType<typeof boxOf>, other: ReturnType<typeof boxOf>): boolean =>
  one.left < other.right && other.left < one.right && one.top < other.bottom && other.top < one.bottom

describe('placeLabels', () => {
  test('puts a name to the upper right of its point', () => {
    const [label] = placeLabels([{ x: 100, y: 100, text: 'a' }], room)
    expect(label).toEqual({ x: 111, y: 86, text: 'a', align: 'left' })
  })

  test('puts a name to the left where there is no room to the right', () => {
    const [label] = placeLabels([{ x: 395, y: 100, text: 'a long name' }], room)
    expect(label?.align).toBe('right')
  })

  test('keeps names of near points apart', () => {
    const points = [0, 1, 2, 3].map((index) => ({ x: 200 + index, y: 150 + index, text: `name ${index}` }))
    const boxes = placeLabels(points, room).map(boxOf)
    for (const [index, box] of boxes.entries())
      expect(boxes.slice(index + 1).some((other) => overlaps(box, other))).toBe(false)
  })

  test('keeps names away from obstacles', () => {
    const obstacle = { left: 100, right: 300, top: 60, bottom: 100 }
    const [label] = placeLabels([{ x: 100, y: 100, text: 'a name' }], { frame, obstacles: [obstacle] })
    expect(label?.y).toBeGreaterThan(100)
  })

  property.prop([
    fc.array(
      fc.record({
        x: fc.integer({ min: 60, max: 340 }),
        y: fc.integer({ min: 60, max: 240 }),
        text: fc.stringMatching(/^[a-z]{1,4}$/),
      }),
      {
        maxLength: 12,
      },
    ),
  ])('gives every point its name, in order and in the frame', (points) => {
    const labels = placeLabels(points, room)
    expect(labels.map(({ text }) => text)).toEqual(points.map(({ text }) => text))
    for (const box of labels.map(boxOf)) {
      expect(box.left).toBeGreaterThanOrEqual(0)
      expect(box.right).toBeLessThanOrEqual(400)
    }
  })
})

describe('mergeSame', () => {
  const point = (x: number, text: string) => ({ x, y: 10, text })

  test('leaves points that can be told apart', () => {
    expect(mergeSame([point(10, 'a'), point(30, 'b')])).toEqual([point(10, 'a'), point(30, 'b')])
  })

  test('gives two that look like one both names', () => {
    expect(mergeSame([point(10, 'a'), point(11, 'b')])).toEqual([point(10, 'a, b')])
  })

  test('counts where there are more', () => {
    expect(mergeSame([point(10, 'a'), point(11, 'b'), point(10, 'c')])).toEqual([point(10, 'a and 2 more')])
  })
})

describe('spreadApart', () => {
  test('leaves what is apart', () => {
    expect(spreadApart([10, 40, 70], 20, 100)).toEqual([10, 40, 70])
  })

  test('moves what is too near', () => {
    expect(spreadApart([50, 50, 50], 10, 100)).toEqual([50, 60, 70])
  })

  test('moves back from the end', () => {
    expect(spreadApart([95, 99], 10, 100)).toEqual([90, 100])
  })

  property.prop([fc.array(fc.integer({ min: 0, max: 300 }), { maxLength: 12 })])(
    'keeps the order and the gap',
    (places) => {
      const moved = spreadApart(places, 18, 330)
      const sorted = moved.toSorted((one, other) => one - other)
      expect(
        sorted.every((place, index) => index === 0 || place - (sorted[index - 1] ?? 0) >= 18 - 1e-9),
      ).toBe(true)
      for (const [index, place] of places.entries())
        for (const [other, otherPlace] of places.entries())
          if (place < otherPlace) expect(moved[index]).toBeLessThan(moved[other] ?? 0)
    },
  )
})
