import { expect, test } from 'vitest'
import { cudaNumber, highestAvailable, leastVersion, orderedVersion } from '../src/cuda-version.ts'

test('compares versions as numbers of two parts', () => {
  const versions = ['12.9', '12.11', '12.2'].map((version) => ({ version, isAvailable: true }))
  expect(highestAvailable(versions)).toBe('12.11')
})

test('promises no version that a decimal number would mix up', () => {
  expect(['12.8', '12.11', '13.0'].map(cudaNumber)).toEqual([12.8, 12.9, 13])
})

test('asks for the least version that fulfils a need, to the last bit', () => {
  for (let tenths = 80; tenths < 200; tenths += 1) {
    const version = `${Math.floor(tenths / 10)}.${tenths % 10}`
    expect(leastVersion(Number(version))).toBe(version)
    expect(cudaNumber(version)).toBe(Number(version))
  }
})

test('orders what is needed, of what there is', () => {
  expect(orderedVersion('12.11', 12.2)).toBe('12.2')
  expect(orderedVersion('12.2', 12.2)).toBe('12.2')
  expect(orderedVersion(undefined, 12.2)).toBeUndefined()
})

test.each(['', '12', 'latest', '0.0', '1e3.1', '123.4'])('knows that %j is no version', (version) => {
  expect(cudaNumber(version)).toBeUndefined()
  expect(highestAvailable([{ version, isAvailable: true }])).toBeUndefined()
})
