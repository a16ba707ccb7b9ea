import { expect, test } from 'vitest'
import { fromGraphql, stockByDataCenter } from '../src/from-graphql.ts'
import { GraphqlGpuType, graphqlDataCenter } from '../src/graphql-wire.ts'

const secure8 = { cloud: 'SECURE', gpuCount: 8 } as const

const h100 = {
  id: 'NVIDIA H100 80GB HBM3',
  secureCloud: true,
  communityCloud: true,
  securePrice: 2.99,
  communityPrice: 2.69,
}

test('takes the price of one GPU, and the bid of the whole pod', () => {
  const row = fromGraphql({ ...h100, lowestPrice: { minimumBidPrice: 12, stockStatus: 'HIGH' } }, secure8)
  expect(row).toMatchObject({ usdPerGpuHour: 2.99, bidUsdPerHour: 12, stock: 'HIGH' })
})

test('takes null for no stock and for no failure', () => {
  const gpu = GraphqlGpuType.parse({
    ...h100,
    lowestPrice: { minimumBidPrice: null, uninterruptablePrice: null, stockStatus: null },
  })
  expect(fromGraphql(gpu, secure8)).toMatchObject({ stock: 'NONE', usdPerGpuHour: 2.99 })
})

test('reads levels of stock in any case, and keeps an unknown word unknown', () => {
  const stockOf = (stockStatus: string) =>
    fromGraphql(GraphqlGpuType.parse({ ...h100, lowestPrice: { stockStatus } }), secure8)?.stock
  expect(['High', 'low', 'MEDIUM', 'None', 'Out', 'Plenty'].map(stockOf)).toEqual([
    'HIGH',
    'LOW',
    'MEDIUM',
    'NONE',
    'NONE',
    'UNKNOWN',
  ])
})

test('takes no placeholder: neither a cloud that does not offer the type nor the type "unknown"', () => {
  expect(fromGraphql({ ...h100, secureCloud: false }, secure8)).toBeUndefined()
  expect(fromGraphql({ ...h100, secureCloud: null }, secure8)).toBeUndefined()
  expect(fromGraphql({ ...h100, id: 'unknown' }, secure8)).toBeUndefined()
})

test('takes no count above the largest machine of the cloud', () => {
  expect(fromGraphql({ ...h100, maxGpuCountSecureCloud: 4 }, secure8)).toBeUndefined()
  expect(fromGraphql({ ...h100, maxGpuCountCommunityCloud: 4 }, secure8)).toBeDefined()
})

test('knows the least processors and memory of a pod', () => {
  const row = fromGraphql({ ...h100, lowestPrice: { minVcpu: 128, minMemory: 1000 } }, secure8)
  expect(row).toMatchObject({ vcpus: 128, ramGB: 1000 })
})

test('takes CUDA versions that are available, in any case', () => {
  const gpuTypeCudaVersions = [
    { cudaVersion: '12.8', availability: 'Available' },
    { cudaVersion: '13.0', availability: 'UNAVAILABLE' },
  ]
  expect(fromGraphql({ ...h100, lowestPrice: { gpuTypeCudaVersions } }, secure8)?.cudaVersion).toBe('12.8')
})

test('sorts the stock of data centres by type and count', () => {
  const schema = graphqlDataCenter([1, 8])
  const stock = (stockStatus: string | null, available: boolean) => [
    { gpuTypeId: 'A', stockStatus, available },
  ]
  const dataCenters = [
    schema.parse({ id: 'EU-RO-1', compliance: null, x1: stock('High', true), x8: stock('Low', false) }),
    schema.parse({ id: 'US-DE-1', x1: stock(null, true), x8: null }),
  ]
  expect([...stockByDataCenter(dataCenters)]).toEqual([
    [
      '1 A',
      [
        { id: 'EU-RO-1', stock: 'HIGH' },
        { id: 'US-DE-1', stock: 'NONE' },
      ],
    ],
    ['8 A', [{ id: 'EU-RO-1', stock: 'NONE' }]],
  ])
})
