import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { toRocmSmiDevices } from '../../src/amd/ask-rocm-smi.ts'
import { probeAmd } from '../../src/amd/probe-amd.ts'
import { fakeHost } from '../host/fake-host.ts'

/** Recordings that are not part of this repository; without them the tests are skipped. */
const folder = join(import.meta.dirname, '../../../../../shared/data/local-gpu')

if (!existsSync(folder))
  console.log('No recordings of AMD tools beside this repository: their tests are skipped.')

const read = (file: string): string => readFileSync(join(folder, file), 'utf8')

interface Expected {
  readonly key: string
  readonly name: string | null
  readonly device_id: string
  readonly memory_total_bytes: number
  readonly memory_used_bytes: number
  readonly use_pct: string
  readonly unique_id: string
}

interface Recording {
  readonly file: string
  readonly expect: {
    readonly gpu_count: number
    readonly gpus: readonly Expected[]
    readonly system: Record<string, string>
  }
}

const recordings = (): readonly Recording[] =>
  existsSync(folder)
    ? JSON.parse(read('manifest.json')).recordings.filter(({ file }: Recording) =>
        file?.startsWith('amd/rocm-smi/'),
      )
    : []

/** Names where the tool printed an id or nothing; the others are as printed. */
const ownNames: Readonly<Record<string, string>> = {
  'amd/rocm-smi/rx6700xt_rocm430.json': 'Navi 22 [Radeon RX 6700/6700 XT / 6800M]',
  'amd/rocm-smi/vega-10-XT.json': 'AMD GPU 0x6861',
}

/** The cards with 12 GB of Navi 22 are two models, of which the slower counts; of a WX 9100 core knows nothing. */
const models: Readonly<Record<string, string | undefined>> = {
  'amd/rocm-smi/mi100_rocm602.json': 'MI100',
  'amd/rocm-smi/rx6700xt_rocm430.json': 'Radeon RX 6800M',
  'amd/rocm-smi/rx6700xt_rocm602.json': 'Radeon RX 6800M',
  'amd/rocm-smi/rx6700xt_rocm612.json': 'Radeon RX 6800M',
}

describe.skipIf(!existsSync(folder))('recordings', () => {
  test('there are five of rocm-smi', () => {
    expect(recordings()).toHaveLength(5)
  })

  test.for(recordings())('$file gives what its manifest says', async ({ file, expect: facts }) => {
    const { devices, faults } = await probeAmd(fakeHost({ tools: { 'rocm-smi': read(file) } }))
    expect(faults).toEqual([])
    expect(devices).toHaveLength(facts.gpu_count)
    facts.gpus.forEach((gpu, at) => {
      expect(devices[at]).toMatchObject({
        index: Number(gpu.key.slice('card'.length)),
        name: ownNames[file] ?? gpu.name,
        memory: { totalBytes: gpu.memory_total_bytes, usedBytes: gpu.memory_used_bytes, unified: false },
        utilisation: Number(gpu.use_pct) / 100,
        driverVersion: facts.system['Driver version'],
        warnings: [],
      })
      expect(devices[at]?.uuid).toBe(gpu.unique_id === 'N/A' ? undefined : gpu.unique_id)
      expect(devices[at]?.model).toBe(models[file])
      expect(devices[at]?.pciAddress).toMatch(/^0000:[\da-f]{2}:00\.0$/)
    })
  })

  test('one without a sensor of its power does not draw 0 W', () => {
    const [device] = toRocmSmiDevices(JSON.parse(read('amd/rocm-smi/rx6700xt_rocm602.json')))
    expect(device).toMatchObject({ powerLimitW: 211, temperatureC: 45, numaNode: 0 })
    expect(device?.powerW).toBeUndefined()
  })

  test('amd-smi static of an MI210 is a device of which nobody told what it does', async () => {
    const tools = { 'amd-smi static --json': read('amd/amd-smi/mi210-static.json') }
    const { devices } = await probeAmd(fakeHost({ tools }))
    expect(devices).toMatchObject([
      {
        index: 0,
        name: 'AMD Instinct MI210',
        model: 'MI210',
        powerLimitW: 300,
        slowdownC: 99,
        ecc: { enabled: true },
      },
    ])
    expect([devices[0]?.memory.usedBytes, devices[0]?.utilisation, devices[0]?.processes]).toEqual([
      undefined,
      undefined,
      undefined,
    ])
  })

  test('amd-smi of an RX 7800 XT, static and metric in one, is a device in use', async () => {
    const text = read('amd/amd-smi/rx7800xt-wrapped-merged.json')
    const { devices } = await probeAmd(
      fakeHost({ tools: { 'amd-smi static --json': text, 'amd-smi metric --json': text } }),
    )
    expect(devices).toMatchObject([
      {
        name: 'AMD Radeon RX 7800 XT',
        model: 'Radeon RX 7800 XT',
        memory: { totalBytes: 16368 * 2 ** 20, usedBytes: 14569 * 2 ** 20 },
        utilisation: 0.02,
        temperatureC: 45,
      },
    ])
  })

  test('sysfs of a Vega 64 is a device', async () => {
    const { devices } = await probeAmd(fakeHost({ files: JSON.parse(read('amd/sysfs-vega64.json')) }))
    const { recordings: all } = JSON.parse(read('manifest.json'))
    const { expect: facts } = all.find(({ file }: Recording) => file === 'amd/sysfs-vega64.json')
    expect(devices).toMatchObject([
      {
        index: 0,
        name: `AMD GPU ${facts.device}`,
        memory: { totalBytes: facts.memory_total_bytes, usedBytes: facts.memory_used_bytes },
        utilisation: facts.busy_pct / 100,
      },
    ])
    expect([devices[0]?.numaNode, devices[0]?.model]).toEqual([undefined, undefined])
  })
})
