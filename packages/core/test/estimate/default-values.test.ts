import { describe, expect, test } from 'vitest'
import {
  type Assumption,
  type Defaults,
  type Job,
  type LocalCostMode,
  type Offer,
  type Terms,
  termsOf,
} from '../../src/index.ts'
import { cheapest, cloudOffer, jobOf, localOffer, nowMs, rankedBy, spotOffer } from '../builders.ts'

/** A job that states what it moves, so that the lines matter, and nothing else. */
const bareJob: Job = {
  id: 'bare',
  confidentiality: 'internal',
  needs: { gpuCount: 2 },
  run: { refHours: 1, checkpoint: { everyHours: 0.1 } },
  data: { inputGB: 1, outputGB: 1, imageGB: 1, scratchGB: 1 },
}

/** A spot offer of two GPUs that states nothing but a price and a chance. */
const bareSpot: Offer = {
  id: 'bare',
  source: 'test',
  provider: 'aws',
  providerKind: 'hyperscaler',
  purchase: 'spot',
  site: 'cloud',
  gpu: { name: 'RTX 4090', model: 'RTX 4090' },
  gpuCount: 2,
  place: { region: 'eu-1' },
  price: { usdPerHour: 1 },
  capacity: { availability: 0.5 },
  observedAtMs: nowMs,
  launch: {},
}

/** An owned GPU that states nothing at all. */
const bareOwned: Offer = {
  ...bareSpot,
  provider: 'local',
  providerKind: 'local',
  purchase: 'owned',
  site: 'local',
  price: undefined,
  capacity: undefined,
}

type Values = Readonly<Record<string, Assumption['value']>>

const assumed = (job: Job, offer: Offer, defaults: Partial<Defaults> = {}): readonly Assumption[] =>
  termsOf(job, offer, { ...cheapest, defaults })?.assumptions ?? []

const valuesOf = (assumptions: readonly Assumption[]): Values =>
  Object.fromEntries(assumptions.map(({ name, value }) => [name, value]))

const forSpot: Values = {
  referenceGpu: 'RTX 4090',
  limitedBy: 'memory-bandwidth',
  checkpointWriteHours: 30 / 3600,
  restartHours: 'boot and image',
  gpuScalingExponent: 0.95,
  bootHours: 240 / 3600,
  retryHours: 300 / 3600,
  uplinkMbps: 100,
  downlinkMbps: 500,
  sourceEgressUsdPerGB: 0,
  ingressUsdPerGB: 0,
  egressUsdPerGB: 0.12,
  registryMbps: 300,
  storageUsdPerGBMonth: 0.08,
  interruptionsPerHour: 0.05,
  recoverWaitHours: 0.25,
  billStepSeconds: 1,
  billMinSeconds: 60,
}

describe('a job and an offer that state as little as they may', () => {
  test('get the defaults of the cost model, and each of them is told', () => {
    expect(valuesOf(assumed(bareJob, bareSpot))).toEqual(forSpot)
  })

  test('have each default told once', () => {
    const names = assumed(bareJob, bareSpot).map(({ name }) => name)
    expect(names).toEqual([...new Set(names)])
  })

  test('get the terms that are told', () => {
    const terms = termsOf(bareJob, bareSpot, cheapest)?.terms
    const told = Object.entries(forSpot).filter(
      ([name]) => terms !== undefined && name in terms && !name.endsWith('linkMbps'),
    )
    expect(terms).toMatchObject(Object.fromEntries(told))
  })
})

test('an owned GPU gets the defaults for local offers and what its electricity costs', () => {
  const { checkpointWriteHours, referenceGpu, limitedBy, restartHours, gpuScalingExponent } = forSpot
  expect(valuesOf(assumed(bareJob, bareOwned))).toEqual({
    checkpointWriteHours,
    referenceGpu,
    limitedBy,
    restartHours,
    gpuScalingExponent,
    sourceEgressUsdPerGB: 0,
    usdPerKWh: 0.15,
    pue: 1.2,
    powerKW: 0.9,
    bootHours: 5 / 3600,
    registryMbps: 300,
    storageUsdPerGBMonth: 0,
    billStepSeconds: 1,
    billMinSeconds: 0,
  })
})

test('an offer of a GPU cloud gets the defaults for GPU clouds', () => {
  const told = valuesOf(assumed(bareJob, { ...bareSpot, providerKind: 'gpu-cloud' }))
  expect(told).toMatchObject({
    bootHours: 90 / 3600,
    interruptionsPerHour: 0.1,
    egressUsdPerGB: 0,
    storageUsdPerGBMonth: 0.1,
    billMinSeconds: 0,
  })
})

test('a job that states nothing is taken for one hour of work that moves nothing', () => {
  const told = valuesOf(assumed({ id: 'a', confidentiality: 'public' }, cloudOffer()))
  expect(told).toEqual({
    refHours: 1,
    referenceGpu: 'RTX 4090',
    limitedBy: 'memory-bandwidth',
    inputGB: 0,
    outputGB: 0,
    imageGB: 0,
    scratchGB: 0,
    restartHours: 'boot and image',
  })
})

test('a spot offer that is bound to one zone waits longer for new capacity', () => {
  const told = valuesOf(assumed(bareJob, { ...bareSpot, place: { region: 'eu-1', zone: 'eu-1a' } }))
  expect(told).toMatchObject({ recoverWaitHours: 1 })
})

const stating: readonly [name: string, job: Partial<Job>, offer: Partial<Offer>][] = [
  ['referenceGpu', { run: { ...bareJob.run, referenceGpu: 'L4' } }, {}],
  ['limitedBy', { run: { ...bareJob.run, limitedBy: 'fp16' } }, {}],
  ['checkpointWriteHours', { run: { checkpoint: { everyHours: 1, writeHours: 0 } } }, {}],
  ['restartHours', { run: { ...bareJob.run, restartHours: 0 } }, {}],
  ['gpuScalingExponent', { run: { ...bareJob.run, referenceGpuCount: 2 } }, {}],
  ['bootHours', {}, { capacity: { bootHours: 0 } }],
  ['retryHours', {}, { capacity: { availability: 0.5, retryHours: 1 } }],
  ['retryHours', {}, { capacity: { allocHours: 0, availability: 0.5 } }],
  ['uplinkMbps', { data: { ...bareJob.data, uplinkMbps: 1 } }, {}],
  ['downlinkMbps', { data: { ...bareJob.data, downlinkMbps: 1 } }, {}],
  ['registryMbps', {}, { network: { registryMbps: 1 } }],
  ['egressUsdPerGB', {}, { network: { egressUsdPerGB: 0 } }],
  ['egressUsdPerGB', {}, { network: { egressTiers: [[null, 0]] } }],
  ['storageUsdPerGBMonth', {}, { network: { storageUsdPerGBMonth: 0 } }],
  ['interruptionsPerHour', {}, { spotRisk: { interruptionsPerHour: 0 } }],
  ['recoverWaitHours', {}, { spotRisk: { recoverWaitHours: 0 } }],
  ['billStepSeconds', {}, { billing: { billStepSeconds: 1 } }],
  ['billMinSeconds', {}, { billing: { billMinSeconds: 0 } }],
  ['uplinkMbps', { data: { ...bareJob.data, inputGB: 0 } }, {}],
  ['downlinkMbps', { data: { ...bareJob.data, outputGB: 0 } }, {}],
  ['egressUsdPerGB', { data: { ...bareJob.data, outputGB: 0 } }, {}],
  ['registryMbps', { data: { ...bareJob.data, imageGB: 0 } }, {}],
  ['registryMbps', {}, { network: { imageCached: true } }],
  ['uplinkMbps', {}, { network: { dataPath: 'local' } }],
]

test.each(stating)(
  'no default of %s is told when %j and %j state it or make it needless',
  (name, job, offer) => {
    const told = assumed({ ...bareJob, ...job }, { ...bareSpot, ...offer }).map((one) => one.name)
    expect(told).not.toContain(name)
  },
)

test.each([[cloudOffer()], [spotOffer()], [localOffer()]])(
  'nothing is assumed about a job and an offer that state everything: $id',
  (offer) => {
    expect(assumed(jobOf(), offer)).toEqual([])
  },
)

test.each(['inputGB', 'outputGB', 'imageGB', 'scratchGB'] as const)(
  'a disk is needed for %s alone',
  (volume) => {
    const nothing = { inputGB: 0, outputGB: 0, imageGB: 0, scratchGB: 0 }
    const told = assumed(jobOf({ data: { ...nothing, [volume]: 0.5 } }), cloudOffer())
    expect(valuesOf(told)).toMatchObject({ storageUsdPerGBMonth: 0.08 })
  },
)

test('a line that only the offer states is the limit, and that is told', () => {
  const complete = termsOf(bareJob, { ...bareSpot, network: { ingressMbps: 40 } }, cheapest)
  expect(complete?.terms.ingressMbps).toBe(40)
  expect(valuesOf(complete?.assumptions ?? [])).toMatchObject({ uplinkMbps: 'no limit' })
})

test('a source tells its own assumptions, too', () => {
  const own: Assumption = { name: 'vramGiB', value: 24, unit: 'GiB', basis: 'price list of 2024' }
  expect(assumed(jobOf(), cloudOffer({ assumptions: [own] }))).toEqual([own])
})

test('the power usage of a building is told when only the carbon needs it', () => {
  const offer = cloudOffer({ energy: { powerKW: 1, gridGPerKWh: 100 } })
  expect(valuesOf(assumed(jobOf(), offer))).toEqual({ pue: 1.2 })
})

describe('the life and the use of an owned GPU that nobody states', () => {
  const bought = localOffer({ ownership: { usdPerKWh: 1, capexUsd: 2000 } })
  const toldBy = (offer: Offer, localCost: LocalCostMode): Values =>
    valuesOf(termsOf(jobOf(), offer, { ...cheapest, localCost })?.assumptions ?? [])

  test.each(['full', 'shadow'] as const)('are told when it is paid off, in the mode %s', (mode) => {
    expect(toldBy(bought, mode)).toEqual({ lifeYears: 1, utilisation: 1 })
  })

  test('are no matter when its electricity alone counts', () => {
    expect(toldBy(bought, 'marginal')).toEqual({})
  })

  test('are no matter when it cost nothing', () => {
    expect(toldBy(localOffer(), 'full')).toEqual({})
  })
})

const perKind = (value: number) => ({ local: value, 'gpu-cloud': value, hyperscaler: value })

const replaced: readonly [
  name: string,
  defaults: Partial<Defaults>,
  value: Assumption['value'],
  offer?: Offer,
][] = [
  ['referenceGpu', { referenceGpu: 'L4' }, 'L4'],
  ['gpuScalingExponent', { gpuScalingExponent: 0.5 }, 0.5],
  ['uplinkMbps', { uplinkMbps: 7 }, 7],
  ['downlinkMbps', { downlinkMbps: 7 }, 7],
  ['registryMbps', { registryMbps: 7 }, 7],
  ['bootHours', { bootHours: perKind(7) }, 7],
  ['retryHours', { retryHours: 7 }, 7],
  ['interruptionsPerHour', { interruptionsPerHour: perKind(7) }, 7],
  ['recoverWaitHours', { recoverWaitHours: 7 }, 7],
  [
    'recoverWaitHours',
    { recoverWaitOneZoneHours: 7 },
    7,
    { ...bareSpot, place: { region: 'eu-1', zone: 'eu-1a' } },
  ],
  ['checkpointWriteHours', { checkpointWriteHours: 7 }, 7],
  ['egressUsdPerGB', { egressUsdPerGB: perKind(7) }, 7],
  ['storageUsdPerGBMonth', { storageUsdPerGBMonth: perKind(7) }, 7],
  ['billStepSeconds', { billStepSeconds: 7 }, 7],
  ['billMinSeconds', { billMinSeconds: perKind(7) }, 7],
  ['usdPerKWh', { usdPerKWh: 7 }, 7, bareOwned],
  ['pue', { pue: 7 }, 7, bareOwned],
]

test.each(replaced)('%s is told as the policy sets it by %j', (name, defaults, value, offer = bareSpot) => {
  expect(valuesOf(assumed(bareJob, offer, defaults))[name]).toBe(value)
})

/** Terms in which a default is used as it is. */
const usedAs: Readonly<Record<string, keyof Terms>> = {
  uplinkMbps: 'ingressMbps',
  downlinkMbps: 'egressMbps',
  registryMbps: 'registryMbps',
  bootHours: 'bootHours',
  retryHours: 'retryHours',
  interruptionsPerHour: 'interruptionsPerHour',
  recoverWaitHours: 'recoverWaitHours',
  egressUsdPerGB: 'egressUsdPerGB',
  storageUsdPerGBMonth: 'storageUsdPerGBMonth',
  billStepSeconds: 'billStepSeconds',
  billMinSeconds: 'billMinSeconds',
}

const used = replaced.flatMap(([name, defaults, value, offer = bareSpot]) => {
  const field = usedAs[name]
  return field === undefined ? [] : [{ field, defaults, value, offer }]
})

test.each(used)('$field is used as the policy sets it by $defaults', ({ field, defaults, value, offer }) => {
  expect(termsOf(bareJob, offer, { ...cheapest, defaults })?.terms[field]).toBe(value)
})

test('the margin of the policy makes the upper estimate', () => {
  const policy = { ...cheapest, defaults: { estimateMargin: 0.5 } }
  expect(rankedBy([cloudOffer()], { policy })[0]?.upperUsd).toBe(1.5)
})

test('a default that the policy leaves undefined stays as it is', () => {
  const policy = { ...cheapest, defaults: { uplinkMbps: undefined } }
  expect(termsOf(bareJob, bareSpot, policy)?.terms.ingressMbps).toBe(100)
})
