import { describe, expect, test } from 'vitest'
import { skusOf } from '../src/skus.ts'
import { rowsIn, skusByRegion } from './fixtures.ts'

const read = (region: string) => skusOf(rowsIn(skusByRegion, region), region)

describe('a list of resources', () => {
  test('is cut to the sizes with GPUs', () => {
    expect([...read('eastus').byName.keys()].sort()).toEqual([
      'Standard_NC24ads_A100_v4',
      'Standard_NC4as_T4_v3',
      'Standard_NCC40ads_H100_v5',
      'Standard_ND128isr_NDR_GB200_v6',
      'Standard_ND96asr_v4',
      'Standard_ND96isr_H100_v5',
      'Standard_NV36ads_A10_v5',
      'Standard_NV6ads_A10_v5',
    ])
    expect(read('eastus').bad).toEqual([])
  })

  test('has facts as texts', () => {
    expect(read('eastus').byName.get('Standard_ND128isr_NDR_GB200_v6')).toEqual({
      family: 'standardNDISRGB200Family',
      vcpus: 128,
      ramGiB: 864,
      architecture: 'arm64',
      isSpotCapable: true,
      restriction: undefined,
      retiresAtMs: undefined,
    })
  })

  test('has a day on which a size is retired', () => {
    const { byName } = read('westeurope')
    expect(byName.get('Standard_NC4as_T4_v3')?.retiresAtMs).toBe(Date.UTC(2027, 2, 31))
  })

  test('has rows that cannot be read, which cost a warning each', () => {
    const { byName, bad } = skusOf([{ resourceType: 'virtualMachines', name: 7 }, 'no row'], 'eastus')
    expect(bad.map(({ row }) => row)).toEqual([
      'restrictions of eastus: row 1',
      'restrictions of eastus: row 2',
    ])
    expect(byName.size).toBe(0)
  })
})

describe('a restriction', () => {
  const sku = (restrictions: readonly unknown[], more: object = {}) =>
    skusOf(
      [{ resourceType: 'virtualMachines', name: 'Standard_NC4as_T4_v3', restrictions, ...more }],
      'westus3',
    ).byName.get('Standard_NC4as_T4_v3')

  test('of the region counts, in whatever case it is written', () => {
    const restriction = { type: 'Location', values: ['WestUS3'], reasonCode: 'QuotaId' }
    expect(sku([restriction])?.restriction).toBe('QuotaId')
  })

  test.each([
    ['a zone', { type: 'Zone', values: ['westus3'], reasonCode: 'NotAvailableForSubscription' }],
    ['another region', { type: 'Location', values: ['westus2'], reasonCode: 'QuotaId' }],
    ['nothing', { type: 'Location', values: null }],
  ])('of %s does not', (_what, restriction) => {
    expect(sku([restriction])?.restriction).toBeUndefined()
  })

  test('with a reason that is no word is repeated without it', () => {
    expect(sku([{ type: 'Location', values: ['westus3'], reasonCode: '<b>no</b>' }])?.restriction).toBe(
      'unknown reason',
    )
  })

  test('of a size about which nothing else is told leaves the rest unknown', () => {
    expect(sku([], { family: 'x'.repeat(81), capabilities: null })).toEqual({
      family: undefined,
      vcpus: undefined,
      ramGiB: undefined,
      architecture: undefined,
      isSpotCapable: undefined,
      restriction: undefined,
      retiresAtMs: undefined,
    })
  })

  test('and numbers that cannot be true are unknown', () => {
    const capabilities = [
      { name: 'vCPUs', value: '-4' },
      { name: 'MemoryGB', value: 'much' },
      { name: 'CpuArchitectureType', value: 'riscv' },
      { name: 'RetirementDateUtc', value: 'some day' },
      { name: 'LowPriorityCapable', value: 'False' },
    ]
    expect(sku([], { capabilities })).toMatchObject({
      vcpus: undefined,
      ramGiB: undefined,
      architecture: undefined,
      retiresAtMs: undefined,
      isSpotCapable: false,
    })
  })
})
