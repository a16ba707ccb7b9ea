import { describe, expect, test } from 'vitest'
import { type ParseFailure, parseJob, parseOffer, parsePolicy } from '../../src/index.ts'
import { type Case, secret } from './case.ts'
import { job, malformedJobs } from './jobs.ts'
import { malformedOffers, offer } from './offers.ts'
import { malformedPolicies, policy } from './policies.ts'

const readers = {
  'invalid-job': (input: unknown) => parseJob(input),
  'invalid-offer': (input: unknown) => parseOffer(input, 'cloud'),
  'invalid-policy': (input: unknown) => parsePolicy(input),
} as const

type Kind = keyof typeof readers

/** What a reader says of an input; undefined: it is sound. */
const failureOf = (kind: Kind, input: unknown): ParseFailure<Kind> | undefined =>
  readers[kind](input).match(
    () => undefined,
    (failure): ParseFailure<Kind> => failure,
  )

const tables: readonly (readonly [Kind, readonly Case[]])[] = [
  ['invalid-job', malformedJobs],
  ['invalid-offer', malformedOffers],
  ['invalid-policy', malformedPolicies],
]

test('there are malformed inputs enough, and each has a name of its own', () => {
  for (const [, cases] of tables) expect(new Set(cases.map(({ name }) => name)).size).toBe(cases.length)
  expect(tables.flatMap(([, cases]) => cases).length).toBeGreaterThan(100)
})

test.for([
  ['invalid-job', job],
  ['invalid-offer', offer],
  ['invalid-policy', policy],
] as const)('the sound input that the cases of %s start from is sound', ([kind, input]) => {
  expect(failureOf(kind, input)).toBeUndefined()
})

describe.each(tables)('%s', (kind, cases) => {
  test.each(cases)('says where and what is expected: $name', ({ input, issues }) => {
    expect(failureOf(kind, input)).toEqual({
      kind,
      issues: issues.map(([path, expected]) => ({ path, expected })),
    })
  })

  test.each(cases)('repeats no value: $name', ({ input }) => {
    const text = JSON.stringify(failureOf(kind, input))
    expect(text.includes(secret)).toBe(false)
    expect(text.length).toBeLessThan(2000)
  })

  test.each(cases)('reaches no prototype: $name', ({ input }) => {
    failureOf(kind, input)
    expect(Object.keys(Object.prototype)).toEqual([])
    expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false)
  })
})
