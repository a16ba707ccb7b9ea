import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { format } from 'node:util'
import { expect, vi } from 'vitest'
import type { DocBlock } from './doc-blocks.ts'
import { exampleModule, type Scope } from './example-module.ts'
import { shown } from './workspace.ts'

const relativeTolerance = 1e-9

expect.addEqualityTesters([
  (one: unknown, other: unknown): boolean | undefined => {
    if (typeof one !== 'number' || typeof other !== 'number') return undefined
    const scale = Math.max(Math.abs(one), Math.abs(other))
    return Object.is(one, other) || Math.abs(one - other) <= relativeTolerance * scale
  },
])

/** Puts the place of an example before what went wrong there. */
const failAt = (file: string, line: number, error: unknown): never => {
  const failure = error instanceof Error ? error : new Error(String(error))
  failure.message = `${shown(file)}:${line} ${failure.message}`
  throw failure
}

/** Vitest would run an unchanged module again, and in watch mode itself, if it were written each time. */
const writeIfChanged = (path: string, text: string): void => {
  if (existsSync(path) && readFileSync(path, 'utf8') === text) return
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, text)
}

const modulePath = ({ file, line }: DocBlock, folder: string): string =>
  join(folder, '.doc-examples', `${shown(file).replaceAll('/', '.')}.${line}.ts`)

/** The line of the module, which is the line of the file, that an error's stack names. */
const lineInStack = (error: unknown, path: string): number | undefined => {
  const stack = error instanceof Error ? (error.stack ?? '') : ''
  const [, line] = stack.split(`${basename(path)}:`)[1]?.match(/^(\d+)/) ?? []
  return line === undefined ? undefined : Number(line)
}

type Check = (line: number, value: () => unknown, expected: () => unknown) => Promise<void>

const runChecks = async (block: DocBlock, path: string): Promise<void> => {
  let line = block.line
  try {
    const { run }: { run: (check: Check) => Promise<void> } = await import(path)
    await run(async (at, value, expected) => {
      line = at
      expect(await value()).toStrictEqual(expected())
    })
  } catch (error) {
    failAt(block.file, lineInStack(error, path) ?? line, error)
  }
}

/** What `console.log` prints while the code runs. */
const printedBy = async (code: () => Promise<void>): Promise<string> => {
  const log = vi.spyOn(console, 'log').mockImplementation(() => undefined)
  await code()
  return log.mock.calls.map((values) => format(...values)).join('\n')
}

/**
 * Runs an example and compares each `expression // => literal`, and what it prints if the block has an output.
 *
 * @param block - The example.
 * @param options - `folder`: where its imports are looked up; the module is written there, into an ignored folder.
 *   `scopes`: modules whose names are known without an import.
 */
export const runExample = async (
  block: DocBlock,
  { folder, scopes }: { readonly folder: string; readonly scopes: readonly Scope[] },
): Promise<void> => {
  const text = exampleModule(block, scopes)
  if (text === undefined) {
    return failAt(
      block.file,
      block.line,
      'has a `// =>` that follows no whole statement, so it checks nothing',
    )
  }
  const path = modulePath(block, folder)
  writeIfChanged(path, text)
  const printed = await printedBy(() => runChecks(block, path))
  if (block.output !== undefined) {
    expect(printed.trim(), `${shown(block.file)}:${block.line} prints`).toBe(block.output.trim())
  }
}
