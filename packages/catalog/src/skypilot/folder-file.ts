import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { ListError } from '@aima/gpu-core'
import { okAsync, ResultAsync } from 'neverthrow'
import type { SkypilotFolderOptions } from '../options.ts'
import type { CatalogFile } from './catalog-files.ts'
import { keptDay, statedDay } from './days.ts'
import { codeOf } from './error-code.ts'
import type { OpenedFile } from './read-catalog-file.ts'

const changedAtMs = (path: string): ResultAsync<number, ListError> =>
  ResultAsync.fromPromise(
    stat(path),
    (error): ListError => ({ kind: 'unreachable', target: path, code: codeOf(error) }),
  ).map(({ mtimeMs }) => mtimeMs)

/**
 * Makes a file in a folder ready to be read; it is streamed.
 *
 * @param file - The file.
 * @param options - Folder and day.
 * @param nowMs - The present (ms since 1970-01-01 UTC).
 * @returns The file, or `unreachable`.
 */
export const openFolderFile = (
  { name }: CatalogFile,
  { folder, observedAt }: SkypilotFolderOptions,
  nowMs: number,
): ResultAsync<OpenedFile, ListError> => {
  const path = join(folder, name)
  const day: ResultAsync<OpenedFile['day'], ListError> =
    observedAt === undefined
      ? changedAtMs(path).map((changedMs) => keptDay(changedMs, nowMs))
      : okAsync(statedDay(observedAt))
  return day.map((its) => ({
    bytes: { target: path, isPacked: path.endsWith('.gz'), open: () => createReadStream(path) },
    day: its,
    warnings: [],
  }))
}
