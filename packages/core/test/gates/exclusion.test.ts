import { describe, expect, test } from 'vitest'
import type { Strategy } from '../../src/index.ts'
import { after, cloudOffer, jobOf, localOffer, policyOf, refusalOf } from '../builders.ts'

const excluding: Strategy = { kind: 'provider-priority', order: ['gcp', 'azure'], others: 'exclude' }

test('a provider that the strategy excludes is refused', () => {
  expect(refusalOf(cloudOffer(), { policy: policyOf(excluding) })).toEqual({
    gate: 'strategy',
    kind: 'provider-excluded',
    needed: ['gcp', 'azure'],
    actual: 'aws',
  })
})

test('a provider that the strategy lists passes', () => {
  expect(refusalOf(cloudOffer({ provider: 'azure' }), { policy: policyOf(excluding) })).toBeUndefined()
})

test('a provider that the strategy does not list passes where the others come last', () => {
  const policy = policyOf({ kind: 'provider-priority', order: ['gcp'] })
  expect(refusalOf(cloudOffer(), { policy })).toBeUndefined()
})

test('only the strategy of the job excludes', () => {
  const policy = policyOf(
    { kind: 'cost-first' },
    { rules: [{ when: { urgency: 'high' }, strategy: excluding }] },
  )
  const passes = (urgency: 'normal' | 'high') =>
    refusalOf(cloudOffer(), { policy, job: jobOf({ urgency }) }) === undefined
  expect([passes('normal'), passes('high')]).toEqual([true, false])
})

describe('a fallback that excludes', () => {
  const policy = policyOf({ kind: 'local-first', maxLocalWaitHours: 2, fallback: excluding })

  test('refuses a cloud offer that it does not list', () => {
    expect(refusalOf(cloudOffer(), { policy })?.kind).toBe('provider-excluded')
  })

  test('lets a cloud offer pass that it lists', () => {
    expect(refusalOf(cloudOffer({ provider: 'gcp' }), { policy })).toBeUndefined()
  })

  test('does not concern a local GPU that is free in time', () => {
    expect(refusalOf(localOffer(after(2)), { policy })).toBeUndefined()
  })

  test('refuses a local GPU that is free too late', () => {
    expect(refusalOf(localOffer(after(2.1)), { policy })?.kind).toBe('provider-excluded')
  })

  test('lets a local GPU pass that is free too late, when it lists its provider', () => {
    const listing = { kind: 'provider-priority', order: ['local'], others: 'exclude' } as const
    const patient = policyOf({ kind: 'local-first', maxLocalWaitHours: 2, fallback: listing })
    expect(refusalOf(localOffer(after(9)), { policy: patient })).toBeUndefined()
  })

  test('concerns no local GPU when every wait is worth it', () => {
    const forever = policyOf({ kind: 'local-first', fallback: excluding })
    expect(refusalOf(localOffer(after(999)), { policy: forever })).toBeUndefined()
  })
})
