import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import type { FakeBehaviour } from './fake-tool.ts'
import { isAlive } from './is-alive.ts'

/** A tool that lies in a folder of its own. */
export interface FakeTool {
  /** Absolute path. */
  readonly path: string
  /** Arguments of each call so far. */
  readonly calls: () => readonly (readonly string[])[]
  /** Processes of the calls so far, and of what they started, that live still. */
  readonly survivors: () => readonly number[]
}

const linesOf = (path: string): readonly string[] =>
  existsSync(path) ? readFileSync(path, 'utf8').split('\n').filter(Boolean) : []

const script = (): string =>
  [
    '#!/bin/sh',
    `exec "${process.execPath}" --disable-warning=ExperimentalWarning "${join(import.meta.dirname, 'fake-tool.ts')}" "$0" "$@"`,
    '',
  ].join('\n')

/**
 * Installs a tool for the length of a test: a shell script that becomes a Node with `fake-tool.ts`. Not for Windows.
 *
 * @param name - Its name, such as `nvidia-smi`.
 * @param behaviour - What it does.
 */
export const installFakeTool = (name: string, behaviour: FakeBehaviour): FakeTool => {
  const folder = mkdtempSync(join(tmpdir(), 'fake-tool-'))
  const path = join(folder, name)
  writeFileSync(path, script(), { mode: 0o755 })
  writeFileSync(join(folder, 'behaviour.json'), JSON.stringify(behaviour))
  const pids = () => linesOf(join(folder, 'pids')).map(Number)
  const survivors = () => pids().filter(isAlive)
  onTestFinished(() => {
    for (const pid of survivors()) process.kill(pid, 'SIGKILL')
    rmSync(folder, { recursive: true, force: true })
  })
  return { path, survivors, calls: () => linesOf(join(folder, 'calls')).map((line) => JSON.parse(line)) }
}
