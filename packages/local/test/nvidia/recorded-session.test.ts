import { describe, expect, test } from 'vitest'
import { probeNvidia } from '../../src/nvidia/probe.ts'
import { answerBy, exited, fakeHost } from './fake-host.ts'
import { fieldsOf, isPresent, project, readRecordedJson, readRecording, recordings } from './recordings.ts'

/** What the manifest says of a GPU at one moment. */
interface GpuFacts {
  readonly index: string
  readonly name: string
  readonly pci: string
  readonly memory_total_mib: number
  readonly memory_used_mib: number
  readonly memory_free_mib: number
  readonly utilization_gpu_pct: number | null
  readonly temperature_c: number
  readonly power_w: number
  readonly compute_cap: string
  readonly mig_mode: string
  readonly ecc: string
  readonly driver: string
}

/** What it says of a machine, idle and under load. */
interface SessionFacts {
  readonly L_gpus: number
  readonly L_mig_profiles: readonly string[]
  readonly idle: readonly GpuFacts[]
  readonly load: readonly GpuFacts[]
}

const sessions = isPresent
  ? recordings<SessionFacts>().filter(({ path }) => path.startsWith('nvidia/captures/'))
  : []

const runs = sessions.flatMap(({ path, expect: facts }) =>
  (['idle', 'load'] as const).map((state) => ({ path, state, rows: facts[state], facts })),
)

const driverOf = (path: string): string => {
  const version = path.replace(/\/$/, '').split('__').at(-1) ?? ''
  return path.includes('windows') ? `${version}-win` : version
}

const hostOf = (path: string, state: string) => {
  const file = `${state}__query-gpu.csv`
  const { command } = readRecordedJson(`${path}index.json`).sections.find(
    (section: { readonly file: string }) => section.file === file,
  )
  return fakeHost({
    platform: path.includes('windows') ? 'win32' : 'linux',
    answer: answerBy({
      table: project(driverOf(path), { fields: fieldsOf(command), text: readRecording(path + file) }),
      list: exited(0, readRecording(`${path}capabilities__list.txt`)),
      topology: exited(0, readRecording(`${path}capabilities__topo--m.txt`)),
    }),
  })
}

const facts = (gpu: GpuFacts) => ({
  index: Number(gpu.index),
  name: gpu.name,
  pciAddress: gpu.pci.toLowerCase().slice(4),
  memory: {
    totalBytes: gpu.memory_total_mib * 2 ** 20,
    usedBytes: gpu.memory_used_mib * 2 ** 20,
    freeBytes: gpu.memory_free_mib * 2 ** 20,
    unified: false,
  },
  utilisation: gpu.utilization_gpu_pct === null ? undefined : gpu.utilization_gpu_pct / 100,
  temperatureC: gpu.temperature_c,
  powerW: gpu.power_w,
  computeCapability: Number(gpu.compute_cap),
  driverVersion: gpu.driver,
})

const enabled: Readonly<Record<string, boolean>> = { Enabled: true, Disabled: false }

describe.skipIf(!isPresent)('recorded sessions, of which the log is missing', () => {
  test('there are six machines, idle and under load', () => {
    expect(runs).toHaveLength(12)
  })

  test.each(runs)(
    '$path $state: table, list and links as the manifest says',
    async ({ path, state, rows, facts: whole }) => {
      const { devices, unusable, faults } = await probeNvidia(hostOf(path, state))
      expect(unusable).toEqual([])
      expect(faults.map(({ kind }) => kind)).toEqual(['timed-out'])
      expect(devices).toHaveLength(whole.L_gpus)
      for (const [place, gpu] of rows.entries()) {
        expect(devices[place]).toMatchObject(facts(gpu))
        expect(devices[place]?.mig?.enabled).toBe(enabled[gpu.mig_mode])
        expect(devices[place]?.ecc?.enabled).toBe(enabled[gpu.ecc])
      }
      expect(devices.flatMap(({ mig }) => mig?.instances ?? []).map(({ profile }) => profile)).toEqual(
        whole.L_mig_profiles,
      )
    },
  )

  test('UUIDs that the collector masked are unknown, without a fault', async () => {
    const { devices } = await probeNvidia(hostOf('nvidia/captures/linux-x86_64__h200__590.48.01/', 'idle'))
    expect(devices.map(({ uuid }) => uuid)).toEqual([undefined])
  })

  test('without a log nothing is claimed of programs', async () => {
    for (const { path, state } of runs)
      expect((await probeNvidia(hostOf(path, state))).devices[0]?.processes).toBeUndefined()
  })

  test('every model is known', async () => {
    const models = await Promise.all(
      sessions.map(async ({ path }) => (await probeNvidia(hostOf(path, 'idle'))).devices[0]?.model),
    )
    expect(models).toEqual([
      'H100-SXM5',
      'H100-SXM5',
      'RTX 4080 SUPER',
      'H200-SXM',
      'RTX 2080 SUPER',
      'RTX 2080 SUPER',
    ])
  })

  test('drivers from 590 on are asked once', async () => {
    const host = hostOf('nvidia/captures/linux-x86_64__h200__590.48.01/', 'idle')
    await probeNvidia(host)
    expect(host.asked.filter((question) => question.includes('--query-gpu'))).toHaveLength(1)
  })
})
