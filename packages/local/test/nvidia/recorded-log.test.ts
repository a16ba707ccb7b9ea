import { describe, expect, test } from 'vitest'
import { probeNvidia } from '../../src/nvidia/probe.ts'
import { answerBy, bareMetal, exited, fakeHost } from './fake-host.ts'
import { isPresent, readRecording, recordings } from './recordings.ts'

/** What the manifest says of a GPU in a log. */
interface GpuFacts {
  readonly pci: string
  readonly name: string
  readonly uuid: string
  readonly memory_total_mib: number | null
  readonly memory_used_mib: number | null
  readonly memory_free_mib: number | null
  readonly utilization_gpu_pct: number | null
  readonly temperature_c: number
  readonly power_w: number | null
  readonly mig_mode: string | null
  readonly mig_memory_total_mib: readonly number[] | null
  readonly ecc: string | null
  readonly processes: number
}

/** What it says of a log. */
interface LogFacts {
  readonly driver: string | null
  readonly cuda: string | null
  readonly gpu_count: number
  readonly gpus: readonly GpuFacts[]
}

const logs = isPresent ? recordings<LogFacts>().filter(({ path }) => path.endsWith('.xml')) : []

const bytes = (mebibytes: number | null): number | undefined =>
  mebibytes === null ? undefined : mebibytes * 2 ** 20

const probeLog = (path: string, log = readRecording(path)) =>
  probeNvidia(
    fakeHost({
      answer: answerBy({ log: exited(0, log) }),
      platform: path.includes('windows') ? 'win32' : 'linux',
      files: bareMetal,
    }),
  )

const facts = (gpu: GpuFacts) => ({
  pciAddress: gpu.pci.toLowerCase().slice(4),
  name: gpu.name,
  uuid: gpu.uuid,
  memory: {
    totalBytes: bytes(gpu.memory_total_mib),
    usedBytes: bytes(gpu.memory_used_mib),
    freeBytes: bytes(gpu.memory_free_mib),
  },
  utilisation: gpu.utilization_gpu_pct === null ? undefined : gpu.utilization_gpu_pct / 100,
  temperatureC: gpu.temperature_c,
  powerW: gpu.power_w ?? undefined,
})

const switched = (word: string | null): boolean | undefined =>
  new Map([
    ['Enabled', true],
    ['Disabled', false],
  ]).get(word ?? '')

describe.skipIf(!isPresent)('recorded logs', () => {
  test('there are 12', () => {
    expect(logs).toHaveLength(12)
  })

  test.each(logs)('$path says what the manifest says', async ({ path, expect: expected }) => {
    const { devices, unusable } = await probeLog(path)
    expect(devices).toHaveLength(expected.gpu_count)
    expect(unusable).toEqual([])
    for (const [place, gpu] of expected.gpus.entries()) {
      const device = devices[place]
      expect(device).toMatchObject(facts(gpu))
      expect(device?.driverVersion).toBe(expected.driver ?? undefined)
      expect(device?.cudaVersion).toBe(expected.cuda === null ? undefined : Number(expected.cuda))
      expect(device?.ecc?.enabled).toBe(switched(gpu.ecc))
      expect(device?.mig?.enabled).toBe(switched(gpu.mig_mode))
      expect(device?.mig?.instances.map(({ memory }) => memory.totalBytes)).toEqual(
        gpu.mig_memory_total_mib?.map(bytes),
      )
    }
  })

  test.each(logs)('$path lists the programs that the manifest counts', async ({ path, expect: expected }) => {
    const { devices } = await probeLog(path)
    // An empty list is no claim: two cards hold gigabytes without a program, and the trimmed log has no list.
    const told = devices.map(({ processes }) => processes?.length ?? 0)
    expect(told).toEqual(expected.gpus.map(({ processes }) => processes))
  })

  test('a full card without a program on its list is not called idle', async () => {
    const { devices } = await probeLog('nvidia/xml/rtx-3080__595.58.03.xml')
    expect(devices[0]?.processes).toBeUndefined()
  })

  test.each(logs)('$path with Windows line ends says the same', async ({ path }) => {
    const log = readRecording(path)
    expect(await probeLog(path, log.replaceAll('\n', '\r\n'))).toEqual(await probeLog(path))
  })

  test('three blocks that are missing from a log of four GPUs are a fault', async () => {
    const { faults } = await probeLog('nvidia/xml/a100-sxm4-80gb-mig4__535.54.03.xml')
    expect(faults.map(({ text }) => text)).toContain('4 GPUs attached, 1 told of')
  })

  test('every model that has one name is known by it', async () => {
    const models = await Promise.all(
      logs.map(async ({ path }) => (await probeLog(path)).devices[0]?.model ?? 'unknown'),
    )
    console.log(`models of the logs: ${models.join(', ')}`)
    expect(models.filter((model) => model === 'unknown')).toHaveLength(2)
  })
})
