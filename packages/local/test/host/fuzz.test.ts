import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { mutateJson } from '@aima/gpu-testing'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { takeInventory } from '../../src/host/take-inventory.ts'
import type { Device, HostInventory } from '../../src/inventory.ts'
import { type FakeHost, fakeHost } from './fake-host.ts'

const fixture = (name: string): string =>
  readFileSync(join(import.meta.dirname, '../__fixtures__', name), 'utf8')

/** Output of each tool by its call, and the platform that it is asked on. */
const outputs: readonly (readonly [call: string, file: string, platform: string])[] = [
  ['amd-smi static --json', 'amd/static-wrapped.json', 'linux'],
  ['amd-smi metric --json', 'amd/metric-wrapped.json', 'linux'],
  ['amd-smi process --json', 'amd/process.json', 'linux'],
  ['amd-smi list --json', 'amd/list.json', 'linux'],
  ['rocm-smi', 'amd/rocm-6.1.json', 'linux'],
  ['xpu-smi discovery -j', 'intel/discovery.json', 'linux'],
  ['xpu-smi discovery -d 0 -j', 'intel/details.json', 'linux'],
  ['xpu-smi stats -d 0 -j', 'intel/stats.json', 'linux'],
  ['xpu-smi ps -j', 'intel/ps.json', 'linux'],
  ['system_profiler', 'apple/m2-max.json', 'darwin'],
]

const take = (given: FakeHost) =>
  takeInventory(fakeHost(given), { vendors: ['amd', 'intel', 'apple'], nowMs: 0, timeoutMs: 60_000 })

const numbersOf = (device: Device): readonly unknown[] => [
  device.index,
  device.memory.totalBytes,
  device.memory.usedBytes,
  device.memory.freeBytes,
  device.utilisation,
  device.temperatureC,
  device.powerW,
  device.numaNode,
]

const expectSound = ({ devices, faults, unusable }: HostInventory): void => {
  expect(devices.length + faults.length).toBeGreaterThan(0)
  expect(unusable).toEqual([])
  for (const device of devices) {
    expect(device.name).not.toBe('')
    for (const number of numbersOf(device)) expect(number === undefined || Number.isFinite(number)).toBe(true)
    const { totalBytes = Number.POSITIVE_INFINITY, usedBytes = 0, freeBytes = 0 } = device.memory
    expect(totalBytes).toBeGreaterThan(0)
    expect(usedBytes).toBeGreaterThanOrEqual(0)
    expect(Math.max(usedBytes, freeBytes)).toBeLessThanOrEqual(totalBytes)
    expect(device.utilisation ?? 0).toBeLessThanOrEqual(1)
  }
}

const toolsWith = (call: string, text: string) =>
  Object.fromEntries(outputs.map(([key, file]) => [key, key === call ? text : fixture(file)]))

test.each(outputs)(
  'whatever %s says, devices are sound and nothing is thrown',
  async (call, file, platform) => {
    const json: unknown = JSON.parse(fixture(file))
    await fc.assert(
      fc.asyncProperty(mutateJson(json), async (mutant) => {
        expectSound(await take({ platform, tools: toolsWith(call, JSON.stringify(mutant) ?? '') }))
      }),
      { numRuns: 300 },
    )
  },
)

test.each(outputs)(
  'wherever %s is cut, devices are sound and nothing is thrown',
  async (call, file, platform) => {
    const text = fixture(file)
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 0, max: text.length }), async (length) => {
        expectSound(await take({ platform, tools: toolsWith(call, text.slice(0, length)) }))
      }),
      { numRuns: 100 },
    )
  },
)
