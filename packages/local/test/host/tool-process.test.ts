import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createHangingTools } from '../../src/host/hanging-tools.ts'
import { runTool } from '../../src/host/run-tool.ts'
import { startProcess } from '../../src/host/tool-process.ts'

let folder = ''

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'tool-process-'))
})

afterAll(() => rmSync(folder, { recursive: true, force: true }))

const run = (tool: string, args: readonly string[], environment: Readonly<Record<string, string>> = {}) =>
  runTool(
    { tool, args, environment },
    { timeoutMs: 60_000, limitBytes: 1_000_000, hanging: createHangingTools(), start: startProcess },
  )

const shell = (script: string, ...args: readonly string[]) => run('/bin/sh', ['-c', script, 'sh', ...args])

describe.skipIf(process.platform === 'win32')('a real process', () => {
  test('gets its arguments as they are, without a shell', async () => {
    const args = ['$HOME', '; echo bad', "a'b", '*', '']
    const { stdout } = await run('/bin/sh', ['-c', 'printf "%s|" "$@"', 'sh', ...args])
    expect(stdout).toBe(`${args.join('|')}|`)
  })

  test('runs in the C locale, whatever the environment says', async () => {
    const { stdout } = await run('/bin/sh', ['-c', 'echo $LC_ALL $OTHER'], { LC_ALL: 'de_DE', OTHER: 'kept' })
    expect(stdout).toBe('C kept\n')
  })

  test('has nothing to read', async () => {
    expect((await shell('cat; echo end')).stdout).toBe('end\n')
  })

  test('leads a process group of its own', async () => {
    const { stdout } = await shell('echo $$ $(cut -d" " -f5 /proc/$$/stat)')
    const [pid, group] = stdout.trim().split(' ')
    expect(group).toBe(pid)
  })

  test('tells its exit code and its signal', async () => {
    expect((await shell('exit 9')).end).toEqual({ kind: 'exited', code: 9, signal: undefined })
    expect((await shell('kill -SEGV $$')).end).toEqual({ kind: 'exited', code: null, signal: 'SIGSEGV' })
  })

  test('that is missing, may not be run or has an impossible argument is not started', async () => {
    const plain = join(folder, 'plain')
    writeFileSync(plain, '#!/bin/sh\n')
    chmodSync(plain, 0o644)
    const ends = await Promise.all([
      run(join(folder, 'missing'), []),
      run(plain, []),
      run('/bin/sh', ['\0']),
      run('/bin/sh', ['-c', ':', 'x'.repeat(10_000_000)]),
    ])
    expect(ends.map(({ end }) => end)).toEqual([
      { kind: 'not-started', code: 'ENOENT' },
      { kind: 'not-started', code: 'EACCES' },
      { kind: 'not-started', code: 'ERR_INVALID_ARG_VALUE' },
      { kind: 'not-started', code: 'E2BIG' },
    ])
  })

  test('prints 8 MiB whole', async () => {
    const { stdout, end } = await runTool(
      { tool: '/bin/sh', args: ['-c', 'head -c 8388608 /dev/zero'], environment: { PATH: '/bin:/usr/bin' } },
      { timeoutMs: 60_000, limitBytes: 2 ** 24, hanging: createHangingTools(), start: startProcess },
    )
    expect(end).toMatchObject({ kind: 'exited', code: 0 })
    expect(stdout).toHaveLength(8_388_608)
  })
})
