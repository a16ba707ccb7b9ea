import { describe, expect, test } from 'vitest'
import * as claims from '../../src/checks/job-claims.ts'
import type { JobOutcome } from '../../src/result/job-outcome.ts'
import { buildOutcome, buildRefused, buildSpotStay, buildStay } from './built-results.ts'

const atHome = buildOutcome()
const away = buildOutcome({ stays: [buildStay({ end: 'interrupted' }), buildSpotStay()], interruptions: 1 })

describe.each<[string, claims.JobClaim, JobOutcome, JobOutcome]>([
  ['leaves the house', claims.leavesTheHouse, away, atHome],
  ['runs on spot', claims.runsOnSpot, away, atHome],
  ['runs at vastai', claims.runsAt('vastai'), away, atHome],
  ['runs on an offer', claims.runsOnOffer('vast-7'), away, atHome],
  [
    'runs on a GPU',
    claims.runsOnGpu('L4'),
    buildOutcome({ stays: [buildStay({ gpu: 'L4' })] }),
    buildRefused(),
  ],
  ['is interrupted', claims.isInterrupted, away, atHome],
  ['is done', claims.isDone, atHome, buildRefused()],
  ['is late', claims.isLate, buildOutcome({ lateHours: 0.1 }), buildOutcome({ lateHours: 0 })],
  ['is refused', claims.isRefused, buildRefused(), buildOutcome({ end: 'gave-up' })],
  [
    'is refused for too little memory',
    claims.isRefusedFor('vram-too-small'),
    buildRefused(),
    buildRefused({ refusals: { 'out-of-stock': 1 } }),
  ],
  ['has given up', claims.hasGivenUp, buildOutcome({ end: 'gave-up' }), buildRefused()],
  ['is confidential', claims.isConfidential, buildOutcome({ confidentiality: 'confidential' }), atHome],
  ['is of a workload', claims.isOfWorkload('video'), buildOutcome({ workload: 'video' }), atHome],
  ['costs more', claims.costsMoreThan(2), buildOutcome({ usd: 2.01 }), buildOutcome({ usd: 2 })],
  [
    'waits longer',
    claims.waitsLongerThan(1),
    buildOutcome({ waitHours: 1.5 }),
    buildOutcome({ waitHours: 1 }),
  ],
  [
    'takes longer',
    claims.takesLongerThan(8),
    buildOutcome({ completionHours: 9 }),
    buildOutcome({ completionHours: 8 }),
  ],
])('the claim that a job %s', (_, claim, holdsOf, holdsNotOf) => {
  test('is so of one that does', () => {
    expect(claim(holdsOf)).toBe(true)
  })

  test('is not so of one that does not', () => {
    expect(claim(holdsNotOf)).toBe(false)
  })
})

test('a job that was uploaded has left the house, even if it never had a machine', () => {
  expect(claims.leavesTheHouse(buildOutcome({ stays: [], uploadedGB: 5, end: 'cut-off' }))).toBe(true)
  expect(claims.leavesTheHouse(buildOutcome({ uploadedGB: 5 }))).toBe(false)
})

test('a job that was not done is not late', () => {
  expect(claims.isLate(buildOutcome({ end: 'cut-off', lateHours: null }))).toBe(false)
})

test('a limit that is not a number is exceeded by everything, so that a test that forbids it fails', () => {
  const limits = [claims.costsMoreThan, claims.waitsLongerThan, claims.takesLongerThan]
  expect(limits.map((claim) => claim(Number.NaN)(atHome))).toEqual([true, true, true])
})
