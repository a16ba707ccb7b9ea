import { findGpuModel, resolveGpuModel } from '@aima/gpu-core'
import { describe, expect, test } from 'vitest'
import { findSize, gpuSizes } from '../src/sizes.ts'
import { hasRecordings, numberOf, recordedRows, textOf } from './recordings.ts'

describe.skipIf(!hasRecordings)('sizes with GPUs', () => {
  const rows = hasRecordings ? recordedRows('gpu-vm-sizes.csv') : []

  test('are all in the table', () => {
    const known = rows.filter((row) => findSize(textOf(row, 'arm_sku_name')) !== undefined)
    const more = gpuSizes.filter(({ name }) => !rows.some((row) => textOf(row, 'arm_sku_name') === name))
    console.log(`${known.length} of ${rows.length} recorded sizes are in the table, and ${more.length} more`)
    expect([known.length, rows.length]).toEqual([57, 57])
    expect(more.map(({ name }) => name)).toEqual(['Standard_ND96ams_A100_v4', 'Standard_ND96is_H100_v5'])
  })

  test.each(rows.map((row) => [textOf(row, 'arm_sku_name'), row] as const))(
    '%s has the recorded facts',
    (name, row) => {
      const size = findSize(name) ?? expect.fail('expected a size')
      const recordedModel = textOf(row, 'gpu_model').replace(/ \(.*\)$/, '')
      const resolved = resolveGpuModel(recordedModel, numberOf(row, 'gpu_memory_gb_per_full_gpu'))
      expect(size.model).toBe(resolved.map(({ model }) => model.model).unwrapOr('unknown'))
      expect(findGpuModel(size.model)?.vendor).toBe(textOf(row, 'gpu_vendor'))
      expect(size.gpus).toBeCloseTo(numberOf(row, 'gpu_count'), 4)
      expect(size.gpus * size.vramGiB).toBeCloseTo(numberOf(row, 'gpu_memory_gb_total'), 10)
      expect([size.vcpus, size.ramGiB]).toEqual([numberOf(row, 'vcpu'), numberOf(row, 'memory_gib')])
      expect(size.family ?? '').toBe(textOf(row, 'sku_family_in_api'))
      expect(size.isArm).toBe(textOf(row, 'note').includes('Arm64'))
      expect(size.isWindowsOnly).toBe(textOf(row, 'note').includes('Windows only'))
      expect(size.retiresAtMs !== undefined).toBe(textOf(row, 'note').includes('retir'))
      expect(size.securityType !== undefined).toBe(textOf(row, 'note').includes('confidential'))
    },
  )

  test('have the recorded link, where it joins all of them', () => {
    for (const row of rows) {
      const size = findSize(textOf(row, 'arm_sku_name')) ?? expect.fail()
      const link = textOf(row, 'gpu_interconnect')
      const isJoined = link.startsWith('NVLink') && (link !== 'NVLink pair' || size.gpus === 2)
      if (size.gpus > 1 && size.model !== 'MI300X')
        expect([size.name, size.interconnect]).toEqual([size.name, isJoined ? 'nvlink' : 'pcie'])
    }
  })
})
