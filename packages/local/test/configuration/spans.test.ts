import fc from 'fast-check'
import { expect, test } from 'vitest'
import { always, commonOf, isOpenAt, joined, without } from '../../src/configuration/spans.ts'

const span = fc
  .tuple(fc.integer({ min: 0, max: 40 }), fc.integer({ min: 1, max: 15 }))
  .map(([fromMs, length]) => ({ fromMs, untilMs: fromMs + length }))
const spans = fc.array(span, { maxLength: 6 })
const moments = Array.from({ length: 60 }, (_moment, index) => index)

const options = { numRuns: 200, seed: 20_261_125 }

test('joining changes no moment', () => {
  fc.assert(
    fc.property(spans, (given) => {
      for (const at of moments) expect(isOpenAt(joined(given), at)).toBe(isOpenAt(given, at))
    }),
    options,
  )
})

test('what is common is open where both are', () => {
  fc.assert(
    fc.property(spans, spans, (ones, others) => {
      const common = commonOf(joined(ones), joined(others))
      for (const at of moments) expect(isOpenAt(common, at)).toBe(isOpenAt(ones, at) && isOpenAt(others, at))
    }),
    options,
  )
})

test('what is taken out is closed, and nothing else', () => {
  fc.assert(
    fc.property(spans, span, (given, taken) => {
      const left = without(joined(given), taken)
      for (const at of moments) expect(isOpenAt(left, at)).toBe(isOpenAt(given, at) && !isOpenAt([taken], at))
    }),
    options,
  )
})

test('always has nothing in common with never', () => {
  expect(commonOf(always, [])).toEqual([])
  expect(commonOf(always, always)).toBe(always)
})
