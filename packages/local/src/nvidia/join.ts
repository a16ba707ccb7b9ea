import type { Identity } from './identity.ts'
import { mergeReadings, type Reading } from './reading.ts'

/** Whether two views speak of one GPU; undefined: they share no identity by which that can be told. */
const isSame = (one: Identity, other: Identity): boolean | undefined => {
  if (one.pciAddress !== undefined && other.pciAddress !== undefined)
    return one.pciAddress === other.pciAddress
  if (one.uuid !== undefined && other.uuid !== undefined) return one.uuid === other.uuid
  if (one.index !== undefined && other.index !== undefined) return one.index === other.index
  return undefined
}

/** Two of one GPU, or one that found no other. */
export interface Pair<Left, Right> {
  /** From the first view. */
  readonly left: Left | undefined
  /** From the second view. */
  readonly right: Right | undefined
}

/**
 * Puts together what two views say of the same GPUs: by PCI address, else UUID, else nvidia-smi's own index, and by position where
 * none of them can be compared and both views have the same number left.
 *
 * @param lefts - From the first view, in its order.
 * @param rights - From the second view, in its order.
 * @returns Every one of both views once, the first view's order first.
 * @example
 * pairUp([{ uuid: 'GPU-1' }], [{ uuid: 'GPU-2' }]).length // => 2
 */
export const pairUp = <Left extends Identity, Right extends Identity>(
  lefts: readonly Left[],
  rights: readonly Right[],
): readonly Pair<Left, Right>[] => {
  const free = new Set(rights)
  const known = new Map<Left, Right>()
  for (const left of lefts) {
    const right = [...free].find((candidate) => isSame(left, candidate) === true)
    if (right === undefined) continue
    known.set(left, right)
    free.delete(right)
  }
  const lonely = lefts.filter((left) => !known.has(left))
  const rest = [...free]
  const isByPosition =
    lonely.length === rest.length &&
    lonely.every((left, place) => isSame(left, rest[place] ?? left) === undefined)
  if (isByPosition)
    for (const [place, left] of lonely.entries()) {
      const right = rest[place]
      if (right !== undefined) known.set(left, right)
    }
  return [
    ...lefts.map((left) => ({ left, right: known.get(left) })),
    ...(isByPosition ? [] : rest.map((right) => ({ left: undefined, right }))),
  ]
}

/**
 * Puts together the readings of the log and of the table.
 *
 * @param xml - Readings of the log, which tell more.
 * @param csv - Readings of the table.
 * @returns One reading a GPU.
 */
export const joinReadings = (xml: readonly Reading[], csv: readonly Reading[]): readonly Reading[] =>
  pairUp(xml, csv).flatMap(({ left, right }) => {
    if (left !== undefined && right !== undefined) return [mergeReadings(left, right)]
    return left ?? right ?? []
  })
