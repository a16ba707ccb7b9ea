import type { Warning } from '@aima/gpu-core'
import type { z } from 'zod'

/** A row that was left out. */
export type BadRow = Extract<Warning, { readonly kind: 'bad-row' }>

/** Rows that are sound, and those that are not. */
export interface ReadRows<Row> {
  /** The rows. */
  readonly rows: readonly Row[]
  /** The others. */
  readonly bad: readonly BadRow[]
}

const longestName = 64

/** What of a row may be shown: it comes from a reply. */
const shownName = (name: unknown): string =>
  typeof name === 'string' && /^[\w.-]+$/.test(name) ? name.slice(0, longestName) : 'without a name'

/** Makes the warning of a row. */
export const badRow = (list: string, name: unknown, issues: readonly string[]): BadRow => ({
  kind: 'bad-row',
  row: `${list}: ${shownName(name)}`,
  issues,
})

/**
 * Reads rows. A faulty one costs a warning.
 *
 * @param list - Name of the list.
 * @param values - Any values.
 * @param schema - Checks one.
 * @example
 * import { z } from 'zod'
 * readRows('zones', [{ instanceType: 'g5.xlarge' }], z.object({ zone: z.string('expected a name') })).bad // => [{ kind: 'bad-row', row: 'zones: g5.xlarge', issues: ['zone: expected a name'] }]
 */
export const readRows = <Row>(
  list: string,
  values: readonly unknown[],
  schema: z.ZodType<Row>,
): ReadRows<Row> => {
  const rows: Row[] = []
  const bad: BadRow[] = []
  for (const value of values) {
    const { data, error } = schema.safeParse(value)
    if (error === undefined) rows.push(data)
    else {
      const name =
        typeof value === 'object' && value !== null ? Reflect.get(value, 'instanceType') : undefined
      const issues = error.issues.map(({ path, message }) => `${path.join('.') || 'row'}: ${message}`)
      bad.push(badRow(list, name, issues))
    }
  }
  return { rows, bad }
}
