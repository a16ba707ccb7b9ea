import { finished } from 'node:stream/promises'
import { type CsvError, type Parser, parse } from 'csv-parse'
import { err, ok, type Result } from 'neverthrow'
import { codeOf } from './fault.ts'
import { type BadRow, checkedRow, type Reading, type UnexpectedShape, unexpected } from './reading.ts'
import { redactor } from './redact.ts'
import type { ResultStream } from './result-stream.ts'

/** How a CSV file is read. */
export interface CsvReading<Row> extends Reading<Row> {
  /** What stands between two columns. Default: a comma. */
  readonly delimiter?: string | undefined
}

type Faults<E> = E | BadRow | UnexpectedShape

/** Longest row (characters); a quote that is never closed ends here. */
const longestRow = 2 ** 20

/** What `csv-parse` gives with `info`. */
interface Line {
  readonly record: unknown
  readonly info: { readonly lines: number }
}

const isLine = (value: unknown): value is Line =>
  typeof value === 'object' && value !== null && 'record' in value && 'info' in value

/** A parser and what it told besides rows. */
interface CsvParser {
  readonly parser: Parser
  /** Rows that are no CSV, until they are handed on. */
  readonly skipped: BadRow[]
  /** Why nothing more will come. */
  readonly broken: UnexpectedShape[]
  /** Whether there was a first line. */
  readonly hasHeader: () => boolean
}

const createParser = (delimiter: string): CsvParser => {
  const skipped: BadRow[] = []
  const broken: UnexpectedShape[] = []
  let hasHeader = false
  const parser = parse({
    bom: true,
    columns: (names: string[]) => {
      hasHeader = true
      return names
    },
    delimiter,
    info: true,
    skip_empty_lines: true,
    skip_records_with_error: true,
    max_record_size: longestRow,
    on_skip: (error) => {
      if (error !== undefined) skipped.push(skippedRow(error))
      return undefined
    },
  })
  parser.on('error', (error) => broken.push(unexpected(`body: CSV expected (${codeOf(error)})`)))
  return { parser, skipped, broken, hasHeader: () => hasHeader }
}

const skippedRow = ({ code, lines }: CsvError): BadRow => ({
  kind: 'bad-row',
  row: `line ${Number(lines)}`,
  issues: [`CSV expected (${code})`],
})

/** What the parser has ready, without waiting. */
function* ready({ parser, skipped, broken }: CsvParser): Generator<Result<Line, BadRow | UnexpectedShape>> {
  for (let line: unknown = parser.read(); line !== null; line = parser.read())
    if (isLine(line)) yield ok(line)
  for (const row of skipped.splice(0)) yield err(row)
  for (const fault of broken) yield err(fault)
}

/** What the parser still has when all bytes are in. */
async function* rest(csv: CsvParser): AsyncGenerator<Result<Line, BadRow | UnexpectedShape>> {
  csv.parser.end()
  await finished(csv.parser, { readable: false }).catch(() => undefined)
  yield* ready(csv)
  if (!csv.hasHeader()) yield err(unexpected('body: a line with the names of the columns expected'))
}

/**
 * Gives the lines of a CSV as they come. The parser is driven by hand: with a pipe, bytes are read ahead, and
 * a reader that leaves would wait for the next ones.
 */
async function* csvLines<E>(
  bytes: ResultStream<Uint8Array, E>,
  csv: CsvParser,
): AsyncGenerator<Result<Line, Faults<E>>> {
  for await (const piece of bytes) {
    if (piece.isErr()) {
      yield err(piece.error)
      return
    }
    csv.parser.write(piece.value)
    yield* ready(csv)
    if (csv.broken.length > 0) return
  }
  yield* rest(csv)
}

/**
 * Reads a CSV with a header line, row by row, in little memory.
 *
 * A row that is no CSV, has another number of columns than the header or does not fit the schema is a
 * `bad-row`, and the rows after it still come. Values are text: the schema turns them into numbers.
 *
 * @param bytes - The file, such as `bytes` of `http.stream`.
 * @param reading - How rows are read.
 * @returns The rows; `bad-row` errors between them; last, an error of the bytes, or `unexpected-shape` for
 *   what is no CSV at all.
 * @example
 * import { ok } from 'neverthrow'
 * import { z } from 'zod'
 * const file = async function* () {
 *   yield ok(Buffer.from('gpu,price\nL4,0.8\nT4,\n'))
 * }
 * const Row = z.object({ gpu: z.string(), price: z.string().regex(/^[0-9.]+$/, 'a number expected') })
 * const { values, errors } = await collect(csvRows(file(), { schema: Row }))
 * values // => [{ gpu: 'L4', price: '0.8' }]
 * errors // => [{ kind: 'bad-row', row: 'line 3', issues: ['price: a number expected'] }]
 */
export async function* csvRows<Row, E>(
  bytes: ResultStream<Uint8Array, E>,
  { schema, delimiter = ',', secrets = [] }: CsvReading<Row>,
): AsyncGenerator<Result<Row, Faults<E>>, void, undefined> {
  const redact = redactor(secrets)
  for await (const line of csvLines(bytes, createParser(delimiter))) {
    yield line.andThen(({ record, info }) =>
      checkedRow(record, { schema, redact, row: `line ${info.lines}` }),
    )
  }
}
