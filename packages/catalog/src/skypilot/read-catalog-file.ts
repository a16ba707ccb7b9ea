import type { CancelSignal, ListError, Warning } from '@aima/gpu-core'
import type { Result } from 'neverthrow'
import type { ListedMachine } from '../offers.ts'
import type { CatalogFile } from './catalog-files.ts'
import { convertRows, type NumberedRow } from './convert.ts'
import { isGcpHost } from './gcp-hosts.ts'
import { type Cells, type CsvBytes, readCsv } from './read-csv.ts'
import type { FileContext } from './row-notes.ts'
import { type BrokenRows, collectBrokenRows } from './row-warnings.ts'
import { optionalColumns, parseRow, requiredColumns } from './wire.ts'

/** A file that is ready to be read. */
export interface OpenedFile {
  /** Its bytes. */
  readonly bytes: CsvBytes
  /** Day of its prices. */
  readonly day: Omit<FileContext, 'cloud'>
  /** What must be said of it beforehand. */
  readonly warnings: readonly Warning[]
}

/** What a file holds. */
export interface FileContent {
  /** Machines with their prices. */
  readonly machines: readonly ListedMachine[]
  /** How many rows have an accelerator that is no GPU, by kind. */
  readonly otherAccelerators: ReadonlyMap<string, number>
  /** What was wrong with it. */
  readonly warnings: readonly Warning[]
  /** Why nothing of it could be read; absent: something could, or there is nothing in it. */
  readonly failure?: ListError | undefined
}

/**
 * Most rows of one file that are taken; the largest real file has some thousands with a GPU. More would fill
 * the memory.
 */
const mostRows = 100_000

const tooMany = (wanted: number): ListError | undefined =>
  wanted > mostRows
    ? { kind: 'unexpected-shape', issues: [`expected at most ${mostRows} rows with a GPU`] }
    : undefined

/** Plain machines are of interest only where GPUs can be put into them. */
const isWanted = (cloud: string, { AcceleratorName, InstanceType }: Cells): boolean =>
  AcceleratorName !== '' || (cloud === 'gcp' && isGcpHost(InstanceType ?? ''))

/** What is read of a file and how. */
interface Reading {
  readonly cloud: string
  readonly broken: BrokenRows
  readonly signal: CancelSignal | undefined
}

/** Reads rows until the end or an error; what came before an error is kept beside it. */
const readRows = async (bytes: CsvBytes, { cloud, broken, signal }: Reading) => {
  const rows: NumberedRow[] = []
  let wanted = 0
  const read = await readCsv(bytes, {
    required: requiredColumns,
    optional: optionalColumns,
    signal,
    onRow: (cells, line) => {
      if (!isWanted(cloud, cells)) return
      wanted += 1
      if (wanted > mostRows) return
      parseRow(cells).match(
        (row) => rows.push({ line, row }),
        (issues) => broken.add({ line, issues }),
      )
    },
    onBroken: ({ line, expected }) => broken.add({ line, issues: [`expected ${expected}`] }),
  })
  return { rows, error: read.isErr() ? read.error : tooMany(wanted) }
}

const nothing = (part: string, error: ListError): FileContent => ({
  machines: [],
  otherAccelerators: new Map(),
  warnings: [{ kind: 'part-missing', part, error }],
  failure: error,
})

const contentOf = async (
  { cloud, name }: CatalogFile,
  { bytes, day, warnings }: OpenedFile,
  signal: CancelSignal | undefined,
): Promise<FileContent> => {
  const broken = collectBrokenRows(name)
  const { rows, error } = await readRows(bytes, { cloud, broken, signal })
  const { machines, otherAccelerators, wrong } = convertRows(rows, { cloud, ...day })
  for (const { line, expected } of wrong) broken.add({ line, issues: [expected] })
  const missing: readonly Warning[] = error === undefined ? [] : [{ kind: 'part-missing', part: name, error }]
  return {
    machines,
    otherAccelerators,
    warnings: [...warnings, ...missing, ...broken.warnings()],
    failure: rows.length === 0 ? error : undefined,
  }
}

/**
 * Reads one file of a catalog.
 *
 * @param file - The file.
 * @param opened - Its bytes and day, or why there are none.
 * @param signal - Ends the reading.
 * @returns What could be read, with warnings of what could not. It never fails.
 */
export const readCatalogFile = async (
  file: CatalogFile,
  opened: Result<OpenedFile, ListError>,
  signal: CancelSignal | undefined,
): Promise<FileContent> =>
  opened.isErr() ? nothing(file.name, opened.error) : contentOf(file, opened.value, signal)
