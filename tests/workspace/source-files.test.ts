import { readFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { expect, test } from 'vitest'
import { examples, packages, shown, typescriptFiles } from './workspace.ts'

const maximumLines = 400
const maximumExampleLines = 60
const vagueName = /(^|[/.-])(utils?|helpers?|common|misc)([/.-]|$)/

const sources = packages.flatMap((owner) => typescriptFiles(owner, 'src').map((file) => ({ owner, file })))

const lineCount = (file: string): number => readFileSync(file, 'utf8').trimEnd().split('\n').length

const longerThan = (files: readonly string[], maximum: number): readonly string[] =>
  files.filter((file) => lineCount(file) > maximum).map((file) => `${shown(file)}: ${lineCount(file)} lines`)

test(`no source file has over ${maximumLines} lines`, () => {
  expect(
    longerThan(
      sources.map(({ file }) => file),
      maximumLines,
    ),
  ).toEqual([])
})

test('no source file or folder is named utils, helpers, common or misc', () => {
  const vague = sources.filter(({ owner, file }) => vagueName.test(relative(join(owner.folder, 'src'), file)))
  expect(vague.map(({ file }) => shown(file))).toEqual([])
})

test(`no example has over ${maximumExampleLines} lines`, () => {
  const files = examples.flatMap((example) => typescriptFiles(example, 'src'))
  expect(longerThan(files, maximumExampleLines)).toEqual([])
})
