import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

const folder = join(import.meta.dirname, '../../../../shared/data/azure')

/** Recordings stand beside the repository and are no part of it. */
export const hasRecordings: boolean = existsSync(folder)

if (!hasRecordings)
  console.log('Azure: no recordings beside the repository, so the tests that read them are skipped')

/** Text of a file. */
const recordedText = (file: string): string => readFileSync(join(folder, file), 'utf8')

/** JSON of a file. */
export const recordedJson = (file: string) => JSON.parse(recordedText(file))

/** The cells of a line; only the last ones of some are in quotes. */
const cellsOf = (line: string): readonly string[] =>
  [...line.matchAll(/("[^"]*"|[^,]*)(?:,|$)/g)].map(([, cell = '']) => cell.replaceAll('"', ''))

/** A row by the names of its columns. */
export type Row = ReadonlyMap<string, string>

/** A cell as text; empty where there is none. */
export const textOf = (row: Row, column: string): string => row.get(column) ?? ''

/** A cell as a number. */
export const numberOf = (row: Row, column: string): number => Number(textOf(row, column))

/** Rows of a file, each by the names of its columns. */
export const recordedRows = (file: string): readonly Row[] => {
  const [header = '', ...lines] = recordedText(file).trimEnd().split('\n')
  const names = cellsOf(header.trimEnd())
  return lines.map((line) => {
    const cells = cellsOf(line.replace(/\r$/, ''))
    return new Map(names.map((name, index) => [name, cells[index] ?? '']))
  })
}
