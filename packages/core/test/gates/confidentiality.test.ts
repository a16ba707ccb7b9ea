import { describe, expect, test } from 'vitest'
import type { Job, Policy } from '../../src/index.ts'
import { cheapest, cloudOffer, jobOf, localOffer, refusalOf, refused } from '../builders.ts'

const confidential = jobOf({ confidentiality: 'confidential' })

test('a confidential job refuses a cloud offer and says which sites it needs', () => {
  expect(refusalOf(cloudOffer(), { job: confidential })).toEqual({
    gate: 'confidentiality',
    kind: 'site-not-allowed',
    needed: ['local'],
    actual: 'cloud',
  })
})

test('a confidential job takes a local offer', () => {
  expect(refusalOf(localOffer(), { job: confidential })).toBeUndefined()
})

test.each(['public', 'internal'] as const)(
  'a job that is %s takes an offer on either site',
  (confidentiality) => {
    const job = jobOf({ confidentiality })
    expect([refusalOf(cloudOffer(), { job }), refusalOf(localOffer(), { job })]).toEqual([
      undefined,
      undefined,
    ])
  },
)

test('a level that nobody has defined is kept as safe as a confidential one', () => {
  const job: Job = JSON.parse('{ "id": "a", "confidentiality": "top-secret" }')
  expect(refusalOf(cloudOffer(), { job })?.needed).toEqual(['local'])
})

test('an offer that calls itself owned, local and at home is still judged by the site that was granted', () => {
  const claims = cloudOffer({
    provider: 'local',
    providerKind: 'local',
    purchase: 'owned',
    trust: 'owned',
    place: { region: 'local', country: 'DE' },
  })
  expect(refusalOf(claims, { job: confidential })?.kind).toBe('site-not-allowed')
})

const narrowed: readonly [name: string, job: Job, policy: Policy][] = [
  ['the residency of the policy', jobOf(), { ...cheapest, residency: { sites: ['local'] } }],
  ['the clearance of its level', jobOf(), { ...cheapest, clearance: { internal: { sites: ['local'] } } }],
  ['its own clearance', jobOf({ clearance: { sites: ['local'] } }), cheapest],
]

describe.each(narrowed)('an internal job narrowed to local sites by %s', (_, job, policy) => {
  test('refuses the cloud', () => {
    expect(refusalOf(cloudOffer(), { job, policy })?.needed).toEqual(['local'])
  })

  test('still takes a local offer', () => {
    expect(refusalOf(localOffer(), { job, policy })).toBeUndefined()
  })
})

test('the clearance of another level does not concern a job', () => {
  const policy: Policy = { ...cheapest, clearance: { public: { sites: ['local'] } } }
  expect(refusalOf(cloudOffer(), { policy })).toBeUndefined()
})

test('rules that leave no site in common refuse every site', () => {
  const policy: Policy = { ...cheapest, residency: { sites: ['local'] } }
  const job = jobOf({ clearance: { sites: ['cloud'] } })
  expect(refusalOf(localOffer(), { job, policy })?.needed).toEqual([])
})

const widened: readonly [name: string, job: Job, policy: Policy][] = [
  ['the residency of the policy', confidential, { ...cheapest, residency: { sites: ['local', 'cloud'] } }],
  [
    'the clearance of its level',
    confidential,
    { ...cheapest, clearance: { confidential: { sites: ['local', 'cloud'] } } },
  ],
  [
    'its own clearance',
    jobOf({ confidentiality: 'confidential', clearance: { sites: ['local', 'cloud'] } }),
    cheapest,
  ],
]

test.each(widened)('a confidential job is not widened to the cloud by %s', (_, job, policy) => {
  expect(refusalOf(cloudOffer(), { job, policy })?.kind).toBe('site-not-allowed')
})

test('a confidential job without a local GPU ends in an error of its own', () => {
  expect(refused([cloudOffer()], { job: confidential }).kind).toBe('no-local-gpu')
})

test('any other job without an offer ends in the general error', () => {
  expect(refused([cloudOffer({ price: undefined })]).kind).toBe('no-suitable-offer')
})
