import { describe, expect, test } from 'vitest'
import {
  readCount,
  readMebibytes,
  readNumber,
  readPercent,
  readVersion,
  readWord,
} from '../../src/nvidia/cell.ts'
import { toUuid } from '../../src/nvidia/identity.ts'

describe('cells', () => {
  test.each([
    '[N/A]',
    'N/A',
    'n/a',
    '[Not Supported]',
    '',
    '  ',
    '[Unknown Error]',
    'Unknown Error',
    '[GPU is lost]',
    'GPU is lost',
    '[GPU requires reset]',
    '[Insufficient Permissions]',
    '[Timeout]',
    '[Not Found]',
    'Not Found',
    '[Function Not Found]',
    '[Unknown]',
    '[GPU access blocked by the operating system]',
    '[Requested functionality has been deprecated]',
    'ERR!',
    '[something new]',
  ])('%j is no value, and never 0', (cell) => {
    expect(readWord(cell)).toBeUndefined()
    expect([readNumber(cell, 'W'), readCount(cell), readMebibytes(cell), readPercent(cell)]).toEqual([
      undefined,
      undefined,
      undefined,
      undefined,
    ])
  })

  test.each([
    '-1',
    '-0.5 W',
    '1e3',
    '0x10',
    'NaN',
    'Infinity',
    '41,5',
    '1,024',
    '4x',
    '41 C',
    '9'.repeat(400),
    '1 2',
  ])('%j is no number of watts', (cell) => expect(readNumber(cell, 'W')).toBeUndefined())

  test.each([
    ['66.66', 66.66],
    ['66.66 W', 66.66],
    [' 0 ', 0],
    ['\t7\r', 7],
  ])('%j is a number', (cell, number) => {
    expect(readNumber(cell, 'W')).toBe(number)
  })

  test('memory is in MiB, and other units are not guessed at', () => {
    expect(readMebibytes('81559 MiB')).toBe(85_520_809_984)
    expect(readMebibytes('81559')).toBe(85_520_809_984)
    expect(readMebibytes('80 GiB')).toBeUndefined()
    expect(readMebibytes('99999999999999999999 MiB')).toBeUndefined()
  })

  test('a share is between 0 and 1', () => {
    expect(readPercent('100 %')).toBe(1)
    expect(readPercent('101 %')).toBeUndefined()
  })

  test('of two driver versions the one of Windows is taken', () => {
    expect(readVersion('560.28.03 / 560.70')).toBe('560.70')
    expect(readVersion('550.163.01')).toBe('550.163.01')
    expect(readVersion('N/A')).toBeUndefined()
  })

  test('a name that is longer than any name is none', () => {
    expect(readWord('x'.repeat(129))).toBeUndefined()
  })
})

describe('identities', () => {
  test.each([
    ['GPU-00000000-0000-0000-0000-000000000000', undefined],
    ['MIG-00000000-0000-0000-0000-000000000000', undefined],
    ['GPU is lost', undefined],
    ['GPU-1 or two', undefined],
    ['MIG-GPU-a0000000-0000-4000-8000-000000000001/1/0', 'MIG-GPU-a0000000-0000-4000-8000-000000000001/1/0'],
  ])('%s is known as %s', (cell, known) => expect(toUuid(cell)).toBe(known))
})
