import { setImmediate } from 'node:timers/promises'
import { type ListError, type Offer, parseOffer, type Site, type Warning } from '@aima/gpu-core'
import { err, ok, Result } from 'neverthrow'
import { ReportedWarning, toListError, toThrownError } from './reported.ts'

/** A listing that was checked, and whose offers have the site that their source was granted. */
export interface SoundListing {
  /** The offers, sorted by id; ids are unique. */
  readonly offers: readonly Offer[]
  /** What was not as it should be. */
  readonly warnings: readonly Warning[]
  /** How many rows claimed another site than the one granted. */
  readonly overruled: number
}

/** Most offers of one listing. The largest price list of a hyperscaler has a fifth of it. */
export const mostOffers = 250_000

/** Most warnings of one kind that are told one by one. */
const mostWarnings = 100

/** Rows that are checked in one go; in between, others get their turn. Checking a row takes about 13 µs. */
const rowsAtOnce = 500

const unexpected = (...issues: readonly string[]): ListError => ({ kind: 'unexpected-shape', issues })

/** A listing whose rows have not been looked at. */
interface Frame {
  readonly offers: readonly unknown[]
  readonly warnings: readonly unknown[]
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null

const isList = (value: unknown, most: number): value is readonly unknown[] =>
  Array.isArray(value) && value.length <= most

const toFrame = (value: unknown): Result<Frame, ListError> => {
  if (!isRecord(value)) return err(unexpected('expected a listing'))
  const { offers, warnings, observedAtMs } = value
  if (!isList(offers, mostOffers)) return err(unexpected(`offers: expected a list of at most ${mostOffers}`))
  if (!isList(warnings, mostOffers))
    return err(unexpected(`warnings: expected a list of at most ${mostOffers}`))
  if (!Number.isFinite(observedAtMs)) return err(unexpected('observedAtMs: expected a time'))
  return ok({ offers, warnings })
}

/** What a Result looks like, whichever copy of neverthrow it comes from. */
interface ResultShape {
  readonly isOk: () => unknown
  readonly value?: unknown
  readonly error?: unknown
}

const isResult = (answer: unknown): answer is ResultShape =>
  typeof answer === 'object' && answer !== null && 'isOk' in answer && typeof answer.isOk === 'function'

const openResult = (answer: unknown): Result<unknown, ListError> => {
  if (!isResult(answer)) return err(unexpected('expected a result'))
  return answer.isOk() === true ? ok(answer.value) : err(toListError(answer.error))
}

const toWarnings = (reported: readonly unknown[]): readonly Warning[] =>
  reported.map((row, index) => {
    const read = ReportedWarning.safeParse(row)
    if (read.success) return read.data
    return { kind: 'bad-row', row: `warnings[${index}]`, issues: ['expected a warning'] }
  })

/** Row by row, offers and faults of a listing. */
interface Sorting {
  readonly offers: Map<string, Offer>
  readonly faults: Warning[]
  overruled: number
}

const hasOtherSite = (row: unknown, granted: Site): boolean => {
  if (!isRecord(row)) return false
  const { site = granted } = row
  return site !== granted
}

/** What is wrong with a row; undefined: it is kept. */
const faultOf = (sorting: Sorting, site: Site, row: unknown): readonly string[] | undefined => {
  const read = parseOffer(row, site)
  if (read.isErr()) return read.error.issues.map(({ path, expected }) => `${path}: ${expected}`)
  const offer = read.value
  if (sorting.offers.has(offer.id)) return ['id: expected an id of its own']
  sorting.offers.set(offer.id, offer)
  if (hasOtherSite(row, site)) sorting.overruled += 1
  return undefined
}

const sortRow = (sorting: Sorting, site: Site, [index, row]: readonly [number, unknown]): void => {
  const issues = faultOf(sorting, site, row)
  if (issues !== undefined) sorting.faults.push({ kind: 'bad-row', row: `offers[${index}]`, issues })
}

const sortRows = async (rows: readonly unknown[], site: Site): Promise<Sorting> => {
  const sorting: Sorting = { offers: new Map(), faults: [], overruled: 0 }
  for (let start = 0; start < rows.length; start += rowsAtOnce) {
    if (start > 0) await setImmediate()
    for (const [offset, row] of rows.slice(start, start + rowsAtOnce).entries())
      sortRow(sorting, site, [start + offset, row])
  }
  return sorting
}

const issuesOf = (warning: Warning | undefined): readonly string[] =>
  warning?.kind === 'bad-row' ? warning.issues.map((issue) => `${warning.row}.${issue}`) : []

/** The first of them, and how many more there are. */
const cut = (warnings: readonly Warning[], what: string): readonly Warning[] =>
  warnings.length <= mostWarnings
    ? warnings
    : [
        ...warnings.slice(0, mostWarnings),
        { kind: 'limited', reason: `${warnings.length - mostWarnings} more ${what} are not told` },
      ]

const toSoundListing = async (frame: Frame, site: Site): Promise<Result<SoundListing, ListError>> => {
  const { offers, faults, overruled } = await sortRows(frame.offers, site)
  if (offers.size === 0 && frame.offers.length > 0) return err(unexpected(...issuesOf(faults[0])))
  return ok({
    offers: [...offers.values()].sort((one, other) => (one.id < other.id ? -1 : 1)),
    warnings: [...cut(toWarnings(frame.warnings), 'warnings'), ...cut(faults, 'bad rows')],
    overruled,
  })
}

const openSafely = Result.fromThrowable(
  (answer: unknown) => openResult(answer).andThen(toFrame),
  toThrownError,
)

/**
 * Reads what a source answered, whatever it is. Sound rows are kept; each other one is a warning.
 *
 * @param answer - What `listOffers` resolved to.
 * @param site - The site that the source was granted. A site that a row claims is overruled and counted.
 * @returns The listing, the error that the source reported, or `unexpected-shape` when it is no result, no listing, or has only bad rows.
 */
export const readAnswer = async (answer: unknown, site: Site): Promise<Result<SoundListing, ListError>> => {
  const frame = openSafely(answer).andThen((opened) => opened)
  if (frame.isErr()) return err(frame.error)
  return toSoundListing(frame.value, site)
}
