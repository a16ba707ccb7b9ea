import { parse } from 'csv-parse/sync'
import { err, ok, Result } from 'neverthrow'
import type { z } from 'zod'
import { issueText } from './read-json.ts'
import { faultIn, type TraceFault } from './trace-fault.ts'

/** Columns of a CSV file, each with what its cells are. */
export type CsvColumns<Row> = z.ZodObject & z.ZodType<Row>

/** What of a file has been read. */
interface Reading<Row> {
  readonly rows: Row[]
  header: readonly (readonly [name: string, index: number])[] | undefined
  fault: TraceFault | undefined
}

const headerOf = (
  names: readonly string[],
  wanted: readonly string[],
): Result<readonly (readonly [string, number])[], TraceFault> => {
  const missing = wanted.filter((name) => !names.includes(name))
  if (missing.length > 0) return err(faultIn(1, ...missing.map((name) => `${name}: expected this column`)))
  return ok(wanted.map((name) => [name, names.indexOf(name)] as const))
}

const lineOf = (error: unknown): number =>
  error instanceof Error && 'lines' in error && typeof error.lines === 'number' ? error.lines : 1

const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : 'UNKNOWN'

/** Takes the next record of a file; after a fault it takes no more. */
const take = <Row>(reading: Reading<Row>, columns: CsvColumns<Row>) => {
  const wanted = Object.keys(columns.shape)
  return (record: readonly string[], line: number): void => {
    if (reading.fault !== undefined) return
    if (reading.header === undefined) {
      headerOf(record, wanted).match(
        (header) => {
          reading.header = header
        },
        (fault) => {
          reading.fault = fault
        },
      )
      return
    }
    const cells: Record<string, string | undefined> = {}
    for (const [name, index] of reading.header) cells[name] = record[index]
    const row = columns.safeParse(cells)
    if (row.success) reading.rows.push(row.data)
    else reading.fault = faultIn(line, ...row.error.issues.map(issueText))
  }
}

const parseRecords = Result.fromThrowable(
  (text: string, onRecord: (record: readonly string[], line: number) => void): void => {
    parse(text, {
      bom: true,
      skip_empty_lines: true,
      on_record: (record: string[], { lines }) => {
        onRecord(record, lines)
        return null
      },
    })
  },
  (error) => faultIn(lineOf(error), `expected a CSV row (${codeOf(error)})`),
)

/**
 * Reads a CSV file with a header line; the order of its columns does not matter, and those that are not asked for are ignored.
 *
 * @param text - The file, unpacked.
 * @param columns - Schema of a row. Its keys are the columns that the file must have.
 * @returns The rows in the order of the file, or `unreadable-trace`, whose issues begin with the column.
 * @example
 * import { z } from 'zod'
 * readCsvRows('gpu,usd\nT4,\n', z.object({ gpu: z.string(), usd: z.string().min(1, 'expected a price') }))._unsafeUnwrapErr().issues // => ['usd: expected a price']
 */
export const readCsvRows = <Row>(
  text: string,
  columns: CsvColumns<Row>,
): Result<readonly Row[], TraceFault> => {
  const reading: Reading<Row> = { rows: [], header: undefined, fault: undefined }
  return parseRecords(text, take(reading, columns))
    .mapErr((fault) => reading.fault ?? fault)
    .andThen(() => {
      if (reading.fault !== undefined) return err(reading.fault)
      return reading.header === undefined
        ? err(faultIn(1, 'expected a line with column names'))
        : ok(reading.rows)
    })
}
