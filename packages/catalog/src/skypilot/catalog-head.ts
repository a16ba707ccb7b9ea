import type { CancelSignal, ListError } from '@aima/gpu-core'
import type { ResultAsync } from 'neverthrow'
import { bodyStream } from './body-stream.ts'
import { readCsv } from './read-csv.ts'
import { requiredColumns } from './wire.ts'

/** How much of a file is looked at (bytes): more than the longest line that is read. */
const headBytes = 65_536

const ignore = (): void => undefined

/**
 * Looks whether a file begins as a catalog does: with the names of its columns.
 *
 * @param body - The whole file; only its beginning is read.
 * @param signal - Ends the reading.
 * @returns Nothing, or `unexpected-shape` (a column is missing), `cancelled`.
 */
export const checkCatalogHead = (
  body: Uint8Array,
  signal: CancelSignal | undefined,
): ResultAsync<void, ListError> =>
  readCsv(
    { target: 'catalog', isPacked: false, open: () => bodyStream(body.subarray(0, headBytes)) },
    { required: requiredColumns, optional: [], onRow: ignore, onBroken: ignore, signal },
  )
