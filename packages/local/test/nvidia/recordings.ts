import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Answer, exited } from './fake-host.ts'

/** Recordings that are not part of this repository; without them the tests are skipped. */
const folder = join(import.meta.dirname, '../../../../../shared/data/local-gpu')

export const isPresent = existsSync(folder)

if (!isPresent) console.log('No recordings of nvidia-smi beside this repository: their tests are skipped.')

export const readRecording = (path: string): string => readFileSync(join(folder, path), 'utf8')

export const readRecordedJson = (path: string) => JSON.parse(readRecording(path))

/** An entry of the manifest, with the facts that it lists. */
export interface Recording<Facts> {
  readonly path: string
  readonly expect: Facts
}

/** The entries of nvidia-smi. Which facts they list differs from kind to kind: who asks says it, and the tests find out. */
export const recordings = <Facts = unknown>(): readonly Recording<Facts>[] =>
  readRecordedJson('manifest.json')
    .recordings.map(({ file, dir, expect }: Record<string, string>) => ({ path: file ?? dir, expect }))
    .filter(({ path }: Recording<Facts>) => path.startsWith('nvidia/'))

/** The driver's names of fields by version; a version that was not looked at knows what the nearest one does. */
const knownFields = (driver: string): ReadonlySet<string> => {
  const fields: Record<string, readonly string[]> = readRecordedJson('nvidia/fields-by-driver.json').fields
  return new Set(Object.keys(fields).filter((field) => fields[field]?.includes(driver)))
}

/** Older and newer names of one field. */
const canonical = (field: string): string => field.replace('clocks_throttle_reasons', 'clocks_event_reasons')

/** Rows of a recording that asked for other fields, cut to those that are asked for now, as that driver would answer. */
export const project =
  (driver: string, recorded: { readonly fields: readonly string[]; readonly text: string }) =>
  (asked: readonly string[]): Answer => {
    const known = knownFields(driver)
    const refused = asked.find((field) => !known.has(field))
    if (refused !== undefined) return exited(2, `Field "${refused}" is not a valid field to query.\n\n`)
    const names = recorded.fields.map(canonical)
    const lines = recorded.text.split('\n').filter((line) => line.split(', ').length === names.length)
    const rows = lines.filter((line) => !line.startsWith('timestamp, '))
    if (rows.length === 0) return exited(0, recorded.text)
    const cut = (line: string) => {
      const cells = line.split(', ')
      return asked.map((field) => cells[names.indexOf(canonical(field))] ?? '[N/A]').join(', ')
    }
    return exited(0, `${rows.map(cut).join('\n')}\n`)
  }

/** The fields that a recorded command asked for. */
export const fieldsOf = (argument: string): readonly string[] =>
  (/--query-gpu=(\S+)/.exec(argument)?.[1] ?? '').split(',')
