import { stringify } from 'csv-stringify/sync'

/** What stands in a cell; null: nothing. */
export type Cell = string | number | null

/** The columns of a table by name, in order, and how a row's cell is had. */
export type Columns<Row> = Readonly<Record<string, (row: Row) => Cell>>

/**
 * Writes rows as CSV (RFC 4180, but lines end with a line feed) under a line with the names of the columns.
 *
 * Numbers are written so that they read back the same. A text that a spreadsheet would take for a formula, because it begins with `=`, `+`, `-`, `@`, a tab or a carriage return, gets an apostrophe in front.
 *
 * @param rows - The rows, in order.
 * @param columns - The columns.
 * @example
 * csvTable([{ id: '=1+1', usd: -2 }], { id: (row) => row.id, usd: (row) => row.usd }) // => "id,usd\n'=1+1,-2\n"
 */
export const csvTable = <Row>(rows: Iterable<Row>, columns: Columns<Row>): string => {
  const cells = Object.values(columns)
  const lines = Array.from(rows, (row) => cells.map((cellOf) => cellOf(row)))
  return stringify(lines, { header: true, columns: Object.keys(columns), escape_formulas: true })
}
