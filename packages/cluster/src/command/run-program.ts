import { type ChildProcessByStdio, spawn } from 'node:child_process'
import type { Readable } from 'node:stream'
import type { CancelSignal } from '@aima/gpu-core'
import { Result } from 'neverthrow'
import { memberOf } from '../member-of.ts'

/** What is run, and how long. */
export interface ProgramRun {
  /** Absolute path of the program. */
  readonly path: string
  /** Its arguments. No shell reads them. */
  readonly args: readonly string[]
  /** Its environment. */
  readonly environment: Readonly<Record<string, string | undefined>>
  /** Longest time that it may take (ms). */
  readonly timeoutMs: number
  /** Most that it may print on either way (bytes). */
  readonly maximumBytes: number
  /** Cancels it. */
  readonly signal?: CancelSignal | undefined
}

/** How a run ended. */
export type ProgramEnd =
  | {
      /** It ended by itself. */
      readonly kind: 'exited'
      /** Its exit code; null: a signal ended it. */
      readonly code: number | null
      /** What it printed. */
      readonly stdout: string
      /** What it complained of. */
      readonly stderr: string
    }
  | {
      /** It could not be started. */
      readonly kind: 'not-started'
      /** The system's code, such as `ENOENT`. */
      readonly code: string
    }
  | {
      /** It did not end in time. */
      readonly kind: 'timed-out'
    }
  | {
      /** It printed more than it may. */
      readonly kind: 'too-large'
    }
  | {
      /** The caller cancelled. */
      readonly kind: 'cancelled'
    }

type Child = ChildProcessByStdio<null, Readable, Readable>

const codeOf = (error: unknown): string => {
  const code = memberOf(error, 'code')
  return typeof code === 'string' ? code : 'UNKNOWN'
}

const start = ({ path, args, environment }: ProgramRun): Result<Child, string> =>
  Result.fromThrowable(
    () =>
      spawn(path, [...args], {
        env: { ...environment, LC_ALL: 'C' },
        stdio: ['ignore', 'pipe', 'pipe'],
        // A process group of its own, so that what a wrapper started is killed with it.
        detached: process.platform !== 'win32',
        windowsHide: true,
      }),
    codeOf,
  )()

const killGroup = Result.fromThrowable((pid: number) => process.kill(-pid, 'SIGKILL'))

/** Kills it with all that it started, and lets go of it: one that hangs in the kernel cannot be killed, and a grandchild may hold the pipes open. */
const abandon = (child: Child): void => {
  const isKilled = child.pid !== undefined && killGroup(child.pid).isOk()
  if (!isKilled) child.kill('SIGKILL')
  child.stdout.destroy()
  child.stderr.destroy()
  child.unref()
}

/** Collects what comes out of one pipe. */
const collect = (pipe: Readable, maximumBytes: number, onTooMuch: () => void): (() => string) => {
  const chunks: Buffer[] = []
  let bytes = 0
  pipe.on('data', (chunk: Buffer) => {
    bytes += chunk.length
    if (bytes > maximumBytes) onTooMuch()
    else chunks.push(chunk)
  })
  pipe.on('error', () => undefined)
  return () => Buffer.concat(chunks).toString('utf8')
}

/** Watches a child to its end, its deadline, its limit or its cancellation, whichever comes first. */
const watch = (
  child: Child,
  { timeoutMs, maximumBytes, signal }: ProgramRun,
  settle: (end: ProgramEnd) => void,
): void => {
  const end = (how: ProgramEnd): void => {
    clearTimeout(deadline)
    signal?.removeEventListener('abort', onAbort)
    if (how.kind !== 'exited' && how.kind !== 'not-started') abandon(child)
    settle(how)
  }
  const onAbort = (): void => end({ kind: 'cancelled' })
  const deadline = setTimeout(() => end({ kind: 'timed-out' }), timeoutMs)
  const tooMuch = (): void => end({ kind: 'too-large' })
  const stdout = collect(child.stdout, maximumBytes, tooMuch)
  const stderr = collect(child.stderr, maximumBytes, tooMuch)
  signal?.addEventListener('abort', onAbort)
  child.on('error', (error) => end({ kind: 'not-started', code: codeOf(error) }))
  child.on('close', (code) => end({ kind: 'exited', code, stdout: stdout(), stderr: stderr() }))
}

/**
 * Runs a program to its end. Nothing is thrown, and nothing is waited for longer than allowed, whatever the program does with signals.
 *
 * @param run - What, and how long.
 * @returns How it ended.
 */
export const runProgram = async (run: ProgramRun): Promise<ProgramEnd> => {
  if (run.signal?.aborted) return { kind: 'cancelled' }
  const child = start(run)
  if (child.isErr()) return { kind: 'not-started', code: child.error }
  return new Promise((resolve) => watch(child.value, run, resolve))
}
