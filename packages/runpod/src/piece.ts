import type { Warning } from '@aima/gpu-core'
import type { CatalogueRow, StockOf } from './catalogue-row.ts'
import type { Part } from './parts.ts'
import type { ComplianceOf } from './placing.ts'

/** What one request brings. Whatever it does not tell is empty. */
export interface Piece {
  /** Rows that can be had on demand. */
  readonly onDemand: readonly CatalogueRow[]
  /** Rows that may be had as spot. */
  readonly spot: readonly CatalogueRow[]
  /** What data centres hold. */
  readonly complianceOf: ComplianceOf
  /** Stock of the secure cloud by data centre, where rows do not tell it. */
  readonly stockOf: StockOf
  /** What was not as it should be. */
  readonly warnings: readonly Warning[]
}

/** A request, and what it is for. */
export interface CataloguePart extends Part<Piece> {
  /** `gpus`: without any of these there is no listing. `extra`: without these it only says less. */
  readonly role: 'gpus' | 'extra'
}

/** A piece that tells nothing. */
export const nothing: Piece = {
  onDemand: [],
  spot: [],
  complianceOf: new Map(),
  stockOf: new Map(),
  warnings: [],
}

/**
 * Joins what several requests brought.
 *
 * @param pieces - The pieces.
 */
export const joinPieces = (pieces: readonly Piece[]): Piece => ({
  onDemand: pieces.flatMap(({ onDemand }) => onDemand),
  spot: pieces.flatMap(({ spot }) => spot),
  complianceOf: new Map(pieces.flatMap(({ complianceOf }) => [...complianceOf])),
  stockOf: new Map(pieces.flatMap(({ stockOf }) => [...stockOf])),
  warnings: pieces.flatMap(({ warnings }) => warnings),
})
