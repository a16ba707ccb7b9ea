import { describe, expect, test } from 'vitest'
import {
  type Estimate,
  estimate,
  type Terms,
  termsOf,
  transferHours,
  type Work,
  waitHoursOf,
} from '../../src/index.ts'
import {
  cheapest,
  cloudOffer,
  jobOf,
  policyOf,
  rankedBy,
  rankedIds,
  refusalOf,
  spotOffer,
} from '../builders.ts'
import { plainTerms, plainWork } from '../plain-terms.ts'

const estimated = (work: Partial<Work>, terms: Partial<Terms>): Estimate =>
  estimate({ ...plainWork, ...work }, { ...plainTerms, ...terms })

describe('a job without work', () => {
  const nothing = estimated(
    { refHours: 0, inputGB: 45, outputGB: 45, uplinkMbps: 200, downlinkMbps: 100 },
    { bootHours: 0.001, billMinSeconds: 60, egressUsdPerGB: 0.1 },
  )

  test('runs for no time', () => {
    expect(nothing.runHours).toBe(0)
  })

  test('is still set up, and its data still moves', () => {
    expect([nothing.setupHours, nothing.uploadHours, nothing.downloadHours]).toEqual([0.001, 0.5, 1])
  })

  test('still pays the minimum and the traffic', () => {
    expect([nothing.billedHours, nothing.networkUsd]).toEqual([60 / 3600, 4.5])
  })

  test('writes no checkpoint on spot', () => {
    const checkpoint = { everyHours: 1, writeHours: 0.5, onNotice: false }
    const spot = estimated({ refHours: 0, checkpoint }, { purchase: 'spot', interruptionsPerHour: 1 })
    expect([spot.runHours, spot.interruptions, spot.checkpointEveryHours]).toEqual([0, 0, null])
  })
})

test('nothing to move takes no time over a line of no bandwidth', () => {
  expect([transferHours(0, 0), transferHours(0, undefined)]).toEqual([0, 0])
})

test('a line without a limit takes no time', () => {
  expect(transferHours(1000, undefined)).toBe(0)
})

test('the slower side of a line is the limit', () => {
  const hours = (uplinkMbps: number | undefined, ingressMbps: number | undefined) =>
    estimated({ inputGB: 45, uplinkMbps }, { ingressMbps }).uploadHours
  expect([hours(200, 400), hours(400, 200), hours(undefined, 200), hours(200, undefined)]).toEqual([
    0.5, 0.5, 0.5, 0.5,
  ])
})

describe('a run that is not expected to end', () => {
  const endless = { run: { refHours: 1000, referenceGpu: 'RTX 4090', restartHours: 0 } }
  const interrupted = spotOffer({ spotRisk: { interruptionsPerHour: 1, recoverWaitHours: 0 } })

  test('is refused as one that never finishes', () => {
    expect(refusalOf(interrupted, { job: jobOf(endless) })).toEqual({
      gate: 'estimate',
      kind: 'never-finishes',
      needed: 'a finite run',
      actual: null,
    })
  })

  test('gives infinite hours and money and never NaN', () => {
    const { completionHours, totalUsd, objectiveUsd, storageUsd } = estimated(
      { refHours: 1000 },
      { purchase: 'spot', interruptionsPerHour: 1 },
    )
    expect({ completionHours, totalUsd, objectiveUsd, storageUsd }).toEqual({
      completionHours: Number.POSITIVE_INFINITY,
      totalUsd: Number.POSITIVE_INFINITY,
      objectiveUsd: Number.POSITIVE_INFINITY,
      storageUsd: 0,
    })
  })

  test('has a chance to meet a deadline that is a number', () => {
    const { deadlineChance } = estimated(
      { refHours: 13, deadlineHours: 100 },
      { purchase: 'spot', uptimesHours: [1, 2] },
    )
    expect(deadlineChance).toBe(0)
  })

  test('has no chance to meet a deadline before its end', () => {
    const { deadlineChance } = estimated(
      { refHours: 1, deadlineHours: 0.5, restartHours: 9 },
      { purchase: 'spot', uptimesHours: [0.2, 2] },
    )
    expect(deadlineChance).toBe(0)
  })

  test('has the chance of the first machine to meet a later one', () => {
    const { deadlineChance } = estimated(
      { refHours: 1, deadlineHours: 5, restartHours: 9 },
      { purchase: 'spot', uptimesHours: [0.2, 0.3, 0.4, 2] },
    )
    expect(deadlineChance).toBe(0.25)
  })

  test('is refused when the waits between, which cost nothing, never end', () => {
    const waiting = spotOffer({ spotRisk: { interruptionsPerHour: 1, recoverWaitHours: Number.MAX_VALUE } })
    const run = { refHours: 10, referenceGpu: 'RTX 4090', restartHours: 0 }
    expect(refusalOf(waiting, { job: jobOf({ run }) })?.kind).toBe('never-finishes')
  })

  test('is saved by checkpoints', () => {
    const run = { ...endless.run, checkpoint: { everyHours: 0.5, writeHours: 0.01 } }
    expect(refusalOf(interrupted, { job: jobOf({ run }) })).toBeUndefined()
  })
})

describe('availability', () => {
  test('of 0 is an endless wait', () => {
    expect(waitHoursOf({ availability: 0, retryHours: 1 })).toBe(Number.POSITIVE_INFINITY)
  })

  test('of 1 is no wait', () => {
    expect(waitHoursOf({ availability: 1, retryHours: 1 })).toBe(0)
  })

  test('does not count where the wait is known', () => {
    expect(waitHoursOf({ allocHours: 2, availability: 0.1, retryHours: 1 })).toBe(2)
  })

  test('that is unknown is no wait', () => {
    expect(waitHoursOf({ retryHours: 1 })).toBe(0)
  })
})

describe('a deadline', () => {
  const chance = (deadlineHours: number | undefined, terms: Partial<Terms> = {}): number | null =>
    estimated({ refHours: 2, deadlineHours }, { bootHours: 0.5, allocHours: 0.5, ...terms }).deadlineChance

  test('that the job does not have has no chance', () => {
    expect(chance(undefined)).toBeNull()
  })

  test('at the very end of an uninterrupted run is met for sure', () => {
    expect(chance(3)).toBe(1)
  })

  test('just before it is missed for sure', () => {
    expect(chance(3 - 1e-6)).toBe(0)
  })

  test('before the earliest end of an interruptible run is missed for sure', () => {
    expect(chance(2.9, { purchase: 'spot', interruptionsPerHour: 0.1 })).toBe(0)
  })

  test('at the earliest end of an interruptible run is met when nothing interrupts it', () => {
    expect(chance(3, { purchase: 'spot', interruptionsPerHour: 0.1 })).toBeCloseTo(Math.exp(-0.2), 9)
  })

  test('that nothing can meet still ranks the offers', () => {
    const offers = [cloudOffer({ id: 'dear', price: { usdPerHour: 2 } }), cloudOffer({ id: 'cheap' })]
    const asked = { job: jobOf({ deadlineHours: 0.5 }), policy: policyOf({ kind: 'deadline' }) }
    expect(rankedIds(offers, asked)).toEqual(['cheap', 'dear'])
  })
})

describe('a checkpoint interval', () => {
  const spotRun = (refHours: number, everyHours: number, writeHours: number) =>
    estimated(
      { refHours, checkpoint: { everyHours, writeHours, onNotice: false } },
      { purchase: 'spot', interruptionsPerHour: 0 },
    )

  test.each([4, 5])('of %d h in a run of 4 h costs nothing', (everyHours) => {
    const { runHours, checkpointEveryHours } = spotRun(4, everyHours, 0.5)
    expect([runHours, checkpointEveryHours]).toEqual([4, null])
  })

  test('shorter than the run is told', () => {
    expect(spotRun(4, 3, 0.5).checkpointEveryHours).toBe(3)
  })

  test('costs no write after the last stretch', () => {
    expect(spotRun(4, 2, 0.5).runHours).toBe(4.5)
  })

  test('that leaves a rest costs a write before it', () => {
    expect(spotRun(5, 2, 0.5).runHours).toBe(6)
  })

  test('shorter than the write is legal', () => {
    expect(spotRun(1, 0.25, 0.5).runHours).toBe(2.5)
  })
})

describe('offers that are not spot', () => {
  test.each(['owned', 'on-demand'] as const)('that are %s are never interrupted', (purchase) => {
    const run = estimated(
      { refHours: 4, checkpoint: { everyHours: 1, writeHours: 0.5, onNotice: false } },
      { purchase, interruptionsPerHour: 5, recoverWaitHours: 1 },
    )
    expect([run.runHours, run.interruptions, run.interruptionsPerHour, run.completionHours]).toEqual([
      4, 0, 0, 4,
    ])
  })
})

test.each(['owned', 'on-demand'] as const)('an offer that is %s meets its deadline for sure', (purchase) => {
  const { deadlineChance } = estimated(
    { refHours: 4, deadlineHours: 4 },
    { purchase, interruptionsPerHour: 5 },
  )
  expect(deadlineChance).toBe(1)
})

test('a risk that an offer on demand states does not enter its terms', () => {
  const offer = cloudOffer({ spotRisk: { interruptionsPerHour: 5, recoverWaitHours: 1 } })
  expect(termsOf(jobOf(), offer, cheapest)?.terms).toMatchObject({
    interruptionsPerHour: 0,
    recoverWaitHours: 0,
  })
})

test('equal totals and times leave the order to the id', () => {
  const offers = ['c', 'a', 'b'].map((id) => cloudOffer({ id }))
  expect(rankedBy(offers).map(({ offer, rank }) => [offer.id, rank])).toEqual([
    ['a', 1],
    ['b', 2],
    ['c', 3],
  ])
})
