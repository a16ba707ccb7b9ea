import type { Warning } from '@aima/gpu-core'

/** Most rows of one file that are told of one by one. */
const mostTold = 20

/** A row that was left out. */
export interface BrokenRow {
  /** Number of its line (1 is the first). */
  readonly line: number
  /** What was expected, in English lines. */
  readonly issues: readonly string[]
}

/** The parser may find several faults in one row; the first tells enough. */
const oneFaultARow = (broken: readonly BrokenRow[]): readonly BrokenRow[] => [
  ...new Map(broken.map((row): [number, BrokenRow] => [row.line, row]).reverse()).values(),
]

/**
 * Warns of the rows of a file that were left out: of the first twenty one by one, of the rest as a number.
 *
 * @param file - Name of the file.
 * @param broken - The rows, in any order.
 * @example
 * const [warning] = warnOfRows('aws-vms.csv', [{ line: 7, issues: ['Price: expected a number'] }])
 * warning // => { kind: 'bad-row', row: 'aws-vms.csv:7', issues: ['Price: expected a number'] }
 */
export const warnOfRows = (file: string, broken: readonly BrokenRow[]): readonly Warning[] => {
  const ordered = [...oneFaultARow(broken)].sort((one, other) => one.line - other.line)
  const told = ordered
    .slice(0, mostTold)
    .map(({ line, issues }): Warning => ({ kind: 'bad-row', row: `${file}:${line}`, issues }))
  const rest = ordered[mostTold]
  if (rest === undefined) return told
  const issues = [`${ordered.length - mostTold} further rows were left out`]
  return [...told, { kind: 'bad-row', row: `${file}:${rest.line}`, issues }]
}
