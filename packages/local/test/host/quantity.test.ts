import { describe, expect, test } from 'vitest'
import { memoryOf } from '../../src/host/device-memory.ts'
import { pciAddressOf } from '../../src/host/pci-address.ts'
import { celsiusOf, nodeOf, numberOf, quantity, shareOf, wattsOf, wordOf } from '../../src/host/quantity.ts'

test.each([
  [12, 12],
  ['12', 12],
  [' 45.0 ', 45],
  ['-1', -1],
  ['', undefined],
  ['N/A', undefined],
  ['N/A (Secondary die)', undefined],
  ['0x10', undefined],
  ['1e9', undefined],
  ['12 MB', undefined],
  ['12,5', undefined],
  [Number.NaN, undefined],
  [Number.POSITIVE_INFINITY, undefined],
  ['9'.repeat(400), undefined],
  [null, undefined],
  [true, undefined],
  [[], undefined],
])('the number of %j is %j', (value, expected) => {
  expect(numberOf(value)).toBe(expected)
})

test.each([
  ['N/A', undefined],
  ['n/a', undefined],
  ['  ', undefined],
  ['None', undefined],
  [' a b ', 'a b'],
  [7, undefined],
])('the word of %j is %j', (value, expected) => {
  expect(wordOf(value)).toBe(expected)
})

test.each([
  [16368, { value: 16368, unit: undefined }],
  [
    { value: 16368, unit: 'MB' },
    { value: 16368, unit: 'MB' },
  ],
  [
    { value: '7', unit: 'W' },
    { value: 7, unit: 'W' },
  ],
  [{ value: 'N/A', unit: 'GB/s' }, undefined],
  ['N/A', undefined],
  [{}, undefined],
  [null, undefined],
])('the quantity of %j is %j', (value, expected) => {
  expect(quantity.parse(value)).toEqual(expected)
})

test('a load is a share of 0 to 1, or not known', () => {
  expect([0, 100, 101, -1, 65535, undefined].map(shareOf)).toEqual([
    0,
    1,
    undefined,
    undefined,
    undefined,
    undefined,
  ])
})

test('a value that is 0 or the largest of its type is not known', () => {
  const nothing = undefined
  expect([0, 45, 65535, -3, nothing].map(celsiusOf)).toEqual([nothing, 45, nothing, nothing, nothing])
  expect([0, 450, 65535, -3, nothing].map(wattsOf)).toEqual([nothing, 450, nothing, nothing, nothing])
})

test('a NUMA node may be 0, and -1 means none', () => {
  expect([0, 3, -1, 4294967295, 0.5, undefined].map(nodeOf)).toEqual([
    0,
    3,
    undefined,
    undefined,
    undefined,
    undefined,
  ])
})

test.each([
  ['0000:C1:00.0', '0000:c1:00.0'],
  ['00000000:C1:00.0', '0000:c1:00.0'],
  ['c1:00.0', '0000:c1:00.0'],
  ['000F:01:00.0', '000f:01:00.0'],
  ['10000:e1:00.0', '10000:e1:00.0'],
  ['00010000:e1:00.0', '10000:e1:00.0'],
  [' 0000:0B:00.0 ', '0000:0b:00.0'],
  ['N/A', undefined],
  ['[GPU is lost]', undefined],
  ['0000:c1:00', undefined],
  ['', undefined],
  [undefined, undefined],
])('the PCI address of %j is %j', (text, expected) => {
  expect(pciAddressOf(text)).toBe(expected)
})

describe('memory', () => {
  test('keeps what is told', () => {
    expect(memoryOf({ totalBytes: 8, usedBytes: 0, freeBytes: 8 }, false)).toEqual({
      unified: false,
      totalBytes: 8,
      usedBytes: 0,
      freeBytes: 8,
    })
  })

  test('with a total of 0 is wholly unknown, because "0 used" would look free', () => {
    expect(memoryOf({ totalBytes: 0, usedBytes: 0, freeBytes: 0 }, false)).toEqual({ unified: false })
  })

  test('drops a part that is over the total', () => {
    expect(memoryOf({ totalBytes: 8, usedBytes: 9, freeBytes: -1 }, false)).toEqual({
      unified: false,
      totalBytes: 8,
    })
  })

  test('of more than any machine has is unknown', () => {
    expect(memoryOf({ totalBytes: 1e300, usedBytes: 1 }, false)).toEqual({ unified: false })
    expect(memoryOf({ usedBytes: 1e300 }, false)).toEqual({ unified: false })
  })

  test('keeps a part without a total', () => {
    expect(memoryOf({ usedBytes: 3 }, true)).toEqual({ unified: true, usedBytes: 3 })
  })
})
