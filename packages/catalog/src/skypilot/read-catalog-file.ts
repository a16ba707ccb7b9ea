import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { CancelSignal, ListError, Warning } from '@aima/gpu-core'
import { ResultAsync } from 'neverthrow'
import type { ListedMachine } from '../offers.ts'
import type { SkypilotCatalogOptions } from '../options.ts'
import type { CatalogFile } from './catalog-files.ts'
import { convertRows, type NumberedRow } from './convert.ts'
import { codeOf } from './error-code.ts'
import { isGcpHost } from './gcp-hosts.ts'
import { type Cells, readCsv } from './read-csv.ts'
import type { FileContext } from './row-notes.ts'
import { type BrokenRow, warnOfRows } from './row-warnings.ts'
import { optionalColumns, parseRow, requiredColumns } from './wire.ts'

/** What a file holds. */
export interface FileContent {
  /** Machines with their prices. */
  readonly machines: readonly ListedMachine[]
  /** How many rows have an accelerator that is no GPU, by kind. */
  readonly otherAccelerators: ReadonlyMap<string, number>
  /** What was wrong with it. */
  readonly warnings: readonly Warning[]
}

/** Plain machines are of interest only where GPUs can be put into them. */
const isWanted = (cloud: string, { AcceleratorName, InstanceType }: Cells): boolean =>
  AcceleratorName !== '' || (cloud === 'gcp' && isGcpHost(InstanceType ?? ''))

const dayOf = (
  path: string,
  observedAt: string | undefined,
): ResultAsync<Omit<FileContext, 'cloud'>, ListError> =>
  observedAt === undefined
    ? ResultAsync.fromPromise(
        stat(path),
        (error): ListError => ({ kind: 'unreachable', target: path, code: codeOf(error) }),
      ).map(({ mtimeMs }) => ({
        observedAtMs: mtimeMs,
        dayBasis: 'day on which the file was last changed, because the list states none',
      }))
    : ResultAsync.fromSafePromise(
        Promise.resolve({ observedAtMs: Date.parse(observedAt), dayBasis: 'day as stated in the options' }),
      )

/** Reads rows until the end or an error; what came before an error is kept beside it. */
const readRows = async (path: string, cloud: string, signal: CancelSignal | undefined) => {
  const rows: NumberedRow[] = []
  const broken: BrokenRow[] = []
  const read = await readCsv(path, {
    required: requiredColumns,
    optional: optionalColumns,
    signal,
    onRow: (cells, line) => {
      if (!isWanted(cloud, cells)) return
      parseRow(cells).match(
        (row) => rows.push({ line, row }),
        (issues) => broken.push({ line, issues }),
      )
    },
    onBroken: ({ line, expected }) => broken.push({ line, issues: [`expected ${expected}`] }),
  })
  return { rows, broken, error: read.isErr() ? read.error : undefined }
}

const partMissing = (part: string, error: ListError | undefined): readonly Warning[] =>
  error === undefined ? [] : [{ kind: 'part-missing', part, error }]

/**
 * Reads one file of a catalog.
 *
 * @param file - The file.
 * @param options - Folder and day.
 * @param signal - Ends the reading.
 * @returns What could be read, with warnings of what could not. It never fails.
 */
export const readCatalogFile = async (
  { cloud, name }: CatalogFile,
  { folder, observedAt }: SkypilotCatalogOptions,
  signal: CancelSignal | undefined,
): Promise<FileContent> => {
  const path = join(folder, name)
  const day = await dayOf(path, observedAt)
  if (day.isErr())
    return { machines: [], otherAccelerators: new Map(), warnings: partMissing(name, day.error) }
  const { rows, broken, error } = await readRows(path, cloud, signal)
  const converted = convertRows(rows, { cloud, ...day.value })
  const wrong = converted.wrong.map(({ line, expected }) => ({ line, issues: [expected] }))
  return {
    machines: converted.machines,
    otherAccelerators: converted.otherAccelerators,
    warnings: [...partMissing(name, error), ...warnOfRows(name, [...broken, ...wrong])],
  }
}
