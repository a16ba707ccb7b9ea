import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { promisify } from 'node:util'
import { expect, onTestFinished, test } from 'vitest'
import { examples, root } from './workspace.ts'

/** The Node that scripts get, whichever one runs the tests. */
const node = join(root, 'node_modules', '.bin', 'node')

const { PATH } = process.env

/**
 * What an example finds: no key of any provider, and the sources of the packages, so that nothing must be built. A condition on the
 * command line would not reach the processes and threads that an example starts.
 */
const env = { PATH, NODE_OPTIONS: '--conditions=@aima/source' }

const folderOf = (name: string): string => join(root, 'examples', name)

/** What `start` prints. It rejects unless the example ends with code 0. */
const printedBy = async (name: string): Promise<string> => {
  const { stdout, stderr } = await promisify(execFile)(node, ['src/main.ts'], {
    cwd: folderOf(name),
    env,
    timeout: 120_000,
  })
  expect(stderr).toBe('')
  return stdout
}

/** What each example prints, among other things. Nothing here depends on the GPUs of this machine. */
const prints: Readonly<Record<string, readonly RegExp[]>> = {
  quickstart: [/embedded-catalog: \d+ offers/, /forensic images \(confidential\)/, /Job interview audio: /],
  'new-provider': [/lifecycle +12 of 12/, /\n7\d checks passed, 0 failed\./],
  'custom-scheduler': [
    /waits +case-19-cameras +2 × leased/,
    /LOST +highway-video .* of 9 reference hours are left/,
    /LOST.*\n.* runs +highway-video /,
    /\n5 of 5 jobs are done\./,
  ],
  service: [
    /POST \/jobs \(en\): 200\nJob highway-video: /,
    /POST \/jobs \(de-DE.*\): 200\nAuftrag case-17-phone: .* local /,
    /POST \/jobs \(en\): 400\n.*\n.*'invalid-job'/,
    /POST \/policy\/reload: 200/,
    /aima_decisions_total\{provider="local"\} \d/,
    /aima_source_answers_total\{source="embedded-catalog",state="skipped"\} 1/,
  ],
  'simulate-policies': [
    /Difference to cost-first, paired by seed/,
    /On the front of cost and completion: .+\n/,
    /\n0 broken rules/,
    /wrote .*report\.html/,
  ],
  'policy-unit-test': [
    /a confidential job never leaves the house/,
    /It fails, as it should: "patient" no worse than "today"/,
    /pass 6\n/,
    /fail 0\n/,
  ],
}

test('every example is expected to print something', () => {
  expect(Object.keys(prints).sort()).toEqual(examples.map(({ name }) => name).sort())
})

test.each(Object.entries(prints))('%s runs, ends and prints what it shows', async (name, patterns) => {
  const text = await printedBy(name)
  for (const pattern of patterns) expect(text).toMatch(pattern)
})

test('the scheduler starts confidential jobs in the house only', async () => {
  const starts = (await printedBy('custom-scheduler')).split('\n').filter((line) => /runs +case-/.test(line))
  expect(starts).toHaveLength(3)
  for (const line of starts) expect(line).toMatch(/, local house, owned: /)
})

const linesOf = (process: ChildProcess): AsyncIterator<string> => {
  if (process.stdout === null) throw new Error('a process without output')
  return createInterface({ input: process.stdout })[Symbol.asyncIterator]()
}

test('the service keeps running, reloads on SIGHUP and ends on SIGTERM', async () => {
  const service = spawn(node, ['src/serve.ts'], { cwd: folderOf('service'), env: { ...env, PORT: '0' } })
  onTestFinished(() => void service.kill('SIGKILL'))
  const ended = once(service, 'exit')
  const lines = linesOf(service)
  const { value: greeting } = await lines.next()
  const [url] = /http:\/\/127\.0\.0\.1:\d+/.exec(greeting) ?? []

  const health = await fetch(`${url}/health`)
  expect(health.status).toBe(200)
  const schema = await fetch(`${url}/policy/schema`)
  expect(await schema.json()).toMatchObject({ required: ['strategy'] })
  const long = await fetch(`${url}/jobs`, { method: 'POST', body: 'x'.repeat(1_000_000) })
  expect(await long.json()).toEqual({ error: 'not-json' })

  service.kill('SIGHUP')
  const { value: reloaded } = await lines.next()
  expect(reloaded).toMatch(/^Policy: .*status: 200/)
  service.kill('SIGTERM')
  expect(await ended).toEqual([0, null])
})
