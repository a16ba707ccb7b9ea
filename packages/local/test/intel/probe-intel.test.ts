import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { probeIntel } from '../../src/intel/probe-intel.ts'
import { type FakeAnswer, type FakeHost, fakeHost } from '../host/fake-host.ts'

const fixture = (name: string): string =>
  readFileSync(join(import.meta.dirname, '../__fixtures__/intel', `${name}.json`), 'utf8')

const max1100 = {
  'xpu-smi discovery -j': fixture('discovery'),
  'xpu-smi discovery -d 0 -j': fixture('details'),
  'xpu-smi stats -d 0 -j': fixture('stats'),
  'xpu-smi ps -j': fixture('ps'),
}

const igpu = '/sys/class/drm/card0/device'
const arc = '/sys/class/drm/card1/device'

const sysfs = {
  [`${igpu}/vendor`]: '0x8086\n',
  [`${igpu}/device`]: '0xa780\n',
  [`${igpu}/uevent`]: 'DRIVER=i915\nPCI_SLOT_NAME=0000:00:02.0\n',
  [`${arc}/vendor`]: '0x8086\n',
  [`${arc}/device`]: '0xe20b\n',
  [`${arc}/uevent`]: 'DRIVER=xe\nPCI_SLOT_NAME=0000:03:00.0\n',
  [`${arc}/numa_node`]: '-1\n',
  '/sys/class/drm/card2/device/vendor': '0x8086\n',
  '/sys/class/drm/card2/device/uevent': 'DRIVER=vfio-pci\nPCI_SLOT_NAME=0000:04:00.0\n',
}

const probe = (tools: Readonly<Record<string, FakeAnswer>>, rest: FakeHost = {}) =>
  probeIntel(fakeHost({ tools, ...rest }))

describe('xpu-smi', () => {
  test('tells a GPU, its memory, its load and its users, without itself and virtual functions', async () => {
    expect(await probe(max1100)).toEqual({
      devices: [
        {
          vendor: 'intel',
          index: 0,
          uuid: '00000000-0000-0000-0000-002900000bda',
          pciAddress: '0000:29:00.0',
          name: 'Intel(R) Data Center GPU Max 1100',
          model: 'Data Center GPU Max 1100',
          memory: { unified: false, totalBytes: 51539607552, usedBytes: 2 ** 30, freeBytes: 40000000000 },
          utilisation: 0.125,
          temperatureC: 44,
          powerW: 123.4,
          processes: [{ pid: 4242, name: 'python', usedBytes: 5726404000 }],
          ecc: { enabled: true },
          warnings: [],
          driverVersion: 'I915_24.8.18',
        },
      ],
      unusable: [],
      faults: [],
    })
  })

  test('reads a bare list as well', async () => {
    const list = JSON.stringify(JSON.parse(fixture('discovery')).device_list)
    const { devices } = await probe({ ...max1100, 'xpu-smi discovery -j': list })
    expect(devices).toHaveLength(1)
  })

  test('whose details fail gives a GPU whose memory and users are unknown', async () => {
    const { devices, faults } = await probe({ 'xpu-smi discovery -j': fixture('discovery') })
    expect(devices).toMatchObject([{ model: 'Data Center GPU Max 1100', memory: { unified: false } }])
    expect([devices[0]?.memory.usedBytes, devices[0]?.processes]).toEqual([undefined, undefined])
    expect(faults.map(({ kind }) => kind)).toEqual(['tool-failed'])
  })

  const failed = (stdout: string, code = 1): FakeAnswer => ({ stdout, end: { kind: 'exited', code } })

  test.each<readonly [string, FakeAnswer, string]>([
    ['hangs', { end: { kind: 'timed-out', afterMs: 5 } }, 'timed-out'],
    ['may not ask', failed('{"error": "Permission denied"}'), 'no-permission'],
    ['finds no Level Zero', failed('Error: Level Zero Initialization Error'), 'driver-broken'],
  ])('that %s is no device, although sysfs would show one', async (_, answer, kind) => {
    const { devices, faults } = await probe({ 'xpu-smi': answer }, { files: sysfs })
    expect(devices).toEqual([])
    expect(faults.map((fault) => fault.kind)).toEqual([kind])
  })

  test.each<readonly [string, FakeAnswer, string]>([
    ['says so in a text', '{"device_list": "No device discovered"}', 'no-gpu'],
    ['says null', '{"device_list": null}', 'no-gpu'],
    ['says an empty list', '{"device_list": []}', 'no-gpu'],
    ['prints half of its JSON', '{"device_list": [{"device_id": 0', 'unexpected-output'],
    ['crashes', { end: { kind: 'exited', code: null, signal: 'SIGABRT' } }, 'tool-failed'],
    ['fails', failed('what(): bad', 134), 'tool-failed'],
  ])('without GPUs that %s is told, and sysfs is asked', async (_, answer, kind) => {
    const { devices, faults } = await probe({ 'xpu-smi': answer }, { files: sysfs })
    expect(devices).toHaveLength(2)
    expect(faults.map((fault) => fault.kind)).toEqual([kind])
  })
})

describe('sysfs of i915 and xe', () => {
  test('tells that there are GPUs, and nothing of their memory', async () => {
    const { devices } = await probe({}, { files: sysfs })
    expect(devices).toEqual([
      {
        vendor: 'intel',
        index: 0,
        pciAddress: '0000:00:02.0',
        name: 'Intel GPU 0xa780',
        memory: { unified: true },
        warnings: [],
      },
      {
        vendor: 'intel',
        index: 1,
        pciAddress: '0000:03:00.0',
        name: 'Intel Arc B580',
        model: 'Arc B580',
        memory: { unified: false },
        warnings: [],
      },
    ])
  })

  test('tells the memory where the driver is Intel’s own i915', async () => {
    const files = { ...sysfs, [`${arc}/lmem_total_bytes`]: '12884901888\n' }
    const { devices } = await probe({}, { files })
    expect(devices[1]?.memory).toEqual({ unified: false, totalBytes: 12884901888 })
  })
})
