/**
 * Moves places on a line apart as little as needed, so that labels at them do not touch; their order stays.
 *
 * @param places - Where they would best be (px).
 * @param gapPx - Least distance between two (px, above 0).
 * @param most - Last place that there is (px). When there is not room for all, the first ones go below the least place.
 * @returns The places, in the order of the input.
 * @example
 * spreadApart([10, 12, 50], 10, 100) // => [10, 20, 50]
 */
export const spreadApart = (places: readonly number[], gapPx: number, most: number): readonly number[] => {
  const order = places
    .map((_, index) => index)
    .sort((one, other) => (places[one] ?? 0) - (places[other] ?? 0))
  const moved = [...places]
  let previous = Number.NEGATIVE_INFINITY
  for (const index of order) {
    previous = Math.max(places[index] ?? 0, previous + gapPx)
    moved[index] = previous
  }
  let next = most + gapPx
  for (const index of order.toReversed()) {
    next = Math.min(moved[index] ?? 0, next - gapPx)
    moved[index] = next
  }
  return moved
}
