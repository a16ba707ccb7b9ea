import { accessSync, constants } from 'node:fs'
import { join } from 'node:path'

const folders = ['/usr/bin', '/usr/sbin', '/bin', '/sbin', '/usr/local/bin', '/usr/local/sbin']

/** Absolute path of an installed program; undefined: it is not there. */
const pathOf = (name: string): string | undefined =>
  folders
    .map((folder) => join(folder, name))
    .find((path) => {
      try {
        accessSync(path, constants.X_OK)
        return true
      } catch {
        return false
      }
    })

/** Finds installed programs; undefined and a printed line when one of them is missing, so that its tests are skipped. */
export const installed = <Name extends string>(
  names: readonly Name[],
): ((name: Name) => string) | undefined => {
  const found = new Map(names.map((name) => [name, pathOf(name)]))
  const missing = names.filter((name) => found.get(name) === undefined)
  if (missing.length === 0) return (name) => found.get(name) ?? name
  console.log(`skipped, because these programs are not installed: ${missing.join(', ')}`)
  return undefined
}
