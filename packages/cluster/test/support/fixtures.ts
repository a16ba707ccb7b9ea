import { readFileSync } from 'node:fs'
import { join } from 'node:path'

const folder = join(import.meta.dirname, '..', '__fixtures__')

/** Path of a fixture. */
export const fixturePath = (name: string): string => join(folder, name)

/** Text of a fixture; its README says where its shape comes from. */
export const fixtureText = (name: string): string => readFileSync(fixturePath(name), 'utf8')

/** Content of a fixture in JSON, of any shape. */
export const fixture = (name: string) => JSON.parse(fixtureText(name))
