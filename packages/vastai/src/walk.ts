import type { Warning } from '@aima/gpu-core'
import { rowsWithoutKey } from './facts.ts'
import type { PageRequest, SortField } from './query.ts'
import type { Rows } from './rows.ts'

/** A walk through the market in the order of one field. */
export interface Walk {
  /** The field. */
  readonly sortedBy: SortField
  /** Every offer below this value is listed (USD/h); undefined: nothing is known of that. */
  readonly reached: number | undefined
  /** Why it goes no further: all is listed, or the replies are not in the order that was asked for. */
  readonly end: 'complete' | 'stuck' | undefined
}

/** One reply and how it fits to those before it. */
export interface Reply {
  /** Its rows. */
  readonly rows: Rows
  /** How many rows it had, with the bad ones. */
  readonly returned: number
  /** How many rows were asked for at most. */
  readonly limit: number
  /** Rows that no reply before it had. */
  readonly fresh: number
}

/** The server may round sums in its own way, so that seams overlap a little. */
const overlap = 1 - 1e-9

/**
 * Begins a walk.
 *
 * @param sortedBy - The field.
 * @example
 * startWalk('dph_total').reached // => undefined
 */
export const startWalk = (sortedBy: SortField): Walk => ({ sortedBy, reached: undefined, end: undefined })

/**
 * The request for the next rows of a walk. It begins with the last value of the reply before, so that replies overlap.
 *
 * @param walk - The walk.
 * @param limit - Rows at most.
 * @example
 * requestOf(startWalk('min_bid'), 64) // => { sortedBy: 'min_bid', from: undefined, limit: 64 }
 */
export const requestOf = ({ sortedBy, reached }: Walk, limit: number): PageRequest => ({
  sortedBy,
  from: reached === undefined ? undefined : reached * overlap,
  limit,
})

/** Limits that are not documented are round numbers: of tens, or of twos as the one without a key. */
const isRound = (count: number): boolean => count > 0 && (count % 100 === 0 || count % rowsWithoutKey === 0)

/** Whether rows may have been left out: as many came as were asked for, or a number that looks like a limit. */
const isCut = ({ returned, limit }: Reply): boolean => returned >= limit || isRound(returned)

const isAscending = (values: readonly number[]): boolean =>
  values.every((value, index) => value >= (values[index - 1] ?? 0) * overlap)

/**
 * Where a walk stands after a reply.
 *
 * @param walk - The walk.
 * @param reply - The reply to {@link requestOf}.
 */
export const advance = (walk: Walk, reply: Reply): Walk => {
  if (!isCut(reply)) return { ...walk, end: 'complete' }
  const values = [...reply.rows.byId.values()].flatMap((row) => row[walk.sortedBy] ?? [])
  if (!isAscending(values)) return { ...walk, end: 'stuck' }
  return { ...walk, reached: values.at(-1) ?? walk.reached, end: reply.fresh > 0 ? undefined : 'stuck' }
}

/**
 * Whether a walk has seen every offer that has a price. One by bids has not: rows without a bid are behind its first reply.
 *
 * @param walk - The walk.
 * @example
 * hasSeenAll({ sortedBy: 'min_bid', reached: 0.25, end: 'complete' }) // => false
 */
export const hasSeenAll = ({ sortedBy, end }: Walk): boolean => sortedBy === 'dph_total' && end === 'complete'

const usd = (amount: number | undefined): string => `${Number((amount ?? 0).toPrecision(4))} USD/h`

const rowsBy: Readonly<Record<SortField, string>> = {
  dph_total: 'prices on demand with disk',
  min_bid: 'lowest bids without disk',
}

/**
 * Names the part of a walk that a request was for.
 *
 * @param walk - The walk before the request.
 * @example
 * partOf({ sortedBy: 'dph_total', reached: 0.25, end: undefined }) // => 'prices on demand with disk from 0.25 USD/h'
 */
export const partOf = ({ sortedBy, reached }: Walk): string =>
  `${rowsBy[sortedBy]}${reached === undefined ? '' : ` from ${usd(reached)}`}`

/**
 * Warns where a reply does not begin with what the one before it ended with.
 *
 * @param walk - The walk before the reply.
 * @param reply - The reply.
 * @returns One warning or none. An offer that was rented between two requests looks the same.
 */
export const gapBefore = (walk: Walk, { rows, fresh }: Reply): readonly Warning[] => {
  if (walk.reached === undefined || fresh < rows.byId.size || fresh === 0) return []
  const reason = `two replies do not join: of the ${rowsBy[walk.sortedBy]} some around ${usd(walk.reached)} may be missing`
  return [{ kind: 'limited', reason }]
}

const extentOf = ({ sortedBy, reached, end }: Walk): string => {
  const rows = `of the ${rowsBy[sortedBy]}`
  if (end === 'complete') return `${rows} all are listed`
  return reached === undefined ? `${rows} any may be missing` : `${rows} all below ${usd(reached)} are listed`
}

/**
 * Says how far an incomplete listing reaches.
 *
 * @param walks - Its walks, none of which has seen every offer.
 * @example
 * limitedTo([{ sortedBy: 'dph_total', reached: 0.25, end: undefined }]).kind // => 'limited'
 */
export const limitedTo = (walks: readonly Walk[]): Warning => ({
  kind: 'limited',
  reason: `there are more offers than were asked for: ${walks.map(extentOf).join(', ')}; narrower needs, a key or more requests bring the rest`,
})
