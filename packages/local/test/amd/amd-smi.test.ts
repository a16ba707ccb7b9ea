import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { probeAmd } from '../../src/amd/probe-amd.ts'
import type { ToolEnd } from '../../src/host/tool-run.ts'
import { type FakeAnswer, type FakeHost, fakeHost } from '../host/fake-host.ts'

const fixture = (name: string): string =>
  readFileSync(join(import.meta.dirname, '../__fixtures__/amd', `${name}.json`), 'utf8')

const mebibyte = 2 ** 20

const mi300x = {
  'amd-smi static --json': fixture('static-wrapped'),
  'amd-smi metric --json': fixture('metric-wrapped'),
  'amd-smi process --json': fixture('process'),
  'amd-smi list --json': fixture('list'),
}

const probe = (tools: Readonly<Record<string, FakeAnswer>>, rest: FakeHost = {}) =>
  probeAmd(fakeHost({ tools, ...rest }))

/** A card as sysfs shows it when amdgpu works. */
const sysfs = {
  '/sys/class/drm/card0/device/vendor': '0x1002\n',
  '/sys/class/drm/card0/device/device': '0x740f\n',
  '/sys/class/drm/card0/device/mem_info_vram_total': '68702699520\n',
}

describe('amd-smi with wrapped roots and units', () => {
  test('tells all of a busy, sick MI300X', async () => {
    const { devices, faults } = await probe(mi300x)
    expect(faults).toEqual([])
    expect(devices[0]).toEqual({
      vendor: 'amd',
      index: 0,
      uuid: '0x00000000000000B0',
      pciAddress: '0000:05:00.0',
      name: 'AMD Instinct MI300X',
      model: 'MI300X',
      memory: {
        unified: false,
        totalBytes: 196592 * mebibyte,
        usedBytes: 150000 * mebibyte,
        freeBytes: 46592 * mebibyte,
      },
      utilisation: 0.97,
      temperatureC: 101,
      slowdownC: 100,
      powerW: 612,
      powerLimitW: 700,
      processes: [
        { pid: 4242, name: 'python3', usedBytes: 157286400000 },
        { pid: 4243, name: undefined, usedBytes: 0 },
      ],
      ecc: { enabled: true, uncorrected: 2 },
      warnings: ['uncorrected-errors', 'hot'],
      driverVersion: '6.12.12',
      numaNode: 0,
    })
  })

  test('leaves what is N/A, 0 MB or a full register unknown, and knows "no process" from "not told"', async () => {
    const { devices } = await probe(mi300x)
    expect(devices[1]).toMatchObject({
      name: 'Aqua Vanjaram [Instinct MI300X]',
      processes: [],
      warnings: [],
      ecc: { enabled: undefined, uncorrected: 0 },
    })
    expect(devices[1]?.memory).toEqual({ unified: false })
    for (const key of [
      'utilisation',
      'temperatureC',
      'slowdownC',
      'powerW',
      'powerLimitW',
      'numaNode',
    ] as const)
      expect(devices[1]?.[key]).toBeUndefined()
  })
})

test('amd-smi with a bare list and bare numbers reads as MiB and W', async () => {
  const { devices } = await probe({ 'amd-smi static --json': fixture('static-bare') })
  expect(devices).toMatchObject([
    {
      model: 'MI210',
      uuid: '0x00000000000000A1',
      pciAddress: '0000:c1:00.0',
      memory: { totalBytes: 65520 * mebibyte },
      powerLimitW: 300,
      slowdownC: 100,
      numaNode: 1,
      driverVersion: '6.3.6',
    },
  ])
})

test('a serial number that says nothing is no UUID where there is one', async () => {
  const told = fixture('static-wrapped').replaceAll(/0x0{14}B[01]/g, '0x0000000000000000')
  const { devices } = await probe({ ...mi300x, 'amd-smi static --json': told })
  expect(devices.map(({ uuid }) => uuid)).toEqual([
    '00ff74a1-0000-1000-80b0-000000000000',
    '00ff74a1-0000-1000-80b1-000000000000',
  ])
})

test('one object in place of a list is one card', async () => {
  const { devices } = await probe({
    'amd-smi static --json': '{"gpu": 0, "asic": {"market_name": "AMD Radeon RX 7600"}}',
  })
  expect(devices).toMatchObject([{ name: 'AMD Radeon RX 7600', model: 'Radeon RX 7600' }])
})

test('the memory of an APU is its own part and what it may take of the main memory', async () => {
  const card = {
    gpu: 0,
    asic: { market_name: 'AMD Instinct MI300A' },
    mem_usage: { total_vram: 512, used_vram: 100, total_gtt: 64000, used_gtt: 50 },
  }
  const { devices } = await probe({ 'amd-smi static --json': JSON.stringify([card]) })
  expect(devices).toMatchObject([
    { model: 'MI300A', memory: { unified: true, totalBytes: 64512 * mebibyte, usedBytes: 150 * mebibyte } },
  ])
})

describe('amd-smi whose sub-commands partly fail', () => {
  const staticOnly = { 'amd-smi static --json': fixture('static-wrapped') }

  test('gives devices whose use is unknown, and one fault of a kind', async () => {
    const { devices, faults } = await probe(staticOnly)
    expect(devices).toHaveLength(2)
    expect(devices[0]?.memory.usedBytes).toBeUndefined()
    expect(devices[0]?.processes).toBeUndefined()
    expect(faults.map(({ kind }) => kind)).toEqual(['tool-failed'])
  })

  test('does not take metrics of a card that static does not know for a device', async () => {
    const metrics = JSON.stringify([{ gpu: 7, usage: { gfx_activity: 0 } }])
    const { devices } = await probe({ ...staticOnly, 'amd-smi metric --json': metrics })
    expect(devices.map(({ index }) => index)).toEqual([0, 1])
  })

  test('does not take an odd text, or a process without a number, for "no process"', async () => {
    for (const info of ['N/A', { name: 'x', pid: 'N/A' }, null]) {
      const text = JSON.stringify([{ gpu: 0, process_list: [{ process_info: info }] }])
      const { devices } = await probe({ ...staticOnly, 'amd-smi process --json': text })
      expect(devices[0]?.processes).toBeUndefined()
    }
  })
})

describe('amd-smi that is final', () => {
  const ends: readonly (readonly [ToolEnd, string])[] = [
    [{ kind: 'timed-out', afterMs: 5 }, 'timed-out'],
    [{ kind: 'still-running' }, 'still-running'],
    [{ kind: 'cancelled' }, 'cancelled'],
  ]
  const rest = { files: sysfs }

  test.each(ends)('%j is no device, and nobody else is asked', async (end, kind) => {
    const host = fakeHost({ tools: { 'amd-smi': { end }, 'rocm-smi': fixture('rocm-6.1') }, ...rest })
    const { devices, faults } = await probeAmd(host)
    expect(devices).toEqual([])
    expect(faults.map((fault) => fault.kind)).toEqual([kind])
    expect(host.calls.some((call) => call.startsWith('rocm-smi'))).toBe(false)
  })

  const failed = (stdout: string, code = 255): FakeAnswer => ({ stdout, end: { kind: 'exited', code } })

  test.each<readonly [string, FakeAnswer, string]>([
    [
      'no driver in its log',
      failed('ERROR: Drivers not loaded (amdgpu, amd_hsmp drivers not found in modules)'),
      'no-driver',
    ],
    [
      'no driver as JSON',
      failed('{"error": "AMDSMI_STATUS_DRIVER_NOT_LOADED", "code": -34}', 34),
      'no-driver',
    ],
    [
      'no permission',
      failed('{"error": "AMDSMI_STATUS_NO_PERM - Permission Denied", "code": -10}', 10),
      'no-permission',
    ],
    ['a broken driver', failed('{"error": "AMDSMI_STATUS_INIT_ERROR", "code": -37}', 37), 'driver-broken'],
  ])('%s is no device, although sysfs would show one', async (_, answer, kind) => {
    const { devices, faults } = await probe({ 'amd-smi': answer }, rest)
    expect(devices).toEqual([])
    expect(faults.map((fault) => fault.kind)).toEqual([kind])
  })
})

describe('amd-smi that fails by itself', () => {
  const traceback: FakeAnswer = {
    stderr: 'Traceback (most recent call last):\nImportError: no module named amdsmi',
    end: { kind: 'exited', code: 1 },
  }

  test.each<readonly [string, FakeAnswer, string]>([
    ['a traceback', traceback, 'tool-failed'],
    ['a crash', { end: { kind: 'exited', code: null, signal: 'SIGSEGV' } }, 'tool-failed'],
    ['a file that may not be run', { end: { kind: 'not-started', code: 'EACCES' } }, 'tool-failed'],
    ['half of its JSON', fixture('static-wrapped').slice(0, 900), 'unexpected-output'],
    ['cards without numbers', '[{"asic": {"market_name": "AMD Instinct MI210"}}]', 'unexpected-output'],
    ['an empty list', '[]', 'no-gpu'],
  ])('%s is told, and rocm-smi is asked', async (_, answer, kind) => {
    const { devices, faults } = await probe({ 'amd-smi': answer, 'rocm-smi': fixture('rocm-6.1') })
    expect(devices.map(({ model }) => model)).toEqual(['MI100', 'Radeon RX 7900 XTX'])
    expect(faults.map((fault) => fault.kind)).toEqual([kind])
  })

  test('and without rocm-smi the driver in sysfs is asked', async () => {
    const { devices, faults } = await probe({ 'amd-smi': traceback }, { files: sysfs })
    expect(devices).toMatchObject([{ model: 'MI210', memory: { totalBytes: 68702699520 } }])
    expect(faults).toMatchObject([{ kind: 'tool-failed', tool: 'amd-smi' }])
  })
})

test('a host without any tool and card has nothing to say', async () => {
  expect(await probe({})).toEqual({ devices: [], unusable: [], faults: [] })
})
