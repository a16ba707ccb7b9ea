import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

const folder = join(import.meta.dirname, '../../../../shared/data/aws')

/** Recordings stand beside the repository and are no part of it. */
export const hasRecordings: boolean = existsSync(folder)

if (!hasRecordings)
  console.log('AWS: no recordings beside the repository, so the tests that read them are skipped')

/** Text of a file. */
export const recordedText = (file: string): string => readFileSync(join(folder, file), 'utf8')

/** Rows of a CSV without quotes, by the names of its columns. */
export const recordedRows = (file: string): readonly Readonly<Record<string, string>>[] => {
  const [header = '', ...lines] = recordedText(file).trim().split(/\r?\n/)
  const names = header.split(',')
  return lines.map((line) => {
    const cells = line.split(',')
    return Object.fromEntries(names.map((name, index) => [name, cells[index] ?? '']))
  })
}

const lowerFirst = (name: string): string => `${name.slice(0, 1).toLowerCase()}${name.slice(1)}`

/** What the SDK shows as it is on the wire: names begin small, lists are items, values are text. */
const asWire = (value: unknown): unknown => {
  if (Array.isArray(value)) return { item: value.map(asWire) }
  if (typeof value !== 'object' || value === null) return String(value)
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [lowerFirst(name), asWire(member)]))
}

/** Items of a reply that was recorded as the SDK shows it. */
export const recordedItems = (file: string, list: string): readonly unknown[] => {
  const reply: Readonly<Record<string, readonly unknown[]>> = JSON.parse(recordedText(file))
  return (reply[list] ?? []).map(asWire)
}

const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')

/** Writes what is on the wire as XML. */
export const toXml = (value: unknown): string => {
  if (typeof value !== 'object' || value === null) return escaped(String(value))
  return Object.entries(value)
    .flatMap(([name, member]: [string, unknown]) =>
      (Array.isArray(member) ? member : [member]).map((one) => `<${name}>${toXml(one)}</${name}>`),
    )
    .join('')
}

/** A reply of EC2 with a list. */
export const ec2Reply = (action: string, list: string, items: readonly unknown[]): string =>
  `<?xml version="1.0"?><${action}Response xmlns="http://ec2.amazonaws.com/doc/2016-11-15/">${toXml({ requestId: '1', [list]: { item: items } })}</${action}Response>`
