import { err, ok } from 'neverthrow'
import type { LogFile } from '../../src/seen/log-file.ts'

/** A file in memory on a disk that fails when it is told to. */
export interface MemoryFile extends LogFile {
  readonly text: () => string
  readonly lines: () => readonly string[]
  /** Makes the next appends fail, so many of them. */
  readonly fail: (times: number) => void
  /** Moves the file away, as rotation does, and gives what was in it. */
  readonly rotate: () => string
  readonly appends: () => number
}

export const createMemoryFile = (): MemoryFile => {
  let text = ''
  let failures = 0
  let isFresh = true
  let appends = 0
  return {
    append: async (textFor) => {
      appends += 1
      const more = textFor(isFresh)
      await Promise.resolve()
      if (failures > 0) {
        failures -= 1
        return err({ kind: 'log-file-failed', code: 'ENOSPC' })
      }
      isFresh = false
      text += more
      return ok()
    },
    text: () => text,
    lines: () => text.split('\n').slice(0, -1),
    fail: (times) => {
      failures = times
    },
    rotate: () => {
      const before = text
      text = ''
      isFresh = true
      return before
    },
    appends: () => appends,
  }
}
