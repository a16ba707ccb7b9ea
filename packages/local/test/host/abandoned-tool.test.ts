import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { expect, test, vi } from 'vitest'
import { isAlive } from '../fake-tool/is-alive.ts'

const source = join(import.meta.dirname, '../../src/host/tool-process.ts')

/** Starts a `sleep` of 1000 s in a program of its own, prints its pid, and does `then`. */
const program = (then: string): string => `
  import { startProcess } from ${JSON.stringify(source)}
  const nothing = () => undefined
  const script = 'echo $$; exec sleep 1000'
  const tool = startProcess(
    { tool: '/bin/sh', args: ['-c', script], environment: process.env },
    { printed: (_, bytes) => { process.stdout.write(bytes); ${then} }, exited: nothing, closed: nothing, failed: nothing },
  )
`

const runProgram = (then: string) => {
  const args = ['--disable-warning=ExperimentalWarning', '--input-type=module', '-e', program(then)]
  return spawnSync(process.execPath, args, { encoding: 'utf8', timeout: 60_000 })
}

test.skipIf(process.platform === 'win32').each([
  ['an abandoned tool does not keep the program from ending', 'tool.abandon()'],
  ['a program that exits while a tool runs', 'process.exit()'],
])('%s, and takes the tool with it', async (_, then) => {
  const { status, stdout, stderr } = runProgram(then)
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' })
  const pid = Number(stdout)
  expect(pid).toBeGreaterThan(1)
  await vi.waitFor(() => expect(isAlive(pid)).toBe(false), { timeout: 60_000 })
})
