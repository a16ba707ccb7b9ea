import { describe, expect, test } from 'vitest'
import { readXmlLog } from '../../src/nvidia/xml-log.ts'
import { block, log, probeLog, readFixture } from './smi-output.ts'

const only = async (fixture: string) => {
  const { devices, unusable } = await probeLog(readFixture(fixture))
  expect([devices.length, unusable.length]).toEqual([1, 0])
  return devices[0]
}

describe('logs', () => {
  test('of Volta have the names up to 525', async () => {
    expect(await only('volta.460.xml')).toMatchObject({
      vendor: 'nvidia',
      pciAddress: '0000:21:01.0',
      model: 'V100-PCIe-32GB',
      powerW: 170.16,
      powerLimitW: 250,
      temperatureC: 88,
      slowdownC: 87,
      computeMode: 'exclusive',
      ecc: { enabled: true, uncorrected: 3, uncorrectedInLife: 7 },
      warnings: [
        'page-retirement-pending',
        'uncorrected-errors',
        'slowed-by-heat',
        'slowed-by-hardware',
        'hot',
      ],
      driverVersion: '460.39',
      cudaVersion: 11.2,
      mig: undefined,
    })
  })

  test('list programs with what they do, and without memory where it is not told', async () => {
    const device = await only('volta.460.xml')
    expect(device?.processes).toEqual([
      { pid: 4_027_538, name: 'worker a&lt;&gt;b', usedBytes: 3214 * 2 ** 20, type: 'compute' },
      { pid: 1200, name: '/usr/lib/xorg/Xorg', usedBytes: 8 * 2 ** 20, type: 'graphics' },
      { pid: 1300, name: 'blender', usedBytes: undefined, type: 'both' },
    ])
  })

  test('of Hopper have the newest names', async () => {
    expect(await only('hopper.595.xml')).toMatchObject({
      powerW: 71.15,
      powerLimitW: 900,
      ecc: { uncorrected: 7, uncorrectedInLife: 9 },
      warnings: ['uncorrected-errors', 'hot'],
      memory: { totalBytes: 97_871 * 2 ** 20, reservedBytes: 613 * 2 ** 20, unified: false },
      processes: [],
      mig: { enabled: false, changePending: false, instances: [] },
    })
  })

  test('give the size of the GPU and not that of its first MIG instance', async () => {
    const { devices } = await probeLog(readFixture('mig.550.xml'))
    expect(devices.map(({ memory }) => memory.totalBytes)).toEqual([81_920 * 2 ** 20, 81_920 * 2 ** 20])
    expect(devices[0]?.powerW).toBe(67.03)
    expect(devices[0]?.ecc?.remappedRows).toBe(2)
  })

  test('may carry their document type; entities stay as they are', async () => {
    const device = await only('internal-subset.xml')
    expect(device?.model).toBe('T4')
    expect(device?.processes?.[0]?.name).toBe('&bigger;&file;')
  })

  test('tell an error of their own', async () => {
    const text = log([]).replace(
      '<attached_gpus>',
      '<error_string>Failed to initialize NVML: Unknown Error</error_string><attached_gpus>',
    )
    expect((await probeLog(text)).faults.map(({ kind }) => kind)).toContain('driver-broken')
  })

  test('may stand behind a warning, which is told', async () => {
    const { devices, faults } = await probeLog(
      `WARNING: infoROM is corrupted at gpu 0000:01:00.0\n${log([block(1)])}`,
    )
    expect(devices).toHaveLength(1)
    expect(faults.map(({ text }) => text)).toEqual(['WARNING: infoROM is corrupted at gpu 0000:01:00.0'])
  })

  test('without a list of programs claim nothing of them', async () => {
    for (const list of [
      '',
      '<processes>N/A</processes>',
      '<processes><process_info><pid>[Insufficient Permissions]</pid></process_info></processes>',
    ]) {
      const { devices } = await probeLog(log([block(1).replace(/<processes>[\s\S]*<\/processes>/, list)]))
      expect(devices[0]?.processes).toBeUndefined()
    }
  })

  test('that end after a whole block, without their own end, are told of', async () => {
    const { devices, faults } = await probeLog(log([block(1)]).replace('</nvidia_smi_log>', ''))
    expect(devices).toHaveLength(1)
    expect(faults.map(({ text }) => text)).toEqual(['the log ends after 1 GPUs'])
  })

  test('are recognised by their root', () => {
    expect(readXmlLog('No devices were found')).toBeUndefined()
    expect(readXmlLog('<html></html>')).toBeUndefined()
    expect(readXmlLog(log([]))?.readings).toEqual([])
  })
})
