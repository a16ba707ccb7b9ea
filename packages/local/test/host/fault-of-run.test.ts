import { expect, test } from 'vitest'
import { faultOfRun, faultOfText, oneLine } from '../../src/host/run-fault.ts'
import type { ToolEnd, ToolRun } from '../../src/host/tool-run.ts'

const runThat = (end: ToolEnd, stdout = '', stderr = ''): ToolRun => ({
  tool: '/opt/rocm/bin/amd-smi',
  args: [],
  end,
  stdout,
  stderr,
})

test.each<readonly [ToolEnd, string, string]>([
  [{ kind: 'not-started', code: 'ENOENT' }, 'tool-failed', '/opt/rocm/bin/amd-smi: ENOENT'],
  [{ kind: 'not-started', code: 'EACCES' }, 'tool-failed', '/opt/rocm/bin/amd-smi: EACCES'],
  [{ kind: 'timed-out', afterMs: 5000 }, 'timed-out', 'no answer in 5000 ms'],
  [{ kind: 'still-running' }, 'still-running', 'an earlier run was killed and lives still'],
  [{ kind: 'too-large', limitBytes: 10 }, 'too-large', 'over 10 bytes'],
  [{ kind: 'cancelled' }, 'cancelled', 'cancelled by the caller'],
  [{ kind: 'exited', code: null, signal: 'SIGSEGV' }, 'tool-failed', 'ended by SIGSEGV'],
])('a run that ended with %j is the fault %s', (end, kind, text) => {
  expect(faultOfRun(runThat(end))).toMatchObject({ kind, tool: 'amd-smi', text })
})

test('every fault has a hint', () => {
  expect(faultOfRun(runThat({ kind: 'not-started', code: 'EACCES' }))?.hint).toContain('executable')
  expect(faultOfRun(runThat({ kind: 'timed-out', afterMs: 1 }))?.hint).toContain('deadlineMs')
})

test('a tool that exited is judged by its text, whatever its code', () => {
  expect(faultOfRun(runThat({ kind: 'exited', code: 255 }))).toBeUndefined()
})

test('a fault in words has the exit code and the first stream that says something', () => {
  const end: ToolEnd = { kind: 'exited', code: 9 }
  expect(faultOfText(runThat(end, '', 'bad\n'), 'tool-failed', 'h').text).toBe('exit 9: bad')
  expect(faultOfText(runThat(end), 'tool-failed', 'h').text).toBe('exit 9')
  expect(faultOfText(runThat({ kind: 'exited', code: 0 }), 'tool-failed', 'h').text).toBe('no output')
})

test('the tool of a fault on Windows has no path and no .exe', () => {
  const run = { ...runThat({ kind: 'cancelled' }), tool: 'C:\\Windows\\System32\\nvidia-smi.exe' }
  expect(faultOfRun(run)?.tool).toBe('nvidia-smi')
})

test('a line has no control characters and at most 300 characters', () => {
  expect(oneLine('\x1b[4mGPU0\x1b[0m\t a\r\nb\0')).toBe('GPU0 a b')
  expect(oneLine('a\x9b31m\x7fb')).toBe('a 31m b')
  expect(oneLine('x'.repeat(1_000_000))).toHaveLength(301)
})
