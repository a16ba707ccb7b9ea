import { fc, test as property } from '@fast-check/vitest'
import { describe, expect, test } from 'vitest'
import { labelText, textWidthPx, twoLines } from '../src/label-text.ts'
import { measureText } from '../src/measure-text.ts'
import {
  axisNumberText,
  countText,
  fixedText,
  moneyText,
  numberText,
  percentText,
  signedText,
} from '../src/number-text.ts'
import { refusalPhrase } from '../src/refusal-phrases.ts'
import { clockText, dayText, durationText, momentText, shortDayText } from '../src/time-text.ts'

describe('numbers', () => {
  test.each([
    [0, '0'],
    [0.001_23, '0.0012'],
    [0.1234, '0.123'],
    [1.234, '1.23'],
    [12.34, '12.3'],
    [123.4, '123'],
    [1_234_567, '1,234,567'],
    [-12.34, '−12.3'],
    [Number.NaN, 'unknown'],
    [Number.POSITIVE_INFINITY, 'unknown'],
  ])('%d is written with about three digits', (value, text) => {
    expect(numberText(value)).toBe(text)
  })

  test.each([
    [0, '0.00'],
    [0.012_34, '0.0123'],
    [0.1, '0.10'],
    [999.994, '999.99'],
    [1234.5, '1,235'],
    [-3.5, '−3.50'],
  ])('%d USD are written to the cent while that matters', (usd, text) => {
    expect(moneyText(usd)).toBe(text)
  })

  test('what is rounded to 0 has no sign', () => {
    expect([fixedText(-0.001, 2), signedText(0.001, (value) => fixedText(value, 2))]).toEqual([
      '0.00',
      '0.00',
    ])
  })

  test('differences have a sign', () => {
    expect([signedText(2, countText), signedText(-2, countText), signedText(0, countText)]).toEqual([
      '+2',
      '−2',
      '0',
    ])
  })

  test('shares are written as per cent', () => {
    expect(percentText(0.123_45)).toBe('12.3')
  })

  test('counts have decimals only as means', () => {
    expect([countText(1200), countText(1.25)]).toEqual(['1,200', '1.3'])
  })

  test.each([
    [1000, '5,000'],
    [0.5, '5,000.0'],
    [0.25, '5,000.00'],
    [0.000_05, '5,000.0000'],
  ])('an axis with steps of %d has as many decimals as they need', (interval, text) => {
    expect(axisNumberText(interval)(5000)).toBe(text)
  })
})

describe('measures', () => {
  const mean = (value: number | null) => ({ count: 1, mean: value, interval: null })

  test.each([
    ['totalUsd', 12_345.678, '12,346'],
    ['totalUsd', 12.345_67, '12.35'],
    ['usdPerDoneJob', 0.289_12, '0.289'],
    ['usdPerDoneJob', 0.009_12, '0.0091'],
    ['completionHours', 2.345_67, '2.35'],
    ['completionHours', 314.159, '314.2'],
    ['lateShare', 0.123_45, '12.3'],
    ['interruptions', 3, '3.0'],
    ['uploadedGB', 1234.5, '1,235'],
  ] as const)('%s of %d is %s', (measure, value, text) => {
    expect(measureText(measure, [mean(value)]).text(value)).toBe(text)
  })

  test('the greatest value of a column sets the decimals of all', () => {
    const { text } = measureText('totalUsd', [mean(0.5), mean(null), mean(5000)])
    expect(text(0.5)).toBe('1')
  })

  test('each has a heading and a unit', () => {
    const { heading, unit } = measureText('waitHours', [])
    expect([heading, unit]).toEqual(['Wait', 'h'])
  })
})

describe('times', () => {
  const atMs = Date.UTC(2026, 10, 5, 7, 4, 59)

  test('are written in UTC, whatever the zone of the machine', () => {
    expect([dayText(atMs), shortDayText(atMs), clockText(atMs), momentText(atMs)]).toEqual([
      '5 Nov 2026',
      '5 Nov',
      '07:04',
      '5 Nov 2026, 07:04 UTC',
    ])
  })

  test.each([
    [240, '10 days'],
    [47, '47 h'],
    [1.5, '90 min'],
    [0.01, '36 s'],
    [0, '0 s'],
  ])('%d h are %s', (hours, text) => {
    expect(durationText(hours)).toBe(text)
  })
})

describe('labels', () => {
  test('keep short names', () => {
    expect(labelText('rack-1', 9)).toBe('rack-1')
  })

  test('keep the ends of long names', () => {
    expect(labelText('GPU-7c0e51b2-6a2c', 9)).toBe('GPU-…6a2c')
  })

  test('are on one line', () => {
    expect(labelText(' a\n\tb ', 9)).toBe('a b')
  })

  test('count characters, not halves of them', () => {
    expect(labelText('😀😀😀😀😀', 4)).toBe('😀😀…😀')
  })

  test('take two lines where there are words', () => {
    expect(twoLines('balanced, 2 USD/h', 10)).toBe('balanced,\n2 USD/h')
  })

  test('stay on one line where there is room', () => {
    expect(twoLines('urgent', 10)).toBe('urgent')
  })

  test('are shortened on both lines', () => {
    expect(twoLines('extraordinarily unpronounceable', 8)).toBe('extr…ily\nunpr…ble')
  })

  property.prop([fc.string({ unit: 'grapheme' }), fc.integer({ min: 3, max: 40 })])(
    'never get longer than allowed',
    (name, most) => {
      expect([...labelText(name, most)].length).toBeLessThanOrEqual(most)
      for (const line of twoLines(name, most).split('\n')) expect([...line].length).toBeLessThanOrEqual(most)
    },
  )

  test('are wider the longer and the larger they are', () => {
    expect(textWidthPx('ab', 10)).toBeLessThan(textWidthPx('abc', 10))
    expect(textWidthPx('ab', 10)).toBeLessThan(textWidthPx('ab', 12))
  })
})

describe('reasons of refusals', () => {
  test('are told in plain English', () => {
    expect(refusalPhrase('job-cost-over-budget')).toBe('dearer for the job than the budget')
  })

  test.each(['no-such-rule', 'toString', '__proto__'])(
    '%s, which is not known, is named by its tag',
    (kind) => {
      expect(refusalPhrase(kind)).toBe(kind)
    },
  )
})
