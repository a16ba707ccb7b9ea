import { format } from 'node:util'
import { turns } from './patience.ts'

/** Where something is printed. */
type Outlet = 'console' | 'stderr' | 'stdout' | 'warning'

/** Something that was printed. */
export interface Printed {
  /** Where. */
  readonly outlet: Outlet
  /** What. */
  readonly text: string
}

/** Takes down what is printed. */
type TakeDown = (outlet: Outlet, text: string) => void

const levels = ['debug', 'dir', 'error', 'info', 'log', 'table', 'trace', 'warn'] as const

const watchConsole = (record: TakeDown): (() => void) => {
  const originals = levels.map((level) => ({ level, original: console[level] }))
  for (const level of levels) console[level] = (...values: unknown[]) => record('console', format(...values))
  return () => {
    for (const { level, original } of originals) console[level] = original
  }
}

const textOf = (chunk: string | Uint8Array): string =>
  typeof chunk === 'string' ? chunk : Buffer.from(chunk).toString('utf8')

/** Standard output goes on to where it goes: `node --test` sends its own reports that way. */
const watchStdout = (record: TakeDown): (() => void) => {
  const original = process.stdout.write
  process.stdout.write = (chunk: string | Uint8Array, ...rest: readonly unknown[]) => {
    record('stdout', textOf(chunk))
    return Boolean(Reflect.apply(original, process.stdout, [chunk, ...rest]))
  }
  return () => {
    process.stdout.write = original
  }
}

const watchStderr = (record: TakeDown): (() => void) => {
  const original = process.stderr.write
  process.stderr.write = (chunk: string | Uint8Array, ...rest: readonly unknown[]) => {
    record('stderr', textOf(chunk))
    for (const written of rest) if (typeof written === 'function') written()
    return true
  }
  return () => {
    process.stderr.write = original
  }
}

const watchWarnings = (record: TakeDown): (() => void) => {
  const listener = (warning: Error): void => record('warning', `${warning.name}: ${warning.message}`)
  process.on('warning', listener)
  return () => process.removeListener('warning', listener)
}

const watchers = [watchConsole, watchStdout, watchStderr, watchWarnings]

/** Lists what is printed while a function runs. What goes to the console or to standard error is not shown. */
export const printedBy = async (run: () => Promise<void>): Promise<readonly Printed[]> => {
  const printed: Printed[] = []
  const restore = watchers.map((watch) => watch((outlet, text) => void printed.push({ outlet, text })))
  try {
    await run()
    await turns(3)
  } finally {
    for (const end of restore) end()
  }
  return printed
}
