import type { Offer, Policy } from '@aima/gpu-core'
import { buildJob, buildLocalOffer, buildOffer } from '@aima/gpu-testing'
import { describe, expect, test } from 'vitest'
import { type Pace, paceOf, roundSeconds, toSeconds, usdPerHourAtPaceOf } from '../../src/deadline/pace.ts'

const policy: Policy = { strategy: { kind: 'cost-first' } }

const tenHours = (changes = {}) =>
  buildJob({ run: { refHours: 10, referenceGpu: 'RTX 4090', restartHours: 0, ...changes } })

const paceOn = (offer: Offer, job = tenHours()): Pace | undefined => paceOf(job, offer, policy)

describe('the pace of an offer', () => {
  test('has the work and the price of the whole offer', () => {
    expect(paceOn(buildOffer())).toEqual({
      usdPerHour: 1,
      startSeconds: 0,
      workSeconds: 36_000,
      resultSeconds: 0,
      savesEverySeconds: Number.POSITIVE_INFINITY,
    })
  })

  test('is unknown where its price is', () => {
    const { price: _, ...offer } = buildOffer()
    expect(paceOn(offer)).toBeUndefined()
  })

  test('has no work of none', () => {
    expect(paceOn(buildOffer(), tenHours({ refHours: 0 }))?.workSeconds).toBeGreaterThan(0)
  })

  test('does not count interruptions', () => {
    const spot = buildOffer({ purchase: 'spot', spotRisk: { interruptionsPerHour: 1, recoverWaitHours: 1 } })
    expect(paceOn(spot)?.workSeconds).toBe(36_000)
  })

  test('counts the writes of checkpoints, which only spot needs', () => {
    const job = tenHours({ checkpoint: { everyHours: 1, writeHours: 0.1 } })
    const spot = paceOn(buildOffer({ purchase: 'spot' }), job)
    expect(spot?.workSeconds).toBeCloseTo(36_000 + 9 * 360, 6)
    expect(spot?.savesEverySeconds).toBe(3600)
    expect(paceOn(buildOffer(), job)?.workSeconds).toBe(36_000)
  })

  test('saves at once where notice is long enough for a checkpoint', () => {
    const job = tenHours({ checkpoint: { everyHours: 1, writeHours: 0.1, onNotice: true } })
    const spotWith = (noticeHours: number) => buildOffer({ purchase: 'spot', spotRisk: { noticeHours } })
    expect(paceOn(spotWith(0.1), job)).toMatchObject({ savesEverySeconds: 0, workSeconds: 36_000 })
    expect(paceOn(spotWith(0.05), job)?.savesEverySeconds).toBe(3600)
  })
})

describe('the start on an offer', () => {
  const capacity = { stock: 'available', allocHours: 0.5, bootHours: 0.1 } as const

  test('is its wait and its boot', () => {
    expect(paceOn(buildOffer({ capacity }))?.startSeconds).toBe(2160)
  })

  test('is its wait and the restart of the job, where that is longer', () => {
    expect(paceOn(buildOffer({ capacity }), tenHours({ restartHours: 0.3 }))?.startSeconds).toBe(2880)
  })

  test('waits for input and capacity at once, or for one after the other', () => {
    const job = { ...tenHours(), data: { inputGB: 450, outputGB: 90, uplinkMbps: 1000, downlinkMbps: 1000 } }
    const staged = paceOn(buildOffer({ capacity }), job)
    expect(staged?.startSeconds).toBe(3600 + 360)
    expect(staged?.resultSeconds).toBe(720)
    const direct = buildOffer({ capacity, network: { dataPath: 'instance' } })
    expect(paceOn(direct, job)?.startSeconds).toBe(1800 + 3600 + 360)
  })

  test('moves no data on an owned machine', () => {
    const job = { ...tenHours(), data: { inputGB: 450, outputGB: 90, uplinkMbps: 1000, downlinkMbps: 1000 } }
    expect(paceOn(buildLocalOffer(), job)).toMatchObject({ startSeconds: 0, resultSeconds: 0 })
  })
})

describe('times and prices', () => {
  test('are whole microseconds', () => {
    expect(toSeconds(1 / 3)).toBe(1200)
    expect(roundSeconds(0.1 + 0.2)).toBe(0.3)
  })

  test('of a slower machine are dearer for the same work', () => {
    const pace = { startSeconds: 0, resultSeconds: 0, savesEverySeconds: 0 }
    const slow = { ...pace, usdPerHour: 1, workSeconds: 7200 }
    expect(usdPerHourAtPaceOf(slow, { ...pace, usdPerHour: 3, workSeconds: 3600 })).toBe(2)
  })
})
