import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { ListingContext, ListingProgress } from '@aima/gpu-core'
import { describe, expect, test, vi } from 'vitest'
import { createSlurmCluster, type SlurmOptions } from '../src/index.ts'
import { fixturePath } from './support/fixtures.ts'
import { nowMs } from './support/now.ts'
import { script, temporaryFolder } from './support/script.ts'

const list = (options: SlurmOptions, context: Partial<ListingContext> = {}) =>
  createSlurmCluster(options).listOffers({}, { nowMs, ...context })

const ids = async (options: SlurmOptions) => (await list(options))._unsafeUnwrap().offers.map(({ id }) => id)

const errorOf = async (options: SlurmOptions, signal?: AbortSignal) =>
  (await list(options, { signal }))._unsafeUnwrapErr()

const print = (file: string): string => `cat '${fixturePath(file)}'`

/** As `scontrol` of 22.05 says it. */
const noJson = `case "$*" in *--json*) echo "scontrol: unrecognized option '--json'" >&2; exit 1;; esac`

/** A process that has ended and that nobody has asked about may still have its number. */
const isRunning = (pid: number): boolean => {
  try {
    return !/^\d+ \(.*\) [ZX]/.test(readFileSync(`/proc/${pid}/stat`, 'utf8'))
  } catch {
    return false
  }
}

describe('which command answers', () => {
  test('scontrol in JSON, since 23.02', async () => {
    const scontrol = script(
      'scontrol',
      'test "$*" = "show nodes --json" || exit 3',
      print('slurm-nodes-24.11.json'),
    )
    expect(await ids({ commands: { scontrol, sinfo: '/nowhere/sinfo' } })).toContain('slurm/gpu2/a100/x6')
  })

  test('sinfo in JSON where scontrol has none', async () => {
    const scontrol = script('scontrol', noJson, 'exit 3')
    const sinfo = script('sinfo', 'test "$*" = "--json" || exit 3', print('slurm-sinfo-22.05.json'))
    expect(await ids({ commands: { scontrol, sinfo } })).toEqual([
      'slurm/n1/l4/x1',
      'slurm/n1/l4/x2',
      'slurm/n2/a100/x1',
      'slurm/n2/a100/x2',
    ])
  })

  test('the text of scontrol where neither has JSON', async () => {
    const scontrol = script(
      'scontrol',
      noJson,
      'test "$*" = "-d show nodes" || exit 3',
      print('slurm-scontrol-20.11.txt'),
    )
    const sinfo = script('sinfo', `echo "sinfo: unrecognized option '--json'" >&2; exit 1`)
    expect(await ids({ commands: { scontrol, sinfo } })).toEqual(['slurm/n1/l4/x1', 'slurm/n1/l4/x2'])
  })

  test('each is told as it answers', async () => {
    const told: ListingProgress[] = []
    const scontrol = script('scontrol', noJson)
    const sinfo = script('sinfo', print('slurm-sinfo-22.05.json'))
    await list({ commands: { scontrol, sinfo } }, { onProgress: (progress) => told.push(progress) })
    expect(told).toEqual([{ source: 'slurm', part: 'sinfo --json', rows: 3 }])
  })

  test('and a failure once', async () => {
    const told: ListingProgress[] = []
    const scontrol = script('scontrol', 'echo "{}"')
    await list({ commands: { scontrol } }, { onProgress: (progress) => told.push(progress) })
    expect(told).toEqual([
      {
        source: 'slurm',
        part: 'scontrol show nodes --json',
        rows: 0,
        error: { kind: 'unexpected-shape', issues: ['nodes: expected a list of nodes'] },
      },
    ])
  })

  test('it is found by the path that is given for it', async () => {
    const scontrol = script('scontrol', print('slurm-nodes-24.11.json'))
    const { PATH } = process.env
    const environment = { PATH: `${dirname(scontrol)}:${PATH}` }
    expect((await list({ commands: { environment } })).isOk()).toBe(true)
  })

  test('a callback that throws ends nothing', async () => {
    const scontrol = script('scontrol', print('slurm-nodes-24.11.json'))
    const onProgress = () => {
      throw new Error('not ready')
    }
    expect((await list({ commands: { scontrol } }, { onProgress })).isOk()).toBe(true)
  })

  test('no shell reads what it is given, and its language is that of programs', async () => {
    const scontrol = script(
      'scontrol',
      'test "$LC_ALL" = C && test "$SLURM_CONF" = "/a b/\\$(touch x)" || exit 3',
      print('slurm-nodes-24.11.json'),
    )
    const environment = { SLURM_CONF: '/a b/$(touch x)', LC_ALL: 'de_DE' }
    expect((await list({ commands: { scontrol, environment } })).isOk()).toBe(true)
  })
})

describe('what goes wrong', () => {
  test('a command that is not installed', async () => {
    expect(await errorOf({ commands: { scontrol: '/nowhere/scontrol' } })).toEqual({
      kind: 'unreachable',
      target: 'scontrol',
      code: 'ENOENT',
    })
    expect(await errorOf({ commands: { scontrol: 'no-such-program' } })).toMatchObject({ code: 'ENOENT' })
  })

  test('no controller, which sinfo tells with exit code 0', async () => {
    const scontrol = script('scontrol', noJson)
    const sinfo = script('sinfo', `echo '{"errors":[{"error":"Unspecified error","errno":-1}],"nodes":[]}'`)
    expect(await errorOf({ commands: { scontrol, sinfo } })).toMatchObject({
      kind: 'unreachable',
      target: 'slurmctld',
    })
  })

  test('no controller, in words', async () => {
    const scontrol = script(
      'scontrol',
      'echo "slurm_load_node error: Unable to contact slurm controller (connect failure)" >&2',
      'exit 1',
    )
    expect(await errorOf({ commands: { scontrol } })).toMatchObject({
      kind: 'unreachable',
      target: 'slurmctld',
    })
  })

  test('an exit code without a word', async () => {
    expect(await errorOf({ commands: { scontrol: script('scontrol', 'exit 7') } })).toEqual({
      kind: 'unreachable',
      target: 'scontrol',
      code: 'EXIT_7',
    })
  })

  test.each(['', 'Segmentation fault', '{"nodes":[', '[]', '{"nodes":[42]}', '{"nodes":"none"}'])(
    'output that is not what is documented: %s',
    async (text) => {
      const scontrol = script('scontrol', `printf '%s' '${text}'`)
      expect(await errorOf({ commands: { scontrol } })).toMatchObject({ kind: 'unexpected-shape' })
    },
  )

  test('a command that never ends and takes no hint', async () => {
    const scontrol = script('scontrol', 'trap "" TERM', 'while :; do :; done')
    expect(await errorOf({ commands: { scontrol, timeoutMs: 100 } })).toEqual({
      kind: 'timed-out',
      afterMs: 100,
    })
  })

  test('what a wrapper started is killed with it', async () => {
    const pidFile = join(temporaryFolder(), 'pid')
    const scontrol = script('scontrol', `sh -c 'echo $$ > "${pidFile}"; while :; do :; done' &`, 'wait')
    const controller = new AbortController()
    const listing = errorOf({ commands: { scontrol } }, controller.signal)
    await vi.waitFor(() => expect(readFileSync(pidFile, 'utf8')).toMatch(/\d\n/), { timeout: 60_000 })
    controller.abort()
    expect(await listing).toEqual({ kind: 'cancelled' })
    const pid = Number(readFileSync(pidFile, 'utf8'))
    await vi.waitFor(() => expect(isRunning(pid)).toBe(false), { timeout: 60_000 })
  })

  test('a command that is gone while its child holds the pipe', async () => {
    const scontrol = script('scontrol', 'sleep 3 &', 'exit 0')
    expect(await errorOf({ commands: { scontrol, timeoutMs: 100 } })).toEqual({
      kind: 'timed-out',
      afterMs: 100,
    })
  })

  test('a command that prints without end', async () => {
    const scontrol = script('scontrol', 'while :; do echo aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa; done')
    expect(await errorOf({ commands: { scontrol, maximumBytes: 100_000 } })).toEqual({
      kind: 'too-large',
      limitBytes: 100_000,
    })
  })

  test('a listing that is cancelled before, or while a command runs', async () => {
    const scontrol = script('scontrol', 'while :; do :; done')
    expect(await errorOf({ commands: { scontrol } }, AbortSignal.abort())).toEqual({ kind: 'cancelled' })
    const controller = new AbortController()
    const listing = errorOf({ commands: { scontrol } }, controller.signal)
    setImmediate(() => controller.abort())
    expect(await listing).toEqual({ kind: 'cancelled' })
  })

  test('wrong options are the error of each listing', async () => {
    expect(await errorOf({ wakeHours: -1 })).toMatchObject({ kind: 'invalid-options' })
    expect(await errorOf({ country: 'Germany' })).toEqual({
      kind: 'invalid-options',
      issues: ['country: expected an ISO 3166-1 alpha-2 code in capitals'],
    })
  })
})
