import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { ListError } from '@aima/gpu-core'
import { err, ok, type Result, ResultAsync } from 'neverthrow'
import { codeOf } from './error-code.ts'

/** One file of a catalog. */
export interface CatalogFile {
  /** Name of its cloud, such as `aws`. */
  readonly cloud: string
  /** Its name below the folder, such as `aws/vms.csv`. */
  readonly name: string
}

/**
 * Names that a cloud's file may have, the preferred first: the rows with a GPU say all, and plain text needs
 * no unpacking.
 */
const fileNamesOf = (cloud: string): readonly string[] =>
  [`${cloud}-gpu.csv`, `${cloud}-vms.csv`, `${cloud}/vms.csv`, `${cloud}-all-vms.csv`].flatMap((name) => [
    name,
    `${name}.gz`,
  ])

const cloudOf = (name: string): string | undefined =>
  /^([a-z0-9]{1,64})(?:-gpu|-vms|\/vms|-all-vms)\.csv(?:\.gz)?$/.exec(name.replaceAll('\\', '/'))?.[1]

/**
 * Chooses one file for each cloud.
 *
 * @param names - Names of files below the folder, in any order.
 * @returns One file a cloud, in the order of the clouds.
 * @example
 * const files = chooseFiles(['aws-all-vms.csv.gz', 'aws-gpu.csv.gz', 'gcp/vms.csv', 'gcp/images.csv'])
 * files.map(({ name }) => name) // => ['aws-gpu.csv.gz', 'gcp/vms.csv']
 */
export const chooseFiles = (names: readonly string[]): readonly CatalogFile[] => {
  const present = new Set(names.map((name) => name.replaceAll('\\', '/')))
  const clouds = new Set(names.flatMap((name) => cloudOf(name) ?? []))
  return [...clouds].sort().flatMap((cloud) => {
    const name = fileNamesOf(cloud).find((candidate) => present.has(candidate))
    return name === undefined ? [] : [{ cloud, name }]
  })
}

const withFiles = (
  folder: string,
  files: readonly CatalogFile[],
): Result<readonly CatalogFile[], ListError> =>
  files.length > 0
    ? ok(files)
    : err({
        kind: 'unexpected-shape',
        issues: [`${folder}: expected a file such as aws/vms.csv, aws-vms.csv or aws-gpu.csv.gz`],
      })

/**
 * A folder that cannot be read is taken to hold the file that is looked for, so that reading it tells why
 * not.
 */
const namesInCloud = async (folder: string, cloud: string): Promise<readonly string[]> => {
  const files = await readdir(join(folder, cloud)).catch(() => ['vms.csv'])
  return files.map((file) => `${cloud}/${file}`)
}

/** Names of the files in a folder and in the folders directly in it. */
const namesIn = async (folder: string): Promise<readonly string[]> => {
  const entries = await readdir(folder, { withFileTypes: true })
  const names = await Promise.all(
    entries.map((entry) => (entry.isDirectory() ? namesInCloud(folder, entry.name) : [entry.name])),
  )
  return names.flat()
}

/**
 * Finds the files of a catalog in a folder.
 *
 * @param folder - The folder.
 * @returns One file for each cloud, or `unreachable` when the folder cannot be read, or `unexpected-shape`
 *   when it has none.
 */
export const findCatalogFiles = (folder: string): ResultAsync<readonly CatalogFile[], ListError> =>
  ResultAsync.fromPromise(
    namesIn(folder),
    (error): ListError => ({ kind: 'unreachable', target: folder, code: codeOf(error) }),
  ).andThen((names) => withFiles(folder, chooseFiles(names)))
