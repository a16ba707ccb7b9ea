import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { HostAccess } from '../../src/host/host-access.ts'
import { takeInventory } from '../../src/host/take-inventory.ts'
import { type FakeHost, fakeHost } from './fake-host.ts'

const request = {
  vendors: ['nvidia', 'amd', 'intel', 'apple'],
  nowMs: 1_700_000_000_000,
  timeoutMs: 1_000,
} as const

const take = (given: FakeHost, changes: Partial<HostAccess> = {}) =>
  takeInventory({ ...fakeHost(given), ...changes }, request)

const pciCard = (address: string, vendor: string, driver?: string) => ({
  [`/sys/bus/pci/devices/${address}/class`]: '0x030000\n',
  [`/sys/bus/pci/devices/${address}/vendor`]: `${vendor}\n`,
  [`/sys/bus/pci/devices/${address}/device`]: '0x0001\n',
  [`/sys/bus/pci/devices/${address}/uevent`]: driver === undefined ? '\n' : `DRIVER=${driver}\n`,
})

const mi210 = '[{"gpu": 0, "asic": {"market_name": "AMD Instinct MI210"}, "bus": {"bdf": "0000:c1:00.0"}}]'

describe('a host without tools', () => {
  test('and cards has no GPU, and says so', async () => {
    const inventory = await take({ files: pciCard('0000:00:01.0', '0x1a03') })
    expect(inventory).toEqual({
      host: 'gpu-box',
      probedAtMs: 1_700_000_000_000,
      machine: { platform: 'linux', architecture: 'x64', vcpus: 8, ramBytes: 2 ** 35 },
      devices: [],
      unusable: [],
      faults: [
        {
          kind: 'no-gpu',
          tool: 'pci',
          text: 'no GPU of nvidia, amd, intel, apple',
          hint: expect.any(String),
        },
      ],
      visibility: {},
    })
  })

  test('and with a card has no driver', async () => {
    const { devices, unusable, faults } = await take({ files: pciCard('0000:01:00.0', '0x10de', 'nouveau') })
    expect(devices).toEqual([])
    expect(unusable).toMatchObject([{ vendor: 'nvidia', reason: 'no-driver' }])
    expect(faults.map(({ kind }) => kind)).toEqual(['no-driver'])
  })

  test('and without a list of cards has no GPU', async () => {
    expect((await take({})).faults.map(({ kind }) => kind)).toEqual(['no-gpu'])
  })
})

test('vendors stand side by side, and the fault of one takes nothing from the other', async () => {
  const inventory = await take({
    tools: { 'nvidia-smi': { end: { kind: 'timed-out', afterMs: 900 } }, 'amd-smi static --json': mi210 },
    files: { ...pciCard('0000:c1:00.0', '0x1002', 'amdgpu'), ...pciCard('0000:01:00.0', '0x10de', 'nvidia') },
  })
  expect(inventory.devices).toMatchObject([{ vendor: 'amd', model: 'MI210' }])
  expect(inventory.unusable).toMatchObject([{ vendor: 'nvidia', reason: 'unreadable' }])
  expect(inventory.faults.filter(({ kind }) => kind === 'timed-out')).toMatchObject([{ tool: 'nvidia-smi' }])
})

test('a tool that tells of a hundred thousand cards does not make as many', async () => {
  const cards = Object.fromEntries(Array.from({ length: 100_000 }, (_, at) => [`card${at}`, {}]))
  const { devices, faults } = await take({ tools: { 'rocm-smi': JSON.stringify(cards) } })
  expect(devices).toHaveLength(256)
  expect(faults).toMatchObject([
    { kind: 'unexpected-output', text: '100000 GPUs told of, of which the first 256 count' },
  ])
})

test('only the vendors that are asked for are looked for, each once', async () => {
  const host = fakeHost({
    tools: { 'amd-smi static --json': mi210 },
    files: pciCard('0000:01:00.0', '0x10de'),
  })
  const inventory = await takeInventory(host, { ...request, vendors: ['amd', 'amd'] })
  expect([inventory.devices.length, inventory.unusable.length]).toEqual([1, 0])
  expect(host.calls.some((call) => call.startsWith('nvidia'))).toBe(false)
})

test('variables that hide GPUs are told', async () => {
  const { visibility } = await take({ environment: { CUDA_VISIBLE_DEVICES: '-1', HOME: '/root' } })
  expect(visibility).toEqual({ CUDA_VISIBLE_DEVICES: '-1' })
})

test('a probe that breaks is a fault of its vendor, and takes nothing with it', async () => {
  const broken: HostAccess['run'] = async (tool, args) => {
    if (tool === 'nvidia-smi') return Promise.reject(new TypeError('of us'))
    return fakeHost({ tools: { 'amd-smi static --json': mi210 } }).run(tool, args)
  }
  const { devices, faults } = await take({}, { run: broken })
  expect(devices).toMatchObject([{ vendor: 'amd' }])
  expect(faults.find(({ tool }) => tool === 'nvidia')).toMatchObject({
    kind: 'unexpected-output',
    text: 'TypeError: of us',
  })
})

describe('a host that does not answer', () => {
  beforeEach(() => {
    vi.useFakeTimers()
  })

  afterEach(() => {
    vi.useRealTimers()
  })

  const never = () => new Promise<never>(() => undefined)

  test('with its files, as when a driver hangs, is given up in time', async () => {
    const probing = take({}, { readText: never, listFolder: never })
    await vi.advanceTimersByTimeAsync(request.timeoutMs)
    const { devices, faults } = await probing
    expect(devices).toEqual([])
    // NVIDIA and Apple read no files where there is no tool.
    expect(faults.map(({ kind, tool }) => `${kind} ${tool}`)).toEqual(
      expect.arrayContaining(['timed-out amd', 'timed-out intel']),
    )
    expect(vi.getTimerCount()).toBe(0)
  })

  test('with one tool keeps what the others told', async () => {
    const run: HostAccess['run'] = (tool, args) =>
      tool === 'nvidia-smi'
        ? never()
        : fakeHost({ tools: { 'amd-smi static --json': mi210 } }).run(tool, args)
    const probing = take({}, { run })
    await vi.advanceTimersByTimeAsync(request.timeoutMs)
    const { devices, faults } = await probing
    expect(devices).toMatchObject([{ vendor: 'amd' }])
    expect(faults).toContainEqual(expect.objectContaining({ kind: 'timed-out', tool: 'nvidia' }))
  })

  test('leaves no timer when everybody answers', async () => {
    await take({})
    expect(vi.getTimerCount()).toBe(0)
  })
})
