import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { probeApple } from '../../src/apple/probe-apple.ts'
import { toMacDevices } from '../../src/apple/system-profiler.ts'
import { freeBytesIn } from '../../src/apple/vm-stat.ts'
import { type FakeAnswer, fakeHost } from '../host/fake-host.ts'

const fixture = (name: string): string =>
  readFileSync(join(import.meta.dirname, '../__fixtures__/apple', name), 'utf8')

const probe = (tools: Readonly<Record<string, FakeAnswer>>, platform = 'darwin') =>
  probeApple(fakeHost({ tools, platform }))

const m2Max = { system_profiler: fixture('m2-max.json') }

describe('a Mac', () => {
  test('with Apple silicon has one GPU on all of the main memory', async () => {
    expect(await probe({ ...m2Max, vm_stat: fixture('vm_stat.txt') })).toEqual({
      devices: [
        {
          vendor: 'apple',
          index: 0,
          name: 'Apple M2 Max',
          model: 'M2 Max (38-core)',
          memory: { unified: true, totalBytes: 2 ** 35, freeBytes: 500_000 * 16_384 },
          warnings: [],
        },
      ],
      unusable: [],
      faults: [],
    })
  })

  test('without vm_stat does not know what is free', async () => {
    const { devices } = await probe(m2Max)
    expect(devices[0]?.memory).toEqual({ unified: true, totalBytes: 2 ** 35 })
  })

  test('with an Intel processor has GPUs of other vendors', async () => {
    const { devices } = await probe({ system_profiler: fixture('intel-mac.json') })
    expect(devices).toMatchObject([
      {
        vendor: 'intel',
        name: 'Intel UHD Graphics 630',
        memory: { unified: true, totalBytes: 1536 * 2 ** 20 },
      },
      { vendor: 'amd', name: 'AMD Radeon Pro 5300M', memory: { unified: false, totalBytes: 4 * 2 ** 30 } },
    ])
    expect(devices).toHaveLength(2)
  })

  test.each<readonly [string, FakeAnswer, string]>([
    ['hangs', { end: { kind: 'timed-out', afterMs: 5 } }, 'timed-out'],
    ['prints no JSON', 'SECRET-SERIAL', 'unexpected-output'],
    ['fails', { stdout: 'SECRET-SERIAL', end: { kind: 'exited', code: 1 } }, 'tool-failed'],
    ['is cut', fixture('m2-max.json').slice(0, 400), 'unexpected-output'],
    ['knows no GPU', '{"SPDisplaysDataType": []}', 'no-gpu'],
  ])('whose system_profiler %s says so, and tells no serial number', async (_, answer, kind) => {
    const { devices, faults } = await probe({ system_profiler: answer })
    expect(devices).toEqual([])
    expect(faults.map((fault) => fault.kind)).toEqual([kind])
    expect(JSON.stringify(faults)).not.toContain('SECRET')
  })

  test('without system_profiler says so', async () => {
    expect((await probe({})).faults).toMatchObject([{ kind: 'tool-failed', text: 'not found' }])
  })
})

test('a host that is no Mac is not asked', async () => {
  const host = fakeHost({ tools: m2Max })
  expect(await probeApple(host)).toEqual({ devices: [], unusable: [], faults: [] })
  expect(host.calls).toEqual([])
})

describe('names of chips', () => {
  const modelFor = (row: object) => toMacDevices({ SPDisplaysDataType: [row] }, { totalBytes: 2 ** 34 })?.[0]

  test.each([
    [{ _name: 'kHW_AppleM1Item', sppci_cores: '8' }, 'Apple M1', 'M1 (8-core)'],
    [{ _name: 'kHW_AppleM1ProItem', sppci_cores: '16' }, 'Apple M1 Pro', 'M1 Pro (16-core)'],
    [{ sppci_model: 'Apple M4 Max', sppci_cores: 40 }, 'Apple M4 Max', 'M4 Max (40-core)'],
    [{ _name: 'Apple M3 Pro' }, 'Apple M3 Pro', 'M3 Pro (14-core)'],
    [{ _name: 'Apple M9', sppci_cores: '99' }, 'Apple M9', undefined],
  ])('%j is %s', (row, name, model) => {
    expect(modelFor(row)).toMatchObject({ vendor: 'apple', name })
    expect(modelFor(row)?.model).toBe(model)
  })
})

test.each(['', 'Pages free: 1.', 'page size of 4096 bytes\nPages free: 1.\n', 'page size of x bytes'])(
  'vm_stat %j does not tell what is free',
  (text) => {
    expect(freeBytesIn(text)).toBeUndefined()
  },
)
