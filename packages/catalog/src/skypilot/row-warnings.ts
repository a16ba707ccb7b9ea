import type { Warning } from '@aima/gpu-core'

/** Most rows of one file that are told of one by one. */
const mostTold = 20

/** A row that was left out. */
interface BrokenRow {
  /** Number of its line (1 is the first). */
  readonly line: number
  /** What was expected, in English lines. */
  readonly issues: readonly string[]
}

/** Rows of a file that were left out. */
export interface BrokenRows {
  /** Takes one; of several faults of one line in a row the first counts. */
  readonly add: (row: BrokenRow) => void
  /** Warns of the first twenty one by one, in the order of their lines, and of the rest as a number. */
  readonly warnings: () => readonly Warning[]
}

/**
 * Collects the rows of a file that were left out, however many, in little memory.
 *
 * @param file - Name of the file.
 * @example
 * const rows = collectBrokenRows('aws-vms.csv')
 * rows.add({ line: 7, issues: ['Price: expected a number'] })
 * rows.warnings() // => [{ kind: 'bad-row', row: 'aws-vms.csv:7', issues: ['Price: expected a number'] }]
 */
export const collectBrokenRows = (file: string): BrokenRows => {
  /** Those with the lowest lines, in order: all that are told, and the first of the rest. */
  const lowest: BrokenRow[] = []
  let count = 0
  let latestLine: number | undefined
  const add = (row: BrokenRow): void => {
    if (row.line === latestLine) return
    latestLine = row.line
    count += 1
    const place = lowest.findLastIndex(({ line }) => line < row.line) + 1
    lowest.splice(place, 0, row)
    lowest.splice(mostTold + 1)
  }
  const warnings = (): readonly Warning[] => {
    const toWarning = ({ line, issues }: BrokenRow): Warning => ({
      kind: 'bad-row',
      row: `${file}:${line}`,
      issues,
    })
    const told = lowest.slice(0, mostTold).map(toWarning)
    const rest = lowest[mostTold]
    if (rest === undefined) return told
    const issues = [`${count - mostTold} further rows were left out`]
    return [...told, toWarning({ line: rest.line, issues })]
  }
  return { add, warnings }
}
