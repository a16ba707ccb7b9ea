import { hostname } from 'node:os'
import { describe, expect, test, vi } from 'vitest'
import type { HostInventory } from '../src/inventory.ts'
import type { ProbeFaultKind } from '../src/probe-fault.ts'
import { type ProbeOptions, probeHost } from '../src/probe-host.ts'
import type { FakeBehaviour } from './fake-tool/fake-tool.ts'
import { type FakeTool, installFakeTool } from './fake-tool/install-fake-tool.ts'
import { always, healthyNvidia } from './fake-tool/replies.ts'

const deadlineMs = 1_500

/** What a probe may take longer than its deadline. */
const graceMs = 200

/** Long enough for a tool that answers, on a busy machine. */
const patienceMs = 60_000

const probeWith = (tool: FakeTool, options: ProbeOptions = {}): Promise<HostInventory> =>
  probeHost({ deadlineMs, vendors: ['nvidia'], toolPaths: { 'nvidia-smi': tool.path }, ...options })

interface Measured {
  readonly tool: FakeTool
  readonly inventory: HostInventory
  readonly tookMs: number
}

const measure = async (behaviour: FakeBehaviour, options?: ProbeOptions): Promise<Measured> => {
  const tool = installFakeTool('nvidia-smi', behaviour)
  const startMs = performance.now()
  const inventory = await probeWith(tool, options)
  return { tool, inventory, tookMs: performance.now() - startMs }
}

/** Measures, and once more when the machine was too busy to tell anything. */
const measureTwice = async (behaviour: FakeBehaviour): Promise<Measured> => {
  const first = await measure(behaviour)
  return first.tookMs <= deadlineMs + graceMs ? first : measure(behaviour)
}

const kindsOf = ({ faults }: HostInventory): readonly ProbeFaultKind[] => faults.map(({ kind }) => kind)

const expectNobodyLeft = (tool: FakeTool): Promise<void> =>
  vi.waitFor(() => expect(tool.survivors()).toEqual([]), { timeout: patienceMs })

describe.skipIf(process.platform === 'win32')('a real nvidia-smi', () => {
  test('that answers is a device', async () => {
    const { tool, inventory } = await measure(
      { replies: healthyNvidia },
      { deadlineMs: patienceMs, nowMs: 7 },
    )
    expect(inventory.devices).toMatchObject([
      {
        vendor: 'nvidia',
        name: 'NVIDIA GeForce RTX 4090',
        model: 'RTX 4090',
        memory: { usedBytes: 200 * 2 ** 20 },
      },
    ])
    expect(inventory).toMatchObject({
      host: hostname(),
      probedAtMs: 7,
      machine: { platform: process.platform },
    })
    await expectNobodyLeft(tool)
  })

  test.each<readonly [string, FakeBehaviour]>([
    ['hangs', { misdeed: { kind: 'hang' }, replies: [] }],
    ['ignores SIGTERM', { misdeed: { kind: 'ignore-sigterm' }, replies: [] }],
    [
      'hangs with a grandchild that holds the pipe',
      { misdeed: { kind: 'grandchild', tool: 'hangs' }, replies: [] },
    ],
  ])('that %s is given up in time and leaves no process behind', async (_, behaviour) => {
    const { tool, inventory, tookMs } = await measureTwice(behaviour)
    expect([inventory.devices, kindsOf(inventory)]).toEqual([[], ['timed-out']])
    expect(tookMs).toBeLessThanOrEqual(deadlineMs + graceMs)
    await expectNobodyLeft(tool)
  })

  test('that floods 64 MiB is given up in time and leaves no process behind, however slow the machine is', async () => {
    const { tool, inventory, tookMs } = await measureTwice({
      misdeed: { kind: 'flood', bytes: 64 * 2 ** 20 },
      replies: [],
    })
    expect(inventory.devices).toEqual([])
    expect(tookMs).toBeLessThanOrEqual(deadlineMs + graceMs)
    await expectNobodyLeft(tool)
  })

  test.each<readonly [string, FakeBehaviour, ProbeFaultKind]>([
    ['floods 64 MiB', { misdeed: { kind: 'flood', bytes: 64 * 2 ** 20 }, replies: [] }, 'too-large'],
    ['prints garbage', { replies: always('\u0000\u0007<gpu>\ufffd]]>{{{') }, 'unexpected-output'],
    ['prints nothing', { replies: always('') }, 'unexpected-output'],
    ['fails without a word', { replies: always('', 3) }, 'tool-failed'],
    [
      'crashes half-way',
      { misdeed: { kind: 'die-half-way', signal: 'SIGSEGV' }, replies: healthyNvidia },
      'tool-failed',
    ],
    [
      'has no driver',
      { replies: always("NVIDIA-SMI has failed because it couldn't communicate with the NVIDIA driver.", 9) },
      'no-driver',
    ],
    [
      'meets a broken driver',
      { replies: always('Failed to initialize NVML: Driver/library version mismatch', 18) },
      'driver-broken',
    ],
    ['finds no GPU', { replies: always('No devices were found', 6) }, 'no-gpu'],
  ])('that %s is a fault and leaves no process behind', async (_, behaviour, kind) => {
    const { tool, inventory } = await measure(behaviour, { deadlineMs: patienceMs })
    expect(inventory.devices).toEqual([])
    // On a machine without such a card "no driver" means "no GPU", and the list of cards tells it.
    const expected: readonly ProbeFaultKind[] = kind === 'no-driver' ? ['no-driver', 'no-gpu'] : [kind]
    expect(kindsOf(inventory).filter((found) => expected.includes(found))).not.toEqual([])
    expect(tool.calls().length).toBeGreaterThan(0)
    await expectNobodyLeft(tool)
  })

  test('that answers and leaves a grandchild with the pipe is a device, and the grandchild is ended', async () => {
    const misdeed = { kind: 'grandchild', tool: 'answers' } as const
    const { tool, inventory } = await measure({ misdeed, replies: healthyNvidia }, { deadlineMs: patienceMs })
    expect(inventory.devices).toHaveLength(1)
    await expectNobodyLeft(tool)
  })

  test('that hangs is asked anew by the next probe, because it could be killed', async () => {
    const tool = installFakeTool('nvidia-smi', { misdeed: { kind: 'hang' }, replies: [] })
    const options = { deadlineMs: 400 }
    expect(kindsOf(await probeWith(tool, options))).toEqual(['timed-out'])
    // A machine that is too busy to end it at once would count it as one that hangs still.
    await expectNobodyLeft(tool)
    expect(kindsOf(await probeWith(tool, options))).toEqual(['timed-out'])
    await expectNobodyLeft(tool)
  })

  test('is killed when the caller cancels', async () => {
    const tool = installFakeTool('nvidia-smi', { misdeed: { kind: 'ignore-sigterm' }, replies: [] })
    const controller = new AbortController()
    const probing = probeWith(tool, { deadlineMs: patienceMs, signal: controller.signal })
    await vi.waitFor(() => expect(tool.survivors().length).toBeGreaterThan(0), { timeout: patienceMs })
    controller.abort()
    expect(kindsOf(await probing)).toEqual(['cancelled'])
    await expectNobodyLeft(tool)
  })

  test('is asked once by ten probes at the same time', async () => {
    const tool = installFakeTool('nvidia-smi', { replies: healthyNvidia })
    const probes = Array.from({ length: 10 }, () => probeWith(tool, { deadlineMs: patienceMs }))
    const inventories = await Promise.all(probes)
    expect(new Set(inventories).size).toBe(1)
    expect(tool.calls().filter(([first]) => first === '-L')).toHaveLength(1)
  })

  test('at a path where there is none is a fault, and not "no GPU"', async () => {
    const options = { vendors: ['amd'], toolPaths: { 'amd-smi': '/nowhere/amd-smi' } } as const
    expect(kindsOf(await probeHost(options))).toContain('tool-failed')
  })
})

test('wrong options are a fault, and nothing is probed', async () => {
  const inventory = await probeHost({ deadlineMs: -1, vendors: [] })
  expect(inventory.faults).toMatchObject([
    { kind: 'invalid-options', text: expect.stringContaining('deadlineMs: ') },
  ])
  expect(inventory.faults[0]?.text).toContain('vendors: ')
})

test('every vendor of this very machine gives a device or a fault', async () => {
  const inventory = await probeHost()
  expect(inventory.devices.length + inventory.faults.length).toBeGreaterThan(0)
})

test('a probe of a vendor that this machine cannot have says that there is no GPU', async () => {
  const vendor = process.platform === 'darwin' ? 'nvidia' : 'apple'
  const { faults } = await probeHost({ vendors: [vendor] })
  expect(faults).toMatchObject([{ kind: 'no-gpu', tool: 'pci', text: `no GPU of ${vendor}` }])
})

test('two probes at the same time that ask for different vendors do not get the same answer', async () => {
  const [apple, intel] = await Promise.all([
    probeHost({ vendors: ['apple'] }),
    probeHost({ vendors: ['intel'] }),
  ])
  expect(apple).not.toBe(intel)
})
