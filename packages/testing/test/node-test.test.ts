import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'
import { checkNames } from '../src/index.ts'

const file = new URL('toy/under-node-test.ts', import.meta.url).pathname
/** `own-faults` has a test for each fault that an adapter names, and the toy names none. */
const checks = Object.values(checkNames).flat().length - 1

test('the contract runs under node:test as well', { timeout: 60_000 }, async () => {
  // Inside a test runner, Node would take the inner tests for its own.
  const { NODE_TEST_CONTEXT: _, VITEST: __, ...env } = process.env
  const args = ['--conditions=@aima/source', '--test', '--test-reporter=tap', file]
  const { stdout } = await promisify(execFile)(process.execPath, args, { env })
  expect(stdout).toContain(`# pass ${checks}`)
  expect(stdout).toContain('# fail 0')
})
