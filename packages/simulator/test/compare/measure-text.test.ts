import { describe, expect, test } from 'vitest'
import { differenceText, meanText, measureFormat, measureTitle } from '../../src/compare/measure-text.ts'
import { sampleMean } from '../../src/compare/sample-mean.ts'
import { textColumns } from '../../src/compare/text-columns.ts'

const amounts = { factor: 1, decimals: 2 }

describe('numbers of a row', () => {
  test.each([
    [12_345.6, 0],
    [123.4, 1],
    [1.234, 3],
    [0.0123, 5],
    [1e-9, 6],
    [0, 0],
  ])('whose largest is %d have %i decimals', (largest, decimals) => {
    expect(measureFormat('totalUsd', [sampleMean([largest]), sampleMean([])]).decimals).toBe(decimals)
  })

  test('take the larger of a loss and a gain', () => {
    expect(measureFormat('totalUsd', [sampleMean([-200]), sampleMean([1])]).decimals).toBe(1)
  })

  test('are per cent where they are shares', () => {
    expect(measureFormat('lateShare', [sampleMean([0.125])])).toEqual({ factor: 100, decimals: 2 })
    expect(measureTitle('lateShare')).toBe('late (%)')
    expect(measureTitle('interruptions')).toBe('interruptions')
  })
})

describe('a mean', () => {
  test('is written with half of its interval', () => {
    expect(meanText(sampleMean([1, 2, 3]), amounts)).toBe('2.00 ± 2.48')
  })

  test('of one value is written alone, and of none as a dash', () => {
    expect([meanText(sampleMean([1]), amounts), meanText(sampleMean([]), amounts)]).toEqual(['1.00', '-'])
  })

  test('that rounds to 0 has no sign', () => {
    expect(meanText(sampleMean([-0.001]), amounts)).toBe('0.00')
  })
})

describe('a difference', () => {
  test.each([
    [5, true, '+5.00 *'],
    [-5, true, '-5.00 *'],
    [5, false, '+5.00  '],
    [0, null, '0.00  '],
    [0.001, false, '0.00  '],
  ])('of %d (excludes 0: %s) is written "%s"', (value, excludesZero, text) => {
    expect(differenceText({ ...sampleMean([value]), excludesZero }, amounts)).toBe(text)
  })
})

test('columns are as wide as their widest cell, and lines have no spaces at the end', () => {
  expect(
    textColumns([
      ['', 'spot', 'on demand'],
      ['cost', '12.50'],
      ['a longer name', '3', '4'],
    ]),
  ).toEqual(['                spot  on demand', 'cost           12.50', 'a longer name      3          4'])
})

test('no rows are no lines', () => {
  expect(textColumns([])).toEqual([])
})
