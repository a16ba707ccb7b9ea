import { describe, expect, test } from 'vitest'
import {
  billedHoursOf,
  capacityChanceBy,
  type Estimate,
  estimate,
  exponentialWaitDecision,
  learnedInterruptionsPerHour,
  type Terms,
  termsOf,
  tieredUsd,
  type Work,
} from '../../src/index.ts'
import { cheapest, cloudOffer, jobOf, localOffer } from '../builders.ts'
import { expectClose } from '../close.ts'
import { plainTerms, plainWork } from '../plain-terms.ts'

const estimated = (work: Partial<Work>, terms: Partial<Terms>): Estimate =>
  estimate({ ...plainWork, ...work }, { ...plainTerms, ...terms })

/** Half an hour each for upload and image, an hour for the download. */
const moving: Partial<Work> = {
  inputGB: 45,
  outputGB: 45,
  imageGB: 45,
  scratchGB: 10,
  uplinkMbps: 200,
  downlinkMbps: 100,
}
const image: Partial<Terms> = { registryMbps: 200 }

describe('on the data path staged', () => {
  test('the upload runs beside the wait', () => {
    const { completionHours } = estimated(moving, { ...image, allocHours: 0.4 })
    expect(completionHours).toBe(0.5 + 0.5 + 1 + 1)
  })

  test('a wait that is longer than the upload hides it', () => {
    const { completionHours } = estimated(moving, { ...image, allocHours: 2 })
    expect(completionHours).toBe(2 + 0.5 + 1 + 1)
  })

  test('neither upload nor download is billed', () => {
    expect(estimated(moving, image).billedHours).toBe(1.5)
  })
})

describe('on the data path instance', () => {
  const terms: Partial<Terms> = { ...image, dataPath: 'instance', allocHours: 0.25 }

  test('the upload follows the wait and belongs to the set-up', () => {
    const { setupHours, completionHours } = estimated(moving, terms)
    expect([setupHours, completionHours]).toEqual([1, 3.25])
  })

  test('upload and download are billed', () => {
    expect(estimated(moving, terms).billedHours).toBe(3)
  })
})

describe('on a local data path', () => {
  const terms: Partial<Terms> = { ...image, dataPath: 'local', ingressUsdPerGB: 1, egressUsdPerGB: 1 }

  test('nothing moves but the image', () => {
    const { uploadHours, downloadHours, setupHours } = estimated(moving, terms)
    expect([uploadHours, downloadHours, setupHours]).toEqual([0, 0, 0.5])
  })

  test('no traffic is paid', () => {
    expect(estimated({ ...moving, sourceEgressUsdPerGB: 1 }, terms).networkUsd).toBe(0)
  })
})

test('an image that is there already takes no time', () => {
  expect(estimated(moving, { ...image, imageCached: true }).setupHours).toBe(0)
})

test('an input that is there already takes no time and no traffic, and its disk is paid all the same', () => {
  const paid = { inputCached: true, ingressUsdPerGB: 1, egressUsdPerGB: 0, storageUsdPerGBMonth: 1 }
  const there = estimated({ ...moving, sourceEgressUsdPerGB: 1 }, paid)
  const sent = estimated({ ...moving, sourceEgressUsdPerGB: 1 }, { ...paid, inputCached: false })
  expect([there.uploadHours, there.networkUsd]).toEqual([0, 0])
  expect(sent.uploadHours).toBeGreaterThan(0)
  expect(there.storageUsd).toBeGreaterThan(0)
})

test('traffic is paid at the source, on the way in and on the way out', () => {
  const terms = { ingressUsdPerGB: 0.02, egressUsdPerGB: 0.1 }
  expectClose(estimated({ ...moving, sourceEgressUsdPerGB: 0.01 }, terms).networkUsd, 45 * 0.03 + 45 * 0.1)
})

test.each([
  [50, 0],
  [100, 0],
  [101, 1],
  [300, 200],
  [310, 205],
])('tiers charge %d GB with %d USD', (gb, usd) => {
  const tiers = [
    [100, 0],
    [300, 1],
    [null, 0.5],
  ] as const
  expect(tieredUsd(gb, tiers)).toBe(usd)
})

test('a first tier that is not free is charged from the first GB on', () => {
  expect(
    tieredUsd(50, [
      [100, 2],
      [null, 1],
    ]),
  ).toBe(100)
})

test.each([
  [0, 0],
  [1e-12, 1],
  [1 - 1e-12, 1],
  [1 + 1e-12, 1],
  [1.001, 2],
])('%d h in steps of an hour are billed as %d h', (hours, billed) => {
  expect(billedHoursOf(hours, { billStepSeconds: 3600, billMinSeconds: 0 })).toBe(billed)
})

test('the disk is paid for all data, for the time in use and the waits between', () => {
  const { interruptions, runHours, storageUsd } = estimated(
    { ...moving, refHours: 4 },
    {
      ...image,
      purchase: 'spot',
      interruptionsPerHour: 0.2,
      recoverWaitHours: 0.5,
      storageUsdPerGBMonth: 7.3,
    },
  )
  expectClose(storageUsd, 145 * 0.01 * (0.5 + runHours + interruptions * 0.5))
})

test('the restart takes boot and image again when the job states no restart time', () => {
  const run = (restartHours: number | undefined) =>
    estimated(
      { refHours: 4, imageGB: 45, restartHours },
      { ...image, bootHours: 0.1, purchase: 'spot', interruptionsPerHour: 0.2 },
    ).runHours
  expect(run(undefined)).toBe(run(0.6))
})

describe('the objective', () => {
  const late: Partial<Work> = {
    deadlineHours: 1.5,
    valueOfTimeUsdPerHour: 10,
    lateUsdPerHour: 100,
    lateUsdFixed: 1000,
  }

  test('adds what time is worth', () => {
    expect(estimated(late, {}).objectiveUsd).toBe(1 + 10)
  })

  test('adds what each late hour and the lateness itself cost', () => {
    expect(estimated(late, { allocHours: 1 }).objectiveUsd).toBe(1 + 20 + 50 + 1000)
  })

  test('adds the lateness by its chance', () => {
    const spot: Partial<Terms> = { purchase: 'spot', interruptionsPerHour: 0.1 }
    const { objectiveUsd, deadlineChance, totalUsd, completionHours } = estimated(late, spot)
    expectClose(objectiveUsd, totalUsd + 10 * completionHours + 1000 * (1 - (deadlineChance ?? Number.NaN)))
  })

  test('knows no lateness without a deadline', () => {
    expect(estimated({ ...late, deadlineHours: undefined }, { allocHours: 1 }).objectiveUsd).toBe(1 + 20)
  })
})

describe('carbon', () => {
  const gramsOn = (offer: Parameters<typeof termsOf>[1]): number | null | undefined => {
    const complete = termsOf(jobOf(), offer, cheapest)
    return complete && estimate(complete.work, complete.terms).carbonGrams
  }
  const capacity = { bootHours: 0.5, allocHours: 3 }

  test('is power times building times grid, for set-up and run', () => {
    const energy = { powerKW: 0.5, pue: 1.5, gridGPerKWh: 400 }
    expectClose(gramsOn(cloudOffer({ energy, capacity })) ?? Number.NaN, 0.5 * 1.5 * 400 * 1.5)
  })

  test('takes the rated power of the GPUs when none is stated', () => {
    expectClose(gramsOn(localOffer({ energy: { pue: 1, gridGPerKWh: 100 } })) ?? Number.NaN, 45)
  })

  test.each([
    ['grid', { powerKW: 1, pue: 1 }],
    ['power', { pue: 1, gridGPerKWh: 400 }],
  ])('is unknown when the %s is', (_, energy) => {
    expect(gramsOn(cloudOffer({ energy, gpu: { name: 'RTX 4090' } }))).toBeNull()
  })
})

test.each([
  [0, 0.5],
  [0.2, 0.5],
  [0.25, 0.75],
  [0.5, 0.875],
])('after %d h capacity is there with a chance of %d', (hours, chance) => {
  expect(capacityChanceBy(hours, { availability: 0.5, retryHours: 0.25 })).toBe(chance)
})

test('a rate without own runs is the prior, and with many it is theirs', () => {
  const learned = (interruptions: number, runningHours: number) =>
    learnedInterruptionsPerHour(0.1, { interruptions, runningHours })
  expect([learned(0, 0), learned(8, 20), Math.round(learned(3e6, 1e7) * 1e6) / 1e6]).toEqual([0.1, 0.25, 0.3])
})

test('waiting that is expected to cost as much as going elsewhere is not worth it', () => {
  expect(exponentialWaitDecision({ premiumUsd: 6, delayUsdPerHour: 1.5 }, 4)).toBe('burst')
})
