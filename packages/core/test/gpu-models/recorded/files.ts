import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'

/** The recorded data, beside the repository. Not part of it: a checkout alone does not have it. */
export const recordedData = join(import.meta.dirname, '../../../../../../shared/data')

/** Whether the recorded data is there. */
export const hasRecordedData = existsSync(recordedData)

/** A GPU name as it stands in a recording, with the memory that stands beside it. */
export interface RecordedName {
  /** Name of the GPU, untouched. */
  readonly name: string
  /** Memory of one GPU (GiB); undefined: the recording does not say. */
  readonly vramGiB?: number | undefined
}

/** An object of a JSON file. */
export type JsonObject = Readonly<Record<string, unknown>>

/** One line of a CSV file by the names of its columns; an unknown column reads as an empty text. */
export type Row = (column: string) => string

/** Text of a file, unpacked where its name ends in `.gz`. */
export const readText = (path: string): string => {
  const bytes = readFileSync(join(recordedData, path))
  return (path.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8')
}

/** Files of a folder and below whose name ends in one of the given ways, as paths below the recorded data. */
export const filesIn = (folder: string, ...endings: readonly string[]): readonly string[] =>
  readdirSync(join(recordedData, folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => endings.some((ending) => file.endsWith(ending)))
    .map((file) => `${folder}/${file}`)
    .sort()

const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** Every object within a JSON value, however deep, the outer before the inner. */
const objectsWithin = (value: unknown): readonly JsonObject[] => {
  if (Array.isArray(value)) return value.flatMap(objectsWithin)
  return isObject(value) ? [value, ...Object.values(value).flatMap(objectsWithin)] : []
}

/** Every object of a JSON or JSON-lines file. */
export const objectsOf = (path: string): readonly JsonObject[] => {
  const text = readText(path)
  const isLines = /\.jsonl(\.gz)?$/.test(path)
  const values: readonly unknown[] = isLines
    ? text
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line))
    : [JSON.parse(text)]
  return values.flatMap(objectsWithin)
}

/** Text under a key, undefined when there is none. */
export const textAt = (object: JsonObject, key: string): string | undefined => {
  const value = object[key]
  return typeof value === 'string' && value !== '' ? value : undefined
}

/** Number under a key, also where it is written as a text. */
export const numberAt = (object: JsonObject, key: string): number | undefined =>
  numberIn(String(object[key] ?? ''))

/** Object under a key, an empty one when there is none. */
export const objectAt = (object: JsonObject, key: string): JsonObject => {
  const value = object[key]
  return isObject(value) ? value : {}
}

/** Number that a text begins with, undefined for none. */
export const numberIn = (text: string): number | undefined => {
  const found = /^\s*(\d+(?:\.\d+)?)/.exec(text)?.[1]
  return found === undefined ? undefined : Number(found)
}

/** GiB of a size in MiB. */
export const gibOf = (mib: number | undefined): number | undefined =>
  mib === undefined ? undefined : mib / 1024

const cellsOf = (line: string): readonly string[] =>
  [...`,${line}`.matchAll(/,(?:"((?:[^"]|"")*)"|([^,]*))/g)].map(([, quoted, plain]) =>
    (quoted?.replaceAll('""', '"') ?? plain ?? '').trim(),
  )

/** The lines of a CSV file that has no line breaks within cells. */
export const rowsOf = (path: string): readonly Row[] => {
  const [head = '', ...lines] = readText(path).trim().split(/\r?\n/)
  const columns = cellsOf(head)
  return lines.map((line) => {
    const cells = cellsOf(line)
    return (column) => cells[columns.indexOf(column)] ?? ''
  })
}
