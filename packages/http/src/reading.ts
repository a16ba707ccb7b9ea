import type { ListError, Warning } from '@aima/gpu-core'
import { err, ok, Result } from 'neverthrow'
import type { z } from 'zod'
import type { Redact } from './redact.ts'
import type { Secret } from './secret.ts'
import { shapeIssues, shown } from './shape-issues.ts'

/** The member of a union with a kind. */
type OfKind<Union, Kind> = Extract<Union, { readonly kind: Kind }>

/** A row or item that could not be read; the others can. It is a warning of a listing as it is. */
export type BadRow = OfKind<Warning, 'bad-row'>

/** The whole is not what it should be; nothing comes after it. */
export type UnexpectedShape = OfKind<ListError, 'unexpected-shape'>

/** How rows or items are read. */
export interface Reading<T> {
  /** Checks one of them. */
  readonly schema: z.ZodType<T>
  /** What must not appear in errors, should a key of the data hold it. */
  readonly secrets?: readonly (string | Secret)[] | undefined
}

/** Checks one row or item. */
export const checkedRow = <T>(
  data: unknown,
  { schema, redact, row }: { readonly schema: z.ZodType<T>; readonly redact: Redact; readonly row: string },
): Result<T, BadRow> => {
  const badRow = (issues: readonly string[]): BadRow => ({ kind: 'bad-row', row: shown(row, redact), issues })
  return Result.fromThrowable(() => schema.safeParse(data))()
    .mapErr(() => badRow(['data that its schema can read expected']))
    .andThen(({ data: value, error }) =>
      error === undefined ? ok(value) : err(badRow(shapeIssues(error, redact))),
    )
}

/** The whole is not what it should be, for one reason. */
export const unexpected = (issue: string): UnexpectedShape => ({ kind: 'unexpected-shape', issues: [issue] })
