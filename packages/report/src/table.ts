import { type Html, type HtmlValue, html } from './html.ts'

/** A column of a table. */
export interface Column {
  /** What it holds. */
  readonly heading: string
  /** Unit of its numbers; empty: none. */
  readonly unit: string
  /** Numbers are set flush right and never broken. */
  readonly holds: 'text' | 'number'
}

/** A row of a table: what it is about, then the other cells. */
export type Row = readonly [HtmlValue, ...HtmlValue[]]

/** A table. */
export interface Table {
  /** What it shows. */
  readonly caption: string
  /** Its columns, that of the heads of rows first. */
  readonly columns: readonly Column[]
  /** Its rows. */
  readonly rows: readonly Row[]
}

/**
 * Makes a column of text.
 *
 * @param heading - What it holds.
 * @example
 * textColumn('Strategy').holds // => 'text'
 */
export const textColumn = (heading: string): Column => ({ heading, unit: '', holds: 'text' })

/**
 * Makes a column of numbers.
 *
 * @param heading - What it holds.
 * @param unit - Unit of its numbers; empty: none.
 * @example
 * numberColumn('Cost', 'USD').unit // => 'USD'
 */
export const numberColumn = (heading: string, unit: string): Column => ({ heading, unit, holds: 'number' })

const head = ({ heading, unit, holds }: Column): Html =>
  html`<th scope="col" class="${holds}">${heading}${unit === '' ? '' : html`<span class="unit">${unit}</span>`}</th>`

const rowOf = ([first, ...rest]: Row, [, ...columns]: readonly Column[]): Html =>
  html`<tr><th scope="row" class="text">${first}</th>${rest.map(
    (cell, index) => html`<td class="${columns[index]?.holds ?? 'text'}">${cell}</td>`,
  )}</tr>`

/**
 * Writes a table that scrolls by itself where it is wider than the page.
 *
 * @param table - The table.
 */
export const tableHtml = ({
  caption,
  columns,
  rows,
}: Table): Html => html`<div class="scroll" tabindex="0" role="region" aria-label="${caption}">
<table>
<caption>${caption}</caption>
<thead><tr>${columns.map(head)}</tr></thead>
<tbody>
${rows.map((row) => rowOf(row, columns))}
</tbody>
</table>
</div>`
