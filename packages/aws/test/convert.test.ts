import { describe, expect, test } from 'vitest'
import { advisorOf, WireAdvisor } from '../src/advisor.ts'
import { codeIn } from '../src/aws-error.ts'
import { egressTiersOf } from '../src/facts.ts'
import { gpuOf } from '../src/gpu.ts'
import { toMachineTypes } from '../src/instance-types.ts'
import { amountOf, readProduct } from '../src/price-product.ts'
import { countryOf, partitionOf, regionsOf, suitableRegions } from '../src/regions.ts'
import { toSpotPrices } from '../src/spot-history.ts'
import { advisor } from './fixtures.ts'

describe('GPUs', () => {
  test.each([
    ['p4d.24xlarge', 'A100', 40_960, 8, 'A100-SXM4-40GB'],
    ['p4de.24xlarge', 'A100', 81_920, 8, 'A100-SXM4-80GB'],
    ['p5.4xlarge', 'H100', 81_920, 1, 'H100-SXM5'],
    ['p9.48xlarge', 'H100', 81_920, 8, 'H100-PCIe'],
    ['p4d.24xlarge', 'A100', 81_920, 8, 'A100-PCIe-80GB'],
    ['g6.xlarge', 'L4', 22_888, 1, 'L4'],
    ['g7.2xlarge', 'RTX PRO 4500', 32_768, 1, 'RTX PRO 4500 Blackwell Server'],
    ['g9.xlarge', 'QX', 1024, 1, undefined],
  ])(
    'of %s, %s with %i MiB, are of the model that the family tells',
    (type, name, mebibytes, gpus, model) => {
      expect(gpuOf({ type, name, mebibytes, gpus }).gpu.model).toBe(model)
    },
  )

  test('whose form nobody tells are the slowest, and that is said', () => {
    expect(gpuOf({ type: 'p9.48xlarge', name: 'H100', mebibytes: 81_920, gpus: 8 }).assumptions).toHaveLength(
      1,
    )
    expect(gpuOf({ type: 'p5.48xlarge', name: 'H100', mebibytes: 81_920, gpus: 8 }).assumptions).toEqual([])
  })

  test.each([
    ['91553', '91553'],
    ['91553', '366212'],
    ['22888', '91552'],
  ])('with %s MiB each and %s in all are four L4', (each, total) => {
    const gpu = { name: 'L4', manufacturer: 'NVIDIA', count: '4', memoryInfo: { sizeInMiB: each } }
    const item = {
      instanceType: 'g6.12xlarge',
      gpuInfo: { gpus: { item: [gpu] }, totalGpuMemoryInMiB: total },
    }
    expect(toMachineTypes([item], 'x').rows).toMatchObject([
      { gpu: { model: 'L4', vramGiB: 24 }, gpuCount: 4 },
    ])
  })

  test('of Habana, and several kinds in one machine, are none', () => {
    const item = (gpus: readonly object[]) => ({
      instanceType: 'dl1.24xlarge',
      gpuInfo: { gpus: { item: gpus } },
    })
    const gaudi = { name: 'Gaudi', manufacturer: 'Habana', count: '8', memoryInfo: { sizeInMiB: '32768' } }
    const h100 = { ...gaudi, name: 'H100', manufacturer: 'NVIDIA' }
    expect(toMachineTypes([item([gaudi]), item([h100, gaudi])], 'x')).toEqual({ rows: [], bad: [] })
  })
})

describe('prices', () => {
  test.each([
    ['0.0960000000', 0.096],
    ['0', 0],
    ['1e3', undefined],
    ['-1', undefined],
    ['999999', undefined],
    ['', undefined],
  ])('%s is %s', (text, amount) => {
    expect(amountOf(text)).toBe(amount)
  })

  test('that are no JSON, and those of another shape, are bad rows', () => {
    const scope = { region: 'us-east-1', currency: 'USD' } as const
    expect(readProduct('{', scope)._unsafeUnwrapErr().issues).toEqual(['expected JSON'])
    expect(readProduct('{}', scope).isErr()).toBe(true)
  })

  test.each([
    ['EUC1-BoxUsage:g6.xlarge', 3],
    ['BoxUsage', 3],
    ['EUC1-RunInstances:g6.xlarge', 2],
    [undefined, 2],
    ['EUC1-UnusedBox:g6.xlarge', undefined],
    ['Reservation:g6.xlarge', undefined],
    ['EUC1-HostBoxUsage:g6', undefined],
    ['UnusedDed:g6.xlarge', undefined],
    ['USE1-CapacityBlock:p5.48xlarge', undefined],
  ])('of usage %j have rank %j; undefined: they are none', (usagetype, rank) => {
    const attributes = {
      instanceType: 'g6.xlarge',
      operatingSystem: 'Linux',
      tenancy: 'Shared',
      usagetype,
    }
    const price = { unit: 'Hrs', pricePerUnit: { USD: '0.8048' } }
    const terms = { OnDemand: { one: { priceDimensions: { one: price } } } }
    const element = JSON.stringify({ product: { productFamily: 'Compute Instance', attributes }, terms })
    const read = readProduct(element, { region: 'us-east-1', currency: 'USD' })._unsafeUnwrap()
    expect(read?.rank).toBe(rank)
  })

  test('of spot are the newest of each zone, in any order', () => {
    const row = (price: string, time: string) => ({
      instanceType: 'g5.xlarge',
      productDescription: 'Linux/UNIX',
      spotPrice: price,
      timestamp: time,
      availabilityZone: 'eu-west-1a',
    })
    const rows = [
      row('1', '2026-11-01T00:00:00Z'),
      row('3', '2026-11-03T00:00:00Z'),
      row('2', '2026-11-02T00:00:00Z'),
    ]
    for (const items of [rows, rows.toReversed()])
      expect(toSpotPrices(items, 'eu-west-1').rows.map(({ usdPerHour }) => usdPerHour)).toEqual([3])
    expect(toSpotPrices([row('0', '2026-11-01T00:00:00Z')], 'eu-west-1').rows).toEqual([])
    expect(toSpotPrices([row('1', 'yesterday')], 'eu-west-1').bad).toHaveLength(1)
  })
})

describe('the Spot Advisor', () => {
  const file = WireAdvisor.parse(advisor)

  test('has a rate for each of its classes', () => {
    const advise = advisorOf(file)
    const rates = ['g4ad.xlarge', 'g6.xlarge', 'g6.12xlarge', 'p4d.24xlarge', 'p5.48xlarge'].map(
      (type) => advise('eu-central-1', type)?.interruptionsPerHour,
    )
    expect(rates).toEqual([0.02, 0.05, 0.08, 0.12, 0.3])
  })

  test('knows nothing of classes with other names, of other types and of the prototype of objects', () => {
    const renamed = { ...file, ranges: file.ranges.map((range) => ({ ...range, label: `${range.index}` })) }
    expect(advisorOf(renamed)('eu-central-1', 'g6.xlarge')).toBeUndefined()
    expect(advisorOf(file)('eu-central-1', 'g5.xlarge')).toBeUndefined()
    expect(advisorOf(file)('__proto__', 'constructor')).toBeUndefined()
  })
})

describe('regions', () => {
  test('are in one partition each, and every one in the table has a country', () => {
    for (const partition of ['aws', 'aws-us-gov', 'aws-cn'] as const)
      for (const region of regionsOf(partition)) {
        expect(partitionOf(region)).toBe(partition)
        expect(countryOf(region)).toMatch(/^[A-Z]{2}$/)
      }
    expect(regionsOf('aws')).toHaveLength(34)
  })

  test('of other partitions are never suitable', () => {
    expect(suitableRegions('aws', new Set(['CN']))).toEqual([])
    expect(suitableRegions('aws', new Set(['US'])).some((region) => region.includes('gov'))).toBe(false)
  })

  test('have traffic prices where these are known', () => {
    expect(egressTiersOf('eu-north-1')?.[1]).toEqual([10_240, 0.09])
    expect(egressTiersOf('us-gov-west-1')).toBeUndefined()
    expect(egressTiersOf('ap-southeast-2')).toEqual([
      [100, 0],
      [null, 0.114],
    ])
  })
})

test('codes of errors are found in JSON with and without a namespace', () => {
  expect(codeIn('{"__type":"ThrottlingException"}')).toBe('ThrottlingException')
  expect(codeIn('{"message":"x","__type" : "a.b#AccessDeniedException"}')).toBe('AccessDeniedException')
  expect(codeIn('Access denied')).toBeUndefined()
})
