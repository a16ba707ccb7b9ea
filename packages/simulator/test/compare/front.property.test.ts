import { fc, test as propertyTest } from '@fast-check/vitest'
import { expect } from 'vitest'
import type { ComparedPolicy } from '../../src/compare/comparison.ts'
import { areOnFront } from '../../src/compare/front.ts'
import { perMeasure } from '../../src/compare/measures.ts'
import { sampleMean } from '../../src/compare/sample-mean.ts'

interface Facts {
  readonly usd: number
  readonly hours: number
  readonly done: number
}

const toPolicy = ({ usd, hours, done }: Facts): Pick<ComparedPolicy, 'means'> => {
  const values = { ...perMeasure(() => 0), totalUsd: usd, completionHours: hours, doneShare: done }
  return { means: perMeasure((measure) => sampleMean([values[measure]])) }
}

const onFront = (facts: readonly Facts[]): readonly boolean[] => areOnFront(facts.map(toPolicy))

const equallyDone = fc.array(fc.record({ usd: fc.nat(20), hours: fc.nat(20), done: fc.constant(1) }), {
  minLength: 1,
  maxLength: 12,
})
const anyDone = fc.array(
  fc.record({ usd: fc.nat(20), hours: fc.nat(20), done: fc.constantFrom(0.5, 0.75, 1) }),
  { minLength: 1, maxLength: 12 },
)

propertyTest.prop([anyDone])('some policy is always on the front', (facts) => {
  expect(onFront(facts)).toContain(true)
})

propertyTest.prop([equallyDone])(
  'the cheapest and the fastest have their price or time on the front',
  (facts) => {
    const front = facts.filter((_, index) => onFront(facts)[index])
    expect(Math.min(...front.map(({ usd }) => usd))).toBe(Math.min(...facts.map(({ usd }) => usd)))
    expect(Math.min(...front.map(({ hours }) => hours))).toBe(Math.min(...facts.map(({ hours }) => hours)))
  },
)

propertyTest.prop([equallyDone])('on the front, more time means less money', (facts) => {
  const front = facts.filter((_, index) => onFront(facts)[index])
  const slowestFirst = front.toSorted((one, other) => other.hours - one.hours || one.usd - other.usd)
  const amounts = slowestFirst.map(({ usd }) => usd)
  expect(amounts).toEqual(amounts.toSorted((one, other) => one - other))
})

propertyTest.prop([anyDone, fc.nat(20), fc.nat(20)])(
  'a policy that does less takes none off the front',
  (facts, usd, hours) => {
    const before = onFront(facts)
    const after = onFront([...facts, { usd, hours, done: 0.25 }]).slice(0, facts.length)
    expect(after).toEqual(before)
  },
)
