import type { ListError, Listing, OfferQuery, Warning } from '@aima/gpu-core'
import { err, ok, type Result } from 'neverthrow'
import { type CatalogueRow, stockKey } from './catalogue-row.ts'
import { type ConvertContext, type Rows, toOffers } from './convert.ts'
import { cancellationIn, errorOfAll, type LoadedPart, loadParts, missingParts } from './parts.ts'
import { type CataloguePart, joinPieces, type Piece } from './piece.ts'

/** What a listing is made of. */
export interface ListingRequest {
  /** Requests that share a fate: when one of a group is refused for good, the others of it are not sent. */
  readonly groups: readonly (readonly CataloguePart[])[]
  /** Requests of a group under way at once. */
  readonly lanes: number
  /** What is to be said beforehand. */
  readonly warnings: readonly Warning[]
  /** Id of the source. */
  readonly source: string
  /** What it is for. */
  readonly query: OfferQuery
  /** The present (ms since 1970-01-01 UTC). */
  readonly nowMs: number
}

/** Adds the data centres to a row of the secure cloud that does not tell them itself. */
const withStock =
  ({ stockOf }: Piece) =>
  (row: CatalogueRow): CatalogueRow =>
    row.cloud === 'SECURE' && row.dataCenters.length === 0
      ? { ...row, dataCenters: stockOf.get(stockKey(row)) ?? [] }
      : row

const rowsOf = (piece: Piece): Rows => ({ onDemand: piece.onDemand.map(withStock(piece)), spot: piece.spot })

const loadGroup = async (
  parts: readonly CataloguePart[],
  lanes: number,
): Promise<readonly (LoadedPart<Piece> & Pick<CataloguePart, 'role'>)[]> => {
  const loaded = await loadParts(parts, lanes)
  return loaded.map((part, index) => ({ ...part, role: parts[index]?.role ?? 'extra' }))
}

/**
 * Sends the requests of a listing and makes offers of what came.
 *
 * @param request - What it is made of.
 * @returns The listing, with a warning for each request that failed. When all that bring GPUs failed, or somebody cancelled, the error.
 */
export const makeListing = async (request: ListingRequest): Promise<Result<Listing, ListError>> => {
  const { groups, lanes, source, query, nowMs } = request
  const loaded = (await Promise.all(groups.map((parts) => loadGroup(parts, lanes)))).flat()
  const error = cancellationIn(loaded) ?? errorOfAll(loaded.filter(({ role }) => role === 'gpus'))
  if (error !== undefined) return err(error)
  const piece = joinPieces(loaded.flatMap(({ result }) => (result.isOk() ? [result.value] : [])))
  const context: ConvertContext = { source, complianceOf: piece.complianceOf, query, nowMs }
  const { offers, warnings } = toOffers(rowsOf(piece), context)
  return ok({
    offers,
    warnings: [...request.warnings, ...missingParts(loaded), ...piece.warnings, ...warnings],
    observedAtMs: nowMs,
  })
}
