import type { Job, Policy, Site } from '@aima/gpu-core'
import { buildJob, buildSource } from '@aima/gpu-testing'
import { describe, expect, test } from 'vitest'
import { skipFor } from '../../src/gather/skip-for.ts'

const cheapest: Policy = { strategy: { kind: 'cost-first' } }

const skipOf = (
  changes: Partial<Policy>,
  {
    jobs = [buildJob()],
    site = 'cloud',
    provider = 'aws',
  }: Partial<{ jobs: readonly Job[]; site: Site; provider: string }> = {},
) => skipFor(jobs, { ...cheapest, ...changes })({ source: buildSource([], { provider }), site })

const confidential = buildJob({ confidentiality: 'confidential' })

describe('sites', () => {
  test('asks everybody for a job that may go anywhere', () => {
    expect([skipOf({}), skipOf({}, { site: 'local' })]).toEqual([undefined, undefined])
  })

  test('asks only own machines for a confidential job', () => {
    const jobs = [confidential]
    expect([skipOf({}, { jobs }), skipOf({}, { jobs, site: 'local' })]).toEqual(['site', undefined])
  })

  test('takes a word that it does not know for confidential', () => {
    const jobs = [{ ...buildJob(), confidentiality: JSON.parse('"secret"') }]
    expect(skipOf({}, { jobs })).toBe('site')
  })

  test('asks a source if one of many jobs may use it', () => {
    expect(skipOf({}, { jobs: [confidential, buildJob()] })).toBeUndefined()
  })

  test('asks nobody for no jobs', () => {
    expect(skipOf({}, { jobs: [], site: 'local' })).toBe('site')
  })

  test.each<[string, Partial<Policy>, Partial<Job>]>([
    ['the residency of the policy', { residency: { sites: ['local'] } }, {}],
    ['its clearance of the level', { clearance: { internal: { sites: ['local'] } } }, {}],
    ['a larger circle', { within: [{ ...cheapest, residency: { sites: ['local'] } }] }, {}],
    ['the job', {}, { clearance: { sites: ['local'] } }],
  ])('heeds %s', (_, policy, job) => {
    expect(skipOf(policy, { jobs: [buildJob(job)] })).toBe('site')
  })

  test('does not heed the clearance of another level', () => {
    expect(skipOf({ clearance: { public: { sites: ['local'] } } })).toBeUndefined()
  })
})

describe('providers', () => {
  test.each<[string, Partial<Policy>]>([
    ['is not among the allowed', { providers: { allow: ['gcp'] } }],
    ['is denied', { providers: { deny: ['aws'] } }],
    ['is denied by a larger circle', { within: [{ ...cheapest, providers: { deny: ['aws'] } }] }],
    ['no strategy takes', { strategy: { kind: 'provider-priority', order: ['gcp'], others: 'exclude' } }],
  ])('does not ask one that %s', (_, policy) => {
    expect(skipOf(policy)).toBe('provider')
  })

  test('asks one that the strategy of a rule may take, for the jobs that the rule fits', () => {
    const strategy = { kind: 'provider-priority', order: ['gcp'], others: 'exclude' } as const
    const rules = [{ when: { urgency: 'high' as const }, strategy: cheapest.strategy }]
    const calm = buildJob({ urgency: 'low' })
    const hasty = buildJob({ urgency: 'high' })
    expect(skipOf({ strategy, rules }, { jobs: [hasty] })).toBeUndefined()
    expect(skipOf({ strategy, rules }, { jobs: [calm, hasty] })).toBeUndefined()
    expect(skipOf({ strategy, rules }, { jobs: [calm] })).toBe('provider')
  })

  test('asks one that a strategy takes last', () => {
    expect(
      skipOf({ strategy: { kind: 'provider-priority', order: ['gcp'], others: 'last' } }),
    ).toBeUndefined()
  })

  test('asks a catalog, which lists offers of many', () => {
    expect(skipOf({ providers: { allow: ['gcp'] } }, { provider: 'catalog' })).toBeUndefined()
  })
})
