import type { Job, ListedOffer } from '@aima/gpu-core'
import { arbitraryJob, arbitraryListedOffer, arbitraryStrategy } from '@aima/gpu-testing'
import fc from 'fast-check'
import type { MarketChange } from '../../src/market/market.ts'
import { arbitraryStep, changeOf } from '../engine/board-model.ts'
import { at, marketOf, ownedGpu, rentedGpu, type Scenario, spotGpu, workFor } from './scenario.ts'

/** Jobs that something can take, and any others. */
const plainJob: fc.Arbitrary<Partial<Job>> = fc.record({
  confidentiality: fc.constantFrom('public', 'internal', 'confidential'),
  run: fc
    .record({ hours: fc.constantFrom(0, 0.2, 1, 5), saves: fc.boolean(), onNotice: fc.boolean() })
    .map(({ hours, saves, onNotice }) =>
      workFor(hours, {
        restartHours: 0.1,
        ...(saves ? { checkpoint: { everyHours: 0.5, writeHours: 0.02, onNotice } } : {}),
      }),
    ),
  needs: fc.constantFrom({}, {}, { gpuCount: 2, usableGpuCount: 2 }),
  data: fc.constantFrom(
    { inputGB: 0, outputGB: 0 },
    { inputGB: 20, outputGB: 5, imageGB: 8, uplinkMbps: 100, sourceEgressUsdPerGB: 0.01 },
  ),
})

const jobs = fc
  .array(
    fc.record({
      gapHours: fc.constantFrom(0, 0, 0.1, 1, 6),
      job: fc.oneof({ arbitrary: plainJob, weight: 3 }, { arbitrary: arbitraryJob(), weight: 1 }),
    }),
    { maxLength: 12 },
  )
  .map((list) => {
    let hours = 0
    return list.map(({ gapHours, job }, index) => {
      hours += gapHours
      return {
        atMs: at(hours),
        job: { ...job, id: `job-${index}`, confidentiality: job.confidentiality ?? 'internal' },
      }
    })
  })

const knownOffers: readonly ListedOffer[] = [
  spotGpu('spot', { spotRisk: { interruptionsPerHour: 0.8, recoverWaitHours: 0.3, noticeHours: 0.05 } }),
  rentedGpu('cloud', { capacity: { availability: 0.6, retryHours: 0.2, bootHours: 0.05 } }),
  rentedGpu('machine', { price: { usdPerHour: 0.3 }, exclusiveKeys: ['machine'] }),
  rentedGpu('disk', { gpuCount: 2, network: { dataPath: 'instance', storageUsdPerGBMonth: 0.2 } }),
]

const market = fc
  .record({
    known: fc.subarray([...knownOffers]),
    any: fc.uniqueArray(arbitraryListedOffer(), { maxLength: 3, selector: ({ id }) => id }),
    steps: fc.array(fc.record({ step: arbitraryStep, gapHours: fc.constantFrom(0, 0.3, 1, 4) }), {
      maxLength: 15,
    }),
  })
  .map(({ known, any, steps }) => {
    const offers = [...known, ...any]
    const ids = offers.map(({ id }) => id)
    let hours = 0
    const changes = steps.flatMap(({ step, gapHours }): readonly MarketChange[] => {
      hours += gapHours
      if (ids.length === 0 && step.kind !== 'listed') return []
      const change = changeOf(step, ids, at(hours))
      if (change.kind === 'listed' && !ids.includes(change.offer.id)) ids.push(change.offer.id)
      return [change]
    })
    return marketOf(offers, changes)
  })

const capacity = fc.constantFrom<NonNullable<ListedOffer['capacity']>>(
  { bootHours: 0 },
  { bootHours: 0.01, openWindows: [{ fromMs: at(2), untilMs: at(9) }] },
  {
    bootHours: 0.01,
    openWindows: [
      { fromMs: at(0), untilMs: at(3) },
      { fromMs: at(3), untilMs: at(20) },
    ],
  },
)

const house = fc
  .tuple(fc.subarray(['left', 'right', 'pair']), capacity)
  .map(([names, open]) =>
    names.map((name) =>
      name === 'pair'
        ? ownedGpu(name, { gpuCount: 2, exclusiveKeys: ['left', 'right'], capacity: open })
        : ownedGpu(name, { capacity: open }),
    ),
  )

/** Anything that may be simulated: all kinds of jobs, offers and strategies, prices and stock that move, a house with two GPUs and both of them together. */
export const arbitraryScenario: fc.Arbitrary<Scenario> = fc.record({
  jobs,
  market,
  localGpus: house,
  policy: fc.record({ strategy: arbitraryStrategy() }),
  recovery: fc.constantFrom('failover', 'wait'),
  seed: fc.nat(1000),
  untilMs: fc.constantFrom(at(5), at(60)),
  giveUpHours: fc.constantFrom(0, 3, 24),
  retryHours: fc.constantFrom(0.25, 1),
  reconsiderHours: fc.constantFrom(0.5, 5, Number.POSITIVE_INFINITY),
})
