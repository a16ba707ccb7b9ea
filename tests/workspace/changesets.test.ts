import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { packages, readText, root } from './workspace.ts'

const files = readdirSync(join(root, '.changeset')).filter(
  (name) => name.endsWith('.md') && name !== 'README.md',
)
const names = packages.map(({ manifest }) => manifest.name)

test.each(files)('%s names packages of this workspace, and says what changed for their users', (file) => {
  const [, front = '', text = ''] =
    /^---\n((?:"[^"]+": (?:patch|minor|major)\n)+)---\n\n(\S.*)$/s.exec(readText('.changeset', file)) ?? []
  const named = [...front.matchAll(/"([^"]+)":/g)].map(([, name]) => name)
  expect(named).not.toEqual([])
  expect(named.filter((name) => name === undefined || !names.includes(name))).toEqual([])
  expect(text.trim()).toMatch(/[.!]$/)
})
