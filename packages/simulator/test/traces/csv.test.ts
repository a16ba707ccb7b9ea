import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import {
  countCell,
  jsonCell,
  nonNegativeCell,
  orEmpty,
  textCell,
  timeCell,
  unixSecondsCell,
  wholeCell,
} from '../../src/traces/csv-cell.ts'
import { readCsvRows } from '../../src/traces/read-csv-rows.ts'

const Row = z.object({ gpu: textCell, usd: orEmpty(nonNegativeCell) })

const read = (text: string) => readCsvRows(text, Row)

const faultOf = (text: string) => read(text)._unsafeUnwrapErr()

describe('a CSV file', () => {
  test('gives its rows, whatever the order of its columns and whatever else it holds', () => {
    expect(read('usd,note,gpu\n0.5,"a, b",T4\n,,L4\n')._unsafeUnwrap()).toEqual([
      { gpu: 'T4', usd: 0.5 },
      { gpu: 'L4', usd: undefined },
    ])
  })

  test('may end its lines as Windows does and begin with a byte order mark', () => {
    expect(read('\uFEFFgpu,usd\r\nT4,1\r\n')._unsafeUnwrap()).toEqual([{ gpu: 'T4', usd: 1 }])
  })

  test('without rows is empty', () => {
    expect(read('gpu,usd\n')._unsafeUnwrap()).toEqual([])
  })

  test('names each column that is missing', () => {
    expect(faultOf('price\n1\n')).toEqual({
      kind: 'unreadable-trace',
      line: 1,
      issues: ['gpu: expected this column', 'usd: expected this column'],
    })
  })

  test('names the line and the columns of its first fault', () => {
    expect(faultOf('gpu,usd\nT4,1\n,-2\nL4,x\n')).toEqual({
      kind: 'unreadable-trace',
      line: 3,
      issues: ['gpu: expected some text', 'usd: expected a number, 0 or more, or nothing'],
    })
  })

  test('counts lines within quotes', () => {
    expect(faultOf('gpu,usd\n"T\n4",1\nL4,x\n').line).toBe(4)
  })

  test('is faulty where a row has another number of cells', () => {
    expect(faultOf('gpu,usd\nT4,1\nL4\n')).toMatchObject({
      line: 3,
      issues: ['expected a CSV row (CSV_RECORD_INCONSISTENT_FIELDS_LENGTH)'],
    })
  })

  test('is faulty where a quote is never closed', () => {
    expect(faultOf('gpu,usd\n"T4,1\n').issues).toEqual(['expected a CSV row (CSV_QUOTE_NOT_CLOSED)'])
  })

  test('names the first fault even if a later line is no row', () => {
    expect(faultOf('gpu,usd\n,1\nL4\n').line).toBe(2)
  })

  test('is faulty when it is empty', () => {
    expect(faultOf('').issues).toEqual(['expected a line with column names'])
  })
})

test('any text is read or named as faulty, and nothing is thrown', () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      const rows = read(text)
      expect(rows.isOk() || rows.error.line >= 1).toBe(true)
      expect(
        read(`gpu,usd\n${text}`).match(
          () => 1,
          ({ line }) => line,
        ),
      ).toBeGreaterThanOrEqual(1)
    }),
  )
})

describe('a cell', () => {
  test.each([
    ['4.0', 4],
    ['1', 1],
  ])('with a count may be written %s', (text, count) => {
    expect(countCell.parse(text)).toBe(count)
  })

  test.each([
    [countCell, '0'],
    [countCell, '1.5'],
    [wholeCell, '-1'],
    [nonNegativeCell, ''],
    [nonNegativeCell, ' '],
    [nonNegativeCell, 'Infinity'],
    [nonNegativeCell, 'NaN'],
    [unixSecondsCell, 'soon'],
    [timeCell, 'yesterday'],
    [timeCell, '5'],
    [timeCell, '2026-13-01'],
    [textCell, ''],
    [jsonCell(z.number()), '{'],
    [jsonCell(z.number()), '"a"'],
  ])('is refused when it holds something else (%#)', (cell, text) => {
    expect(cell.safeParse(text).success).toBe(false)
  })

  test('with a time is milliseconds', () => {
    expect(timeCell.parse('1970-01-02')).toBe(86_400_000)
    expect(timeCell.parse('1970-01-01T00:00:01+00:00')).toBe(1000)
    expect(unixSecondsCell.parse('2')).toBe(2000)
  })

  test('with JSON is its value', () => {
    expect(jsonCell(z.array(z.number())).parse('[1,2]')).toEqual([1, 2])
  })
})
