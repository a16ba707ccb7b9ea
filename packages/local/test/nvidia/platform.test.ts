import { describe, expect, test } from 'vitest'
import { probeNvidia } from '../../src/nvidia/probe.ts'
import { answerBy, bareMetal, exited, fakeHost } from './fake-host.ts'
import { block, l4, list, log, noTopology, probeLog, readFixture, rows, uuid } from './smi-output.ts'

const meminfo = 'MemTotal:       125489508 kB\nMemFree:        90000000 kB\nMemAvailable:   110000000 kB\n'

const unifiedMemory = {
  totalBytes: 128_501_256_192,
  freeBytes: 112_640_000_000,
  usedBytes: 15_861_256_192,
  unified: true,
}

const noMemory =
  '<fb_memory_usage><total>N/A</total><reserved>N/A</reserved><used>N/A</used><free>N/A</free></fb_memory_usage>'

interface Named {
  readonly name: string
  readonly memory?: string
  readonly files?: Readonly<Record<string, string>>
}

const probeNamed = async ({
  name,
  memory = noMemory,
  files = { ...bareMetal, '/proc/meminfo': meminfo },
}: Named) => {
  const inside = `<product_name>${name}</product_name>${memory}`
  const answer = answerBy({
    log: exited(0, log([block(1, inside, '0000000F:01:00.0')])),
    table: rows({
      ...l4(1, 0),
      name,
      'pci.bus_id': '0000000F:01:00.0',
      'memory.total': '[N/A]',
      'memory.used': '[N/A]',
      'memory.free': '[N/A]',
    }),
    list: list(1),
    topology: noTopology,
  })
  const { devices, faults } = await probeNvidia(fakeHost({ answer, files, ramBytes: 2 ** 36 }))
  expect(faults).toEqual([])
  return devices[0]
}

describe('GPUs that use the memory of their host', () => {
  test('GB10 prints none: it is taken from the system', async () => {
    expect(await probeNamed({ name: 'NVIDIA GB10' })).toMatchObject({
      model: 'GB10',
      pciAddress: '000f:01:00.0',
      memory: unifiedMemory,
      processes: [],
    })
  })

  test('N1X prints a small one that is wrong', async () => {
    const memory =
      '<fb_memory_usage><total>8128 MiB</total><used>1 MiB</used><free>8127 MiB</free></fb_memory_usage>'
    expect((await probeNamed({ name: 'NVIDIA N1X', memory }))?.memory).toEqual(unifiedMemory)
  })

  test('where the system does not tell what is free, nothing is said of it', async () => {
    expect((await probeNamed({ name: 'NVIDIA GB10', files: bareMetal }))?.memory).toEqual({
      totalBytes: 2 ** 36,
      unified: true,
    })
  })

  test('Jetson tells next to nothing, and is joined with its row by position', async () => {
    const orin = { index: '0', name: 'Orin (nvgpu)', compute_cap: '8.7' }
    const answer = answerBy({
      log: exited(0, readFixture('jetson.540.xml')),
      table: rows(orin),
      list: exited(0, 'GPU 0: Orin (nvgpu) (UUID: N/A)\n'),
      topology: exited(255, 'not supported'),
    })
    const files = { ...bareMetal, '/proc/meminfo': 'MemTotal: 64349632 kB\nMemAvailable: 60000000 kB\n' }
    const { devices, unusable } = await probeNvidia(fakeHost({ answer, files }))
    expect(unusable).toEqual([])
    expect(devices).toHaveLength(1)
    expect(devices[0]).toMatchObject({
      index: 0,
      name: 'Orin (nvgpu)',
      model: 'Jetson AGX Orin 64GB',
      computeCapability: 8.7,
      cudaVersion: 12.6,
      memory: { totalBytes: 64_349_632 * 1024, unified: true },
    })
    expect([devices[0]?.utilisation, devices[0]?.processes, devices[0]?.driverVersion]).toEqual([
      undefined,
      undefined,
      undefined,
    ])
  })
})

test('a GPU of any other name whose memory is not told stays without', async () => {
  const device = await probeNamed({ name: 'NVIDIA A16' })
  expect(device?.memory).toEqual({ unified: false })
})

test('Grace Hopper has memory of its own', async () => {
  const { devices } = await probeLog(readFixture('hopper.595.xml'))
  expect(devices[0]?.memory).toMatchObject({ totalBytes: 97_871 * 2 ** 20, unified: false })
  expect(devices[0]?.model).toMatch(/GH200/)
})

test('a virtual GPU without licence is told as such, and is no whole model', async () => {
  const { devices } = await probeLog(readFixture('vgpu.550.xml'))
  expect(devices[0]).toMatchObject({
    virtual: { licensed: false },
    warnings: ['unlicensed'],
    name: 'NVIDIA A40-12Q',
  })
  expect(devices[0]?.model).toBeUndefined()
})

test.each([
  ['Licensed (Expiry: 2027-1-1 0:0:0 GMT)', { licensed: true }, []],
  ['N/A', {}, []],
])('a virtual GPU whose licence is %j', async (status, virtual, warnings) => {
  const text = readFixture('vgpu.550.xml').replace('Unlicensed (Unrestricted)', status)
  const { devices } = await probeLog(text)
  expect(devices[0]).toMatchObject({ virtual, warnings })
})

test.each(['None', 'Pass-Through', 'Host VGPU', 'N/A'])(
  'a GPU in mode %s is no virtual one',
  async (mode) => {
    const { devices } = await probeLog(readFixture('vgpu.550.xml').replace('>VGPU<', `>${mode}<`))
    expect(devices[0]?.virtual).toBeUndefined()
  },
)

describe('programs', () => {
  const probeIn = async (files: Readonly<Record<string, string>>, inside = '', platform = 'linux') => {
    const answer = answerBy({
      log: exited(0, log([block(1, inside)])),
      table: () => exited(0, ''),
      list: list(1),
      topology: noTopology,
    })
    return (await probeNvidia(fakeHost({ answer, files, platform }))).devices[0]?.processes
  }
  const one =
    '<processes><process_info><pid>7</pid><type>C</type><process_name>x</process_name><used_memory>N/A</used_memory></process_info></processes>'

  test('are none where the whole machine is seen', async () => {
    expect(await probeIn(bareMetal)).toEqual([])
  })

  test.each([{}, { '/proc/2/comm': 'bash\n' }])(
    'are not told in a container (%j), though the list is empty',
    async (files) => {
      expect(await probeIn(files)).toBeUndefined()
      expect(await probeIn(files, one)).toHaveLength(1)
    },
  )

  test('cannot be none where the memory is in use', async () => {
    const used =
      '<fb_memory_usage><total>23034 MiB</total><used>9000 MiB</used><free>14034 MiB</free></fb_memory_usage>'
    expect(await probeIn(bareMetal, used)).toBeUndefined()
  })

  test('cannot be none under WDDM', async () => {
    const wddm = '<driver_model><current_dm>WDDM</current_dm></driver_model>'
    expect(await probeIn({}, wddm, 'win32')).toBeUndefined()
    expect(await probeIn({}, '<driver_model><current_dm>TCC</current_dm></driver_model>', 'win32')).toEqual(
      [],
    )
  })
})

describe('Windows', () => {
  const wddm = '<driver_model><current_dm>WDDM</current_dm><pending_dm>WDDM</pending_dm></driver_model>'
  const text = log([block(1, wddm)])
  const probeWindows = async (encode: (text: string) => string) => {
    const host = fakeHost({
      platform: 'win32',
      files: {},
      answer: answerBy({
        log: exited(0, encode(text)),
        table: (fields) => {
          const { stdout = '' } = rows({ ...l4(1, 0), 'driver_model.current': 'WDDM' })(fields)
          return exited(0, encode(stdout))
        },
        list: exited(0, encode(`GPU 0: NVIDIA L4 (UUID: ${uuid(1)})\n`)),
      }),
    })
    return { findings: await probeNvidia(host), host }
  }

  test('has no view of ways, and is not asked for it', async () => {
    const { findings, host } = await probeWindows((output) => output)
    expect(host.asked.some((question) => question.startsWith('topo'))).toBe(false)
    expect(findings).toMatchObject({
      faults: [],
      unusable: [],
      devices: [{ index: 0, driverModel: 'wddm', computeCapability: 8.9 }],
    })
  })

  test('may end lines in its own way, and write UTF-16 with a mark before', async () => {
    const { findings } = await probeWindows((output) => output)
    const crlf = (output: string) => output.replaceAll('\n', '\r\n')
    const utf16 = (output: string) =>
      `\uFFFD\uFFFD${[...crlf(output)].map((letter) => `${letter}\0`).join('')}`
    expect((await probeWindows(crlf)).findings).toEqual(findings)
    expect((await probeWindows(utf16)).findings).toEqual(findings)
  })

  test('may write numbers in its own way: they are unknown, not wrong', async () => {
    const inside =
      '<temperature><gpu_temp>41,5 C</gpu_temp></temperature><fb_memory_usage><total>23.034,0 MiB</total></fb_memory_usage>'
    const { devices } = await probeLog(log([block(1, inside)]))
    expect([devices[0]?.temperatureC, devices[0]?.memory.totalBytes]).toEqual([undefined, undefined])
  })
})
