import { expect, test } from 'vitest'
import { fromRest } from '../src/from-rest.ts'
import { gpuTypeOf } from './fixtures.ts'

const secure = { cloud: 'SECURE', gpuCount: 1 } as const
const community = { cloud: 'COMMUNITY', gpuCount: 1 } as const

test('takes no placeholder price of a cloud that does not offer the type', () => {
  const gpu = gpuTypeOf({ community: false, price: { secure: 2.19, community: 0.5 } })
  expect(fromRest(gpu, community)).toBeUndefined()
  expect(fromRest(gpu, secure)?.usdPerGpuHour).toBe(2.19)
})

test('takes the type "unknown" for none', () => {
  expect(fromRest(gpuTypeOf({ id: 'unknown' }), secure)).toBeUndefined()
})

test('takes no count above the largest machine of the cloud', () => {
  const gpu = gpuTypeOf({ maxCount: { secure: 8, community: 2 } })
  expect(fromRest(gpu, { cloud: 'COMMUNITY', gpuCount: 4 })).toBeUndefined()
  expect(fromRest(gpu, { cloud: 'SECURE', gpuCount: 4 })).toBeDefined()
})

test('takes the largest machine for no stock', () => {
  const gpu = gpuTypeOf({ maxCount: { secure: 8, community: 8 }, availability: 'NONE' })
  expect(fromRest(gpu, secure)?.stock).toBe('NONE')
})

test('keeps a price of 0 as unknown', () => {
  expect(fromRest(gpuTypeOf({ price: { secure: 0, community: 1 } }), secure)?.usdPerGpuHour).toBeUndefined()
})

test('takes a missing level of stock for none', () => {
  expect(fromRest(gpuTypeOf(), secure)?.stock).toBe('NONE')
})

test('tells a missing list of data centres from one without stock', () => {
  expect(fromRest(gpuTypeOf({ availability: 'LOW' }), secure)?.dataCenters).toEqual([])
  const gpu = gpuTypeOf({ availability: 'LOW', dataCenters: [{ id: 'EU-RO-1', availability: 'NONE' }] })
  expect(fromRest(gpu, secure)?.dataCenters).toEqual([{ id: 'EU-RO-1', stock: 'NONE' }])
})

test('takes the highest CUDA version of which a host is free', () => {
  const cudaVersions = [
    { version: '12.8', available: true },
    { version: '13.0', available: false },
    { version: '12.4', available: true },
  ]
  expect(fromRest(gpuTypeOf({ cudaVersions }), secure)?.cudaVersion).toBe('12.8')
})

test('knows nothing of processors and memory of the host', () => {
  expect(fromRest(gpuTypeOf(), secure)).toMatchObject({ vcpus: undefined, ramGB: undefined })
})
