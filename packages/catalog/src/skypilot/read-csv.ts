import type { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGunzip } from 'node:zlib'
import type { CancelSignal, ListError } from '@aima/gpu-core'
import { parse } from 'csv-parse'
import { err, ok, type Result, ResultAsync } from 'neverthrow'
import { codeOf, lineOf } from './error-code.ts'
import { type BrokenLine, saneLines } from './sane-lines.ts'

/** Cells of one row by the names of their columns; a column that the file lacks is absent. */
export type Cells = Readonly<Record<string, string>>

/** The bytes of a CSV file. */
export interface CsvBytes {
  /** Where they are, as errors name it. */
  readonly target: string
  /** Whether they are packed with gzip. */
  readonly isPacked: boolean
  /** Starts to read them. */
  readonly open: () => Readable
}

/** How a file is read. */
export interface CsvReading {
  /** Columns that it must have. */
  readonly required: readonly string[]
  /** Columns that it may have; all others are ignored. */
  readonly optional: readonly string[]
  /** Is given each row, with the number of its line. */
  readonly onRow: (cells: Cells, line: number) => void
  /** Is told of each line that is no row. */
  readonly onBroken: (broken: BrokenLine) => void
  /** Ends the reading. */
  readonly signal?: CancelSignal | undefined
}

/** What became of the header: until it came, and when it lacks columns, there are no rows. */
interface Header {
  columns: readonly (readonly [name: string, index: number])[]
  missing: readonly string[]
}

const readHeader = (names: readonly string[], { required, optional }: CsvReading): Header => {
  const known = [...required, ...optional]
  return {
    columns: known.map((name) => [name, names.indexOf(name)] as const).filter(([, index]) => index >= 0),
    missing: required.filter((name) => !names.includes(name)),
  }
}

const cellsOf = (record: readonly string[], { columns }: Header): Cells =>
  Object.fromEntries(columns.map(([name, index]) => [name, record[index] ?? '']))

/** Streams a file through the parser; what it lacks of a header is the result. */
const streamRows = async (
  { isPacked, open }: CsvBytes,
  reading: CsvReading,
  signal: AbortSignal,
): Promise<readonly string[]> => {
  let header: Header | undefined
  const onRecord = (record: string[], line: number): void => {
    if (header === undefined) header = readHeader(record, reading)
    else if (header.missing.length === 0) reading.onRow(cellsOf(record, header), line)
  }
  const parser = parse({
    bom: true,
    record_delimiter: '\n',
    skip_empty_lines: true,
    skip_records_with_error: true,
    on_record: (record, { lines }) => {
      onRecord(record, lines)
      return null
    },
    on_skip: (error) => {
      reading.onBroken({ line: lineOf(error), expected: `a CSV row (${codeOf(error)})` })
      return undefined
    },
  })
  const lines = saneLines(reading.onBroken)
  const bytes = open()
  const rows = parser.resume()
  if (isPacked) await pipeline(bytes, createGunzip(), lines, rows, { signal })
  else await pipeline(bytes, lines, rows, { signal })
  return header === undefined ? reading.required : header.missing
}

/** Gives the signal that Node's streams need, which ends with the caller's. */
const followed = (
  signal: CancelSignal | undefined,
): { readonly signal: AbortSignal; readonly release: () => void } => {
  const controller = new AbortController()
  const abort = (): void => controller.abort()
  if (signal?.aborted === true) abort()
  signal?.addEventListener('abort', abort)
  return { signal: controller.signal, release: () => signal?.removeEventListener('abort', abort) }
}

const toListError = (target: string, error: unknown): ListError => {
  const code = codeOf(error)
  if (code === 'ABORT_ERR') return { kind: 'cancelled' }
  return code.startsWith('Z_')
    ? { kind: 'unexpected-shape', issues: [`${target}: expected a whole gzip file (${code})`] }
    : { kind: 'unreachable', target, code }
}

const withColumns = (missing: readonly string[]): Result<void, ListError> =>
  missing.length === 0
    ? ok(undefined)
    : err({ kind: 'unexpected-shape', issues: missing.map((name) => `expected a column ${name}`) })

/**
 * Reads a CSV file row by row. Memory does not grow with the file.
 *
 * @param bytes - The file's bytes.
 * @param reading - Which columns, and who is given the rows. What was given before an error holds.
 * @returns Nothing, or `unreachable`, `unexpected-shape` (a column is missing, a broken gzip file),
 *   `cancelled`.
 */
export const readCsv = (bytes: CsvBytes, reading: CsvReading): ResultAsync<void, ListError> => {
  const { signal, release } = followed(reading.signal)
  return ResultAsync.fromPromise(streamRows(bytes, reading, signal).finally(release), (error) =>
    toListError(bytes.target, error),
  ).andThen(withColumns)
}
