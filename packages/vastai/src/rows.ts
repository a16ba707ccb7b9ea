import type { Warning } from '@aima/gpu-core'
import { isWireOffer, rowIssues, type WireOffer } from './wire.ts'

/** A row that was left out. */
type BadRow = Extract<Warning, { readonly kind: 'bad-row' }>

/** Rows of one or more replies, each offer once, and those that were left out. */
export interface Rows {
  /** The rows by their id. */
  readonly byId: ReadonlyMap<number, WireOffer>
  /** The others. */
  readonly bad: readonly BadRow[]
}

/** Such as `offer 44075905`; a row without a readable id is named by its place. */
const nameOf = (row: unknown, place: string): string => {
  const id = typeof row === 'object' && row !== null && 'id' in row ? row.id : undefined
  return Number.isSafeInteger(id) ? `offer ${String(id)}` : place
}

/**
 * Reads the rows of one reply. A faulty row and one whose id has occurred before in the same reply cost a warning each.
 *
 * @param offers - The reply's rows, any values.
 * @param reply - Number of the reply in the listing (1 is the first).
 * @example
 * readRows([{ id: 1, gpu_name: 'L4', num_gpus: 1 }, null], 1).bad.map(({ row }) => row) // => ['reply 1, row 2']
 */
export const readRows = (offers: readonly unknown[], reply: number): Rows => {
  const byId = new Map<number, WireOffer>()
  const bad: BadRow[] = []
  const refuse = (offer: unknown, index: number, issues: readonly string[]) =>
    bad.push({ kind: 'bad-row', row: nameOf(offer, `reply ${reply}, row ${index + 1}`), issues })
  for (const [index, offer] of offers.entries()) {
    if (!isWireOffer(offer)) refuse(offer, index, rowIssues(offer))
    else if (byId.has(offer.id)) refuse(offer, index, ['id: expected once in a reply'])
    else byId.set(offer.id, offer)
  }
  return { byId, bad }
}

/**
 * Adds the rows of a further reply. An offer that was seen before stays as it was, because replies overlap on purpose.
 *
 * @param rows - Rows of the replies before.
 * @param further - Rows of the new one.
 * @example
 * addRows(readRows([null], 1), readRows([null], 2)).bad.length // => 2
 */
export const addRows = (rows: Rows, further: Rows): Rows => {
  const told = new Set(rows.bad.map(({ row }) => row))
  return {
    byId: new Map([...further.byId, ...rows.byId]),
    bad: [...rows.bad, ...further.bad.filter(({ row }) => !told.has(row))],
  }
}
