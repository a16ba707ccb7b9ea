import { buildSource } from '@aima/gpu-testing'
import { describe, expect, test } from 'vitest'
import { checkOptions } from '../src/check-options.ts'
import type { OrchestratorOptions } from '../src/options.ts'

const policy = { strategy: { kind: 'cost-first' } } as const
const source = (id: string) => buildSource([], { id })

const issuesOf = (options: unknown): readonly string[] =>
  // What users of JavaScript give is not what the types say.
  checkOptions(options as OrchestratorOptions).match(
    () => [],
    ({ issues }) => issues,
  )

describe('options', () => {
  test('are given back as they are when nothing is wrong', () => {
    const options = { local: [source('a')], cloud: [source('b')], policy, sourceDeadlineMs: 5, leaseMs: 10 }
    expect(checkOptions(options)._unsafeUnwrap()).toBe(options)
  })

  test('may name a policy file', () => {
    expect(issuesOf({ policy: { file: 'policy.yaml' } })).toEqual([])
  })

  test.each<[string, object, RegExp]>([
    ['a policy', { policy: undefined }, /^policy: expected a policy, or \{ file \}/],
    ['sources', { local: [{}] }, /^local\.0: expected a source/],
    ['lists of sources', { cloud: source('a') }, /^cloud: /],
    ['deadlines above 0', { sourceDeadlineMs: 0 }, /^sourceDeadlineMs: /],
    ['deadlines that a timer takes', { sourceDeadlineMs: 2 ** 31 }, /^sourceDeadlineMs: /],
    ['numbers', { leaseMs: Number.NaN }, /^leaseMs: /],
    ['whole failures', { breakAfter: 1.5 }, /^breakAfter: /],
    ['kinds of providers', { cacheAges: { cloud: { freshMs: 1, staleMs: 2 } } }, /^cacheAges: .*cloud/],
    [
      'ages in their order',
      { cacheAges: { local: { freshMs: 2, staleMs: 1 } } },
      /^cacheAges\.local: expected freshMs/,
    ],
    ['a path', { decisionLog: '' }, /^decisionLog: /],
  ])('must be %s', (_, changes, expected) => {
    const issues = issuesOf({ policy, ...changes })
    expect(issues.length).toBe(1)
    expect(issues[0]).toMatch(expected)
  })

  test('name each source once, under whichever site', () => {
    const issues = issuesOf({ policy, local: [source('a')], cloud: [source('b'), source('a')] })
    expect(issues).toEqual(['cloud: expected each source once, but a comes twice'])
  })

  test('are all told of at once', () => {
    expect(issuesOf({ leaseMs: -1, breakAfter: 0 }).length).toBe(3)
  })

  test('must be there', () => {
    expect(issuesOf(undefined)[0]).toMatch(/^options: /)
  })
})
