import { describe, expect, test } from 'vitest'
import type { DecisionMatrix, Job, Offer } from '../../src/index.ts'
import { after, cloudOffer, costing, decided, jobOf, localOffer, policyOf, rankedIds } from '../builders.ts'

/** Nothing but the upload matters of the network. */
const network = { storageUsdPerGBMonth: 0 }
const local = (usdPerHour: number, waitHours = 0, id = 'local'): Offer =>
  localOffer({ id, ...costing(usdPerHour), ...after(waitHours), network })
const cloud = (usdPerHour: number, id = 'cloud'): Offer => cloudOffer({ id, price: { usdPerHour }, network })

const asked = (job: Job, matrix: Omit<DecisionMatrix, 'kind'> = {}) => ({
  job,
  policy: policyOf({ kind: 'decision-matrix', ...matrix }),
})

/** Rule that decided, and where the job goes. */
const outcome = (offers: readonly Offer[], job: Job = jobOf(), matrix: Omit<DecisionMatrix, 'kind'> = {}) => {
  const { reason, chosen } = decided(offers, asked(job, matrix))
  return [reason.kind === 'matrix' ? reason.rule : reason.kind, chosen.offer.site]
}

describe('rule 1, privacy:', () => {
  test('a confidential job stays local', () => {
    const confidential = jobOf({ confidentiality: 'confidential', urgency: 'high' })
    expect(outcome([cloud(1), local(9, 5)], confidential)).toEqual(['confidential', 'local'])
  })
})

describe('rule 2, memory:', () => {
  const large = jobOf({ needs: { vramGiB: 40 } })
  const big: Offer = { ...cloud(9), gpu: { name: 'A100', model: 'A100-SXM4-80GB' } }

  test('without a local GPU that is large enough the cloud takes the job', () => {
    expect(outcome([big, local(1)], large)).toEqual(['no-local-gpu', 'cloud'])
  })

  test('without a cloud offer that fits the local GPU takes it', () => {
    const owned: Offer = { ...local(9), gpu: { name: 'A100', model: 'A100-SXM4-80GB' } }
    expect(outcome([cloud(1), owned], large)).toEqual(['no-cloud-offer', 'local'])
  })
})

describe('rule 3, urgency:', () => {
  const urgent = jobOf({ urgency: 'high' })

  test('an urgent job goes to the cloud when the local queue is longer than an hour', () => {
    expect(outcome([cloud(9), local(1, 1.01)], urgent)).toEqual(['urgent-and-long-local-queue', 'cloud'])
  })

  test('a queue of an hour is not long', () => {
    expect(outcome([cloud(9), local(1, 1)], urgent)).toEqual(['local-cost-close-enough', 'local'])
  })

  test.each(['low', 'normal', undefined] as const)('a job of urgency %s waits', (urgency) => {
    expect(outcome([cloud(9), local(1, 5)], jobOf({ urgency }))).toEqual(['local-cost-close-enough', 'local'])
  })

  test('the queue is that of the cheapest local GPU', () => {
    const offers = [cloud(9), local(2, 0, 'free'), local(1, 5, 'busy')]
    expect(outcome(offers, urgent)[0]).toBe('urgent-and-long-local-queue')
  })

  test('what is long can be set', () => {
    expect(outcome([cloud(9), local(1, 5)], urgent, { longLocalWaitHours: 5 })[1]).toBe('local')
  })
})

describe('rule 4, bandwidth:', () => {
  /** An input of 45 GB over 200 Mbps takes half an hour. */
  const moving = (inputGB: number, uplinkMbps: number) => jobOf({ data: { inputGB, uplinkMbps } })
  const heavy = moving(45, 199)

  test('a large input that uploads slowly keeps the job local, although the cloud is cheaper', () => {
    expect(outcome([cloud(1), local(2)], heavy)).toEqual(['large-input-and-slow-upload', 'local'])
  })

  test('an upload of half an hour is not slow', () => {
    expect(outcome([cloud(1), local(2)], moving(45, 200))).toEqual(['cloud-cheaper', 'cloud'])
  })

  test('an input of 10 GB is not large', () => {
    expect(outcome([cloud(1), local(2)], moving(10, 1))).toEqual(['cloud-cheaper', 'cloud'])
  })

  test('an input of more than 10 GB is', () => {
    expect(outcome([cloud(1), local(2)], moving(10.1, 1))[0]).toBe('large-input-and-slow-upload')
  })

  test('a cloud at 1.2 times the local cost leaves the decision to the cost', () => {
    expect(outcome([cloud(1.2), local(1)], heavy)[0]).toBe('local-cost-close-enough')
  })

  test('a cloud just below 1.2 times the local cost does not', () => {
    expect(outcome([cloud(1.19), local(1)], heavy)[0]).toBe('large-input-and-slow-upload')
  })

  test('the upload is that of the cheapest cloud offer', () => {
    const near: Offer = { ...cloud(1.5, 'near'), network: { ...network, dataPath: 'local' } }
    expect(outcome([cloud(1), near, local(2)], heavy)[1]).toBe('local')
  })

  test.each<Omit<DecisionMatrix, 'kind'>>([
    { largeInputGB: 45 },
    { slowUploadHours: 0.6 },
    { uploadCostFactor: 0.5 },
  ])('its numbers can be set: %j', (matrix) => {
    expect(outcome([cloud(1), local(2)], heavy, matrix)).toEqual(['cloud-cheaper', 'cloud'])
  })

  test('comes after urgency', () => {
    expect(outcome([cloud(1), local(2, 5)], { ...heavy, urgency: 'high' })[0]).toBe(
      'urgent-and-long-local-queue',
    )
  })
})

describe('rule 5, cost:', () => {
  test.each([
    [1.1, 'local-cost-close-enough', 'local'],
    [1.11, 'cloud-cheaper', 'cloud'],
  ])('a local GPU at %d times the cost of the cloud: %s', (usd, rule, site) => {
    expect(outcome([cloud(1), local(usd)])).toEqual([rule, site])
  })

  test.each([
    [0.99, 'local'],
    [1, 'cloud'],
    [1.05, 'cloud'],
  ])('a public job with a local GPU at %d times the cost of the cloud prefers the %s', (usd, site) => {
    expect(outcome([cloud(1), local(usd)], jobOf({ confidentiality: 'public' }))[1]).toBe(site)
  })

  test('its number can be set', () => {
    expect(outcome([cloud(1), local(1.5)], jobOf(), { localCostFactor: 1.5 })[1]).toBe('local')
  })

  test('its number can demand that the local GPU is much cheaper', () => {
    expect(outcome([cloud(1), local(0.9)], jobOf(), { localCostFactor: 0.8 })[1]).toBe('cloud')
  })
})

test('the site that was chosen comes first, each site by cost', () => {
  const offers = [cloud(1, 'c1'), cloud(2, 'c2'), local(3, 0, 'l3'), local(0.5, 0, 'l05')]
  expect(rankedIds(offers, asked(jobOf()))).toEqual(['l05', 'l3', 'c1', 'c2'])
})

test('the other site follows by cost when the cloud was chosen', () => {
  const offers = [local(9, 0, 'l9'), cloud(2, 'c2'), local(8, 0, 'l8'), cloud(1, 'c1')]
  expect(rankedIds(offers, asked(jobOf()))).toEqual(['c1', 'c2', 'l8', 'l9'])
})
