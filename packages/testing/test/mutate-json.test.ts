import fc from 'fast-check'
import { expect, test } from 'vitest'
import { mutateJson } from '../src/index.ts'

const reply = {
  rows: [
    { id: 'a', usd: 0.5, isSpot: true, region: { country: 'DE' } },
    { id: 'b', usd: 1.5, isSpot: false, region: { country: 'US' } },
  ],
  next: 'page-2',
}
const recorded = JSON.stringify(reply)

const sample = (count: number, seed = 1): readonly unknown[] =>
  fc.sample(mutateJson(reply), { numRuns: count, seed })
const texts = sample(5000).map((mutant) => JSON.stringify(mutant))

test('the recorded reply stays as it is', () => {
  expect(JSON.stringify(reply)).toBe(recorded)
})

test('equal seeds give equal mutants, others give others', () => {
  expect(JSON.stringify(sample(50))).toBe(JSON.stringify(sample(50)))
  expect(JSON.stringify(sample(50))).not.toBe(JSON.stringify(sample(50, 2)))
})

test('nearly all mutants differ from the recorded reply and from each other', () => {
  expect(texts.filter((text) => text === recorded).length).toBeLessThan(texts.length * 0.1)
  expect(new Set(texts).size).toBeGreaterThan(texts.length * 0.4)
})

const matches = (pattern: RegExp) => (text: string) => pattern.test(text)
const hasRows = (least: number) => (text: string) => text.split('"isSpot"').length > least

test.each([
  ['a part that is missing', matches(/^\{"rows":\[\{"id":"a","isSpot"/)],
  [
    'a row that is missing',
    (text: string) => !hasRows(2)(text) && hasRows(1)(text) && text.startsWith('{"rows":[{"id"'),
  ],
  ['null', matches(/"usd":null/)],
  ['a number as text', matches(/"usd":"0.5"/)],
  ['text as a number', matches(/"id":1,/)],
  ['a negative price', matches(/"usd":-/)],
  ['an absurd price', matches(/"usd":1.7976931348623157e\+308/)],
  ['no price', matches(/"usd":0,/)],
  ['a price of another unit', matches(/"usd":1500,/)],
  ['a list as an object', matches(/"rows":\{"0"/)],
  ['an object as a list', matches(/"region":\["DE"\]/)],
  ['a row that comes twice', (text: string) => hasRows(3)(text) && !hasRows(4)(text)],
  ['rows in another order', matches(/^\{"rows":\[\{"id":"b"/)],
  ['many rows', hasRows(100)],
  ['long text', (text: string) => text.includes('x'.repeat(5000))],
  ['deep lists', (text: string) => text.includes('['.repeat(500))],
  ['half a character', matches(/\\ud800/)],
  ['a key that reaches for the prototype', matches(/"__proto__":\{"polluted":true\}/)],
  ['a key that nobody expects', matches(/"unheardOf"/)],
  ['something else altogether', matches(/^(null|true|0|"|\[)/)],
])('among 5000 mutants there is %s', (_what, isMeant) => {
  expect(texts.some(isMeant)).toBe(true)
})

test('a failing mutant shrinks to one mutation', () => {
  const details = fc.check(
    fc.property(mutateJson(reply), (mutant) => JSON.stringify(mutant).includes('"DE"')),
    { seed: 1, numRuns: 1000 },
  )
  const [smallest] = details.counterexample ?? []
  expect(details.failed).toBe(true)
  expect(JSON.stringify(smallest)).not.toContain('"DE"')
  expect(details.numShrinks).toBeGreaterThan(0)
})
