import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { toRocmSmiDevices } from '../../src/amd/ask-rocm-smi.ts'
import { probeAmd } from '../../src/amd/probe-amd.ts'
import { fakeHost } from '../host/fake-host.ts'

const text = readFileSync(join(import.meta.dirname, '../__fixtures__/amd/rocm-6.1.json'), 'utf8')

describe('rocm-smi', () => {
  test('tells cards in the order of their numbers, with keys in any case', async () => {
    const { devices, faults } = await probeAmd(fakeHost({ tools: { 'rocm-smi': text } }))
    expect(faults).toEqual([])
    expect(devices).toEqual([
      {
        vendor: 'amd',
        index: 0,
        name: 'Arcturus GL-XL [Instinct MI100]',
        model: 'MI100',
        memory: { unified: false, totalBytes: 34342961152 },
        powerW: 36,
        warnings: [],
        driverVersion: '6.7.0',
      },
      {
        vendor: 'amd',
        index: 1,
        uuid: '0x00000000000000c1',
        pciAddress: '0000:2d:00.0',
        name: 'Navi 31 [Radeon RX 7900 XT/7900 XTX/7900 GRE/7900M]',
        model: 'Radeon RX 7900 XTX',
        memory: { unified: false, totalBytes: 25753026560, usedBytes: 1073741824 },
        utilisation: 0.12,
        temperatureC: 51,
        powerLimitW: 303,
        warnings: [],
        driverVersion: '6.7.0',
      },
    ])
  })

  test('never tells who uses a card', () => {
    expect(toRocmSmiDevices(JSON.parse(text)).map(({ processes }) => processes)).toEqual([
      undefined,
      undefined,
    ])
  })

  test('asks for what it reads, since its JSON holds nothing else', async () => {
    const host = fakeHost({ tools: { 'rocm-smi': text } })
    await probeAmd(host)
    expect(host.calls).toMatchInlineSnapshot(`
      [
        "amd-smi static --json",
        "amd-smi metric --json",
        "amd-smi process --json",
        "amd-smi list --json",
        "rocm-smi --showproductname --showid --showuse --showmeminfo vram --showtemp --showpower --showmaxpower --showuniqueid --showbus --showdriverversion --json",
      ]
    `)
  })

  test('that has no data, only a warning, is a fault', async () => {
    const tools = { 'rocm-smi': 'WARNING: No JSON data to report\n' }
    const { devices, faults } = await probeAmd(fakeHost({ tools }))
    expect(devices).toEqual([])
    expect(faults).toMatchObject([
      { kind: 'unexpected-output', tool: 'rocm-smi', text: 'WARNING: No JSON data to report' },
    ])
  })

  test.each([undefined, null, 7, 'card0', [], { system: {} }, { card0x: {} }])(
    'has no card in %j',
    (json) => {
      expect(toRocmSmiDevices(json)).toEqual([])
    },
  )

  test('does not take the part that the firmware set aside for the memory of an APU', () => {
    const card = {
      'Card Series': 'AMD Radeon 780M Graphics',
      'VRAM Total Memory (B)': '536870912',
      'VRAM Total Used Memory (B)': '0',
    }
    expect(toRocmSmiDevices({ card0: card })[0]?.memory).toEqual({ unified: true })
  })

  test('with a card that is no object gives a card of which nothing is known', () => {
    expect(toRocmSmiDevices({ card0: 'N/A' })).toMatchObject([
      { name: 'AMD GPU', memory: { unified: false } },
    ])
  })
})
