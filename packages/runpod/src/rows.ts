import type { ListError, Warning } from '@aima/gpu-core'
import { err, ok, type Result } from 'neverthrow'
import type { z } from 'zod'
import { parseRow } from './wire.ts'

/** Rows of one reply, and those that were left out. */
export interface ReadRows<T> {
  /** The rows. */
  readonly rows: readonly T[]
  /** A warning for each of the others. */
  readonly bad: readonly Warning[]
}

const longestName = 200

/** Such as `NVIDIA L4`; a row without a readable id is named by its place. */
const nameOf = (row: unknown, index: number): string => {
  const id = typeof row === 'object' && row !== null && 'id' in row ? row.id : undefined
  return typeof id === 'string' && id !== '' && id.length <= longestName ? id : `row ${index + 1}`
}

/**
 * Reads the rows of one reply. A faulty one costs a warning; a reply that has only faulty ones is not what RunPod documents.
 *
 * @param schema - What a row should be.
 * @param rows - Any values.
 * @param part - Name of the reply in warnings.
 * @returns The rows, or `unexpected-shape` with the faults of the first.
 */
export const readRows = <T>(
  schema: z.ZodType<T>,
  rows: readonly unknown[],
  part: string,
): Result<ReadRows<T>, ListError> => {
  const read: T[] = []
  const bad: Extract<Warning, { readonly kind: 'bad-row' }>[] = []
  for (const [index, row] of rows.entries())
    parseRow(schema, row).match(
      (value) => read.push(value),
      (issues) => bad.push({ kind: 'bad-row', row: `${part}: ${nameOf(row, index)}`, issues }),
    )
  const [first] = bad
  if (first === undefined || read.length > 0) return ok({ rows: read, bad })
  return err({ kind: 'unexpected-shape', issues: first.issues.map((issue) => `${first.row}: ${issue}`) })
}
