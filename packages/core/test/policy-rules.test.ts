import { describe, expect, test } from 'vitest'
import { type Job, type JobCondition, jobFits, type Strategy, strategyFor } from '../src/index.ts'
import { cloudOffer, decided, jobOf, policyOf } from './builders.ts'

const job: Job = jobOf({
  urgency: 'high',
  workload: 'video-analysis',
  labels: { team: 'forensics', case: '17' },
  data: { inputGB: 50 },
  deadlineHours: 8,
})

describe('a job fits', () => {
  test.each<JobCondition>([
    {},
    { urgency: 'high' },
    { confidentiality: 'internal' },
    { workload: 'video-analysis' },
    { labels: {} },
    { labels: { team: 'forensics' } },
    { labels: { case: '17', team: 'forensics' } },
    { inputGBAtLeast: 50 },
    { hasDeadline: true },
    {
      urgency: 'high',
      confidentiality: 'internal',
      workload: 'video-analysis',
      labels: { team: 'forensics' },
      inputGBAtLeast: 10,
      hasDeadline: true,
    },
  ])('%j', (condition) => {
    expect(jobFits(condition, job)).toBe(true)
  })
})

describe('a job does not fit', () => {
  test.each<JobCondition>([
    { urgency: 'normal' },
    { confidentiality: 'public' },
    { workload: 'audio' },
    { labels: { team: 'audio' } },
    { labels: { team: 'forensics', site: 'x' } },
    { inputGBAtLeast: 50.1 },
    { hasDeadline: false },
    { urgency: 'high', workload: 'audio' },
  ])('%j', (condition) => {
    expect(jobFits(condition, job)).toBe(false)
  })
})

describe('a job that states nothing', () => {
  const bare: Job = { id: 'a', confidentiality: 'public' }

  test.each<JobCondition>([
    { urgency: 'normal' },
    { inputGBAtLeast: 0 },
    { hasDeadline: false },
    { labels: {} },
  ])('fits %j', (condition) => {
    expect(jobFits(condition, bare)).toBe(true)
  })

  test.each<JobCondition>([
    { urgency: 'low' },
    { workload: 'audio' },
    { labels: { team: 'a' } },
    { inputGBAtLeast: 0.1 },
    { hasDeadline: true },
  ])('does not fit %j', (condition) => {
    expect(jobFits(condition, bare)).toBe(false)
  })
})

test('a label is not found on the prototype of the labels', () => {
  const condition: JobCondition = JSON.parse('{ "labels": { "toString": "x" } }')
  expect(jobFits(condition, jobOf({ labels: {} }))).toBe(false)
})

describe('the strategy for a job', () => {
  const urgent: Strategy = { kind: 'urgent' }
  const deadline: Strategy = { kind: 'deadline' }
  const policy = policyOf(
    { kind: 'cost-first' },
    {
      rules: [
        { when: { workload: 'audio' }, strategy: { kind: 'balanced', valueOfTimeUsdPerHour: 1 } },
        { when: { urgency: 'high' }, strategy: urgent },
        { when: { hasDeadline: true }, strategy: deadline },
      ],
    },
  )

  test('is that of the first rule that fits', () => {
    expect(strategyFor(policy, job)).toBe(urgent)
  })

  test('is that of a later rule when the earlier ones do not fit', () => {
    expect(strategyFor(policy, jobOf({ deadlineHours: 1 }))).toBe(deadline)
  })

  test('is the general one when no rule fits', () => {
    expect(strategyFor(policy, jobOf())).toEqual({ kind: 'cost-first' })
  })

  test('is the general one when there are no rules', () => {
    expect(strategyFor({ strategy: urgent }, job)).toBe(urgent)
  })

  test('decides, and the decision tells it', () => {
    const { strategy, reason } = decided([cloudOffer()], { policy, job })
    expect([strategy, reason.kind]).toEqual([urgent, 'starts-in-time'])
  })
})
