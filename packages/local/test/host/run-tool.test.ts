import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { createHangingTools } from '../../src/host/hanging-tools.ts'
import { type RunBounds, runTool } from '../../src/host/run-tool.ts'
import type { StartProcess, ToolEvents } from '../../src/host/tool-process.ts'

const command = { tool: '/usr/bin/nvidia-smi', args: ['-L'], environment: {} }

/** A process whose events the test makes; `dies`: what a kill does to it. */
const setUp = (bounds: Partial<RunBounds> = {}, dies: 'at-once' | 'never' = 'at-once') => {
  const log: string[] = []
  let events: ToolEvents | undefined
  const start: StartProcess = (started, given) => {
    log.push(`start ${started.tool} ${started.args.join(' ')}`)
    events = given
    return {
      kill: () => {
        log.push('kill')
        if (dies === 'at-once') queueMicrotask(() => given.exited(null, 'SIGKILL'))
      },
      abandon: () => log.push('abandon'),
    }
  }
  const hanging = createHangingTools()
  const run = () => runTool(command, { timeoutMs: 1_000, limitBytes: 100, hanging, start, ...bounds })
  return { log, hanging, run, tell: () => events as ToolEvents }
}

const bytes = (text: string) => Buffer.from(text)

beforeEach(() => {
  vi.useFakeTimers()
})

afterEach(() => {
  vi.useRealTimers()
})

describe('a tool that ends by itself', () => {
  test('gives what it printed and its exit code, whatever the code is', async () => {
    const { run, tell, hanging } = setUp()
    const running = run()
    tell().printed('stdout', bytes('GPU 0'))
    tell().printed('stderr', bytes('warning'))
    tell().exited(6, null)
    tell().closed()
    expect(await running).toEqual({
      tool: '/usr/bin/nvidia-smi',
      args: ['-L'],
      end: { kind: 'exited', code: 6, signal: undefined },
      stdout: 'GPU 0',
      stderr: 'warning',
    })
    expect(hanging.includes(command.tool)).toBe(false)
    expect(vi.getTimerCount()).toBe(0)
  })

  test('names the signal that ended it', async () => {
    const { run, tell } = setUp()
    const running = run()
    tell().exited(null, 'SIGSEGV')
    tell().closed()
    expect((await running).end).toEqual({ kind: 'exited', code: null, signal: 'SIGSEGV' })
  })

  test('has bytes that are no UTF-8 replaced, and letters over two chunks whole', async () => {
    const { run, tell } = setUp()
    const running = run()
    for (const chunk of [[0x47, 0xff], [0xc3], [0xa4]]) tell().printed('stdout', Buffer.from(chunk))
    tell().exited(0, null)
    tell().closed()
    expect((await running).stdout).toBe('G\uFFFDä')
  })

  test('is not waited for when a process that it started holds its pipes', async () => {
    const { run, tell, log } = setUp()
    const running = run()
    tell().printed('stdout', bytes('all'))
    tell().exited(0, null)
    await vi.advanceTimersByTimeAsync(101)
    expect((await running).end).toEqual({ kind: 'exited', code: 0, signal: undefined })
    expect(log.slice(-2)).toEqual(['kill', 'abandon'])
  })

  test('is read to the end when its bytes come after its exit', async () => {
    const { run, tell } = setUp()
    const running = run()
    tell().exited(0, null)
    await vi.advanceTimersByTimeAsync(90)
    tell().printed('stdout', bytes('late'))
    await vi.advanceTimersByTimeAsync(90)
    tell().printed('stdout', bytes('r'))
    await vi.advanceTimersByTimeAsync(250)
    expect((await running).stdout).toBe('later')
  })

  test('is timed out when a process that it started prints for ever', async () => {
    const { run, tell } = setUp({ limitBytes: 1_000 })
    const running = run()
    tell().exited(0, null)
    for (let at = 0; at < 22; at += 1) {
      tell().printed('stdout', bytes('.'))
      await vi.advanceTimersByTimeAsync(50)
    }
    expect((await running).end).toEqual({ kind: 'timed-out', afterMs: 1_000 })
  })
})

describe('a tool that does not end', () => {
  test('is killed when its time is over', async () => {
    const { run, log, hanging } = setUp()
    const running = run()
    await vi.advanceTimersByTimeAsync(999)
    expect(log).toEqual(['start /usr/bin/nvidia-smi -L'])
    await vi.advanceTimersByTimeAsync(1)
    expect((await running).end).toEqual({ kind: 'timed-out', afterMs: 1_000 })
    expect(log.slice(1)).toEqual(['kill', 'abandon', 'kill', 'abandon'])
    expect(hanging.includes(command.tool)).toBe(false)
    expect(vi.getTimerCount()).toBe(0)
  })

  test('keeps what it had printed', async () => {
    const { run, tell } = setUp()
    const running = run()
    tell().printed('stdout', bytes('half'))
    await vi.advanceTimersByTimeAsync(1_000)
    expect((await running).stdout).toBe('half')
  })

  test('is left alone when it cannot be killed, as in state D', async () => {
    const { run, log, hanging } = setUp({}, 'never')
    const running = run()
    await vi.advanceTimersByTimeAsync(1_075)
    expect((await running).end).toEqual({ kind: 'timed-out', afterMs: 1_000 })
    expect(log.at(-1)).toBe('abandon')
    expect(hanging.includes(command.tool)).toBe(true)
  })

  test('is not started again until it has ended after all', async () => {
    const { run, tell, log } = setUp({}, 'never')
    const running = run()
    await vi.advanceTimersByTimeAsync(1_075)
    await running
    const first = tell()
    expect((await run()).end).toEqual({ kind: 'still-running' })
    expect(log.filter((line) => line.startsWith('start'))).toHaveLength(1)
    first.exited(null, 'SIGKILL')
    const again = run()
    tell().exited(0, null)
    tell().closed()
    expect((await again).end).toMatchObject({ kind: 'exited', code: 0 })
  })

  test('does not keep other tools from being started', () => {
    const hanging = createHangingTools()
    hanging.add('/usr/bin/nvidia-smi')
    expect(hanging.includes('/usr/bin/amd-smi')).toBe(false)
  })
})

describe('a tool that prints too much', () => {
  test('is killed at the limit, on both streams together', async () => {
    const { run, tell } = setUp()
    const running = run()
    tell().printed('stdout', bytes('x'.repeat(60)))
    tell().printed('stderr', bytes('y'.repeat(60)))
    tell().printed('stdout', bytes('z'))
    const { end, stdout, stderr } = await running
    expect(end).toEqual({ kind: 'too-large', limitBytes: 100 })
    expect([stdout.length, stderr.length]).toEqual([60, 40])
  })

  test('keeps the first 64 KiB of what it printed', async () => {
    const { run, tell } = setUp({ limitBytes: 1_000_000 })
    const running = run()
    for (const letter of ['a', 'b', 'c']) tell().printed('stdout', bytes(letter.repeat(500_000)))
    const { end, stdout } = await running
    expect(end.kind).toBe('too-large')
    expect(stdout).toBe('a'.repeat(65_536))
  })

  test('may print exactly the limit', async () => {
    const { run, tell } = setUp()
    const running = run()
    tell().printed('stdout', bytes('x'.repeat(100)))
    tell().exited(0, null)
    tell().closed()
    expect((await running).end.kind).toBe('exited')
  })
})

describe('a caller', () => {
  test('who cancels has the tool killed', async () => {
    const controller = new AbortController()
    const { run, log } = setUp({ signal: controller.signal })
    const running = run()
    controller.abort()
    expect((await running).end).toEqual({ kind: 'cancelled' })
    expect(log).toContain('kill')
  })

  test('who has cancelled starts nothing', async () => {
    const { run, log } = setUp({ signal: AbortSignal.abort() })
    expect((await run()).end).toEqual({ kind: 'cancelled' })
    expect(log).toEqual([])
  })

  test('who cancels when the run is settled changes nothing', async () => {
    const controller = new AbortController()
    const { run, tell, log } = setUp({ signal: controller.signal })
    const running = run()
    tell().exited(0, null)
    tell().closed()
    await running
    const before = log.length
    controller.abort()
    expect(log).toHaveLength(before)
  })

  test('who has no time left starts nothing', async () => {
    const { run, log } = setUp({ timeoutMs: 0 })
    expect((await run()).end).toEqual({ kind: 'timed-out', afterMs: 0 })
    expect(log).toEqual([])
  })
})

test('a tool that cannot be started says with which code', async () => {
  const { run, tell, hanging } = setUp()
  const running = run()
  tell().failed('ENOENT')
  expect((await running).end).toEqual({ kind: 'not-started', code: 'ENOENT' })
  expect(hanging.includes(command.tool)).toBe(false)
})
