/**
 * Writes rows of cells as lines of text: the first column to the left, the others to the right, two spaces between.
 *
 * @param rows - Cells; a row may be shorter than others.
 * @example
 * textColumns([['', 'a'], ['cost', '12.5']]) // => ['         a', 'cost  12.5']
 */
export const textColumns = (rows: readonly (readonly string[])[]): readonly string[] => {
  const columns = Math.max(0, ...rows.map((row) => row.length))
  const widths = Array.from({ length: columns }, (_, column) =>
    Math.max(...rows.map((row) => row[column]?.length ?? 0)),
  )
  const pad = (cell: string, column: number): string => {
    const width = widths[column] ?? 0
    return column === 0 ? cell.padEnd(width) : cell.padStart(width)
  }
  return rows.map((row) => row.map(pad).join('  ').trimEnd())
}
