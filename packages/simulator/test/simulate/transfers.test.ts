import { expect, test } from 'vitest'
import {
  arrivalAt,
  at,
  billOf,
  courseOf,
  marketOf,
  outcomesOf,
  ownedGpu,
  rentedGpu,
  spotGpu,
  staysOf,
  workFor,
} from './scenario.ts'

/** 45 GB at 200 Mbps take half an hour; 22.5 GB at 100 Mbps as well. */
const lines = { uplinkMbps: 200, downlinkMbps: 100 }
const data = { inputGB: 45, outputGB: 22.5, imageGB: 0, scratchGB: 0, ...lines }
const prices = { ingressUsdPerGB: 0.01, egressUsdPerGB: 0.1, storageUsdPerGBMonth: 0 }

test('on a staged path the input is uploaded before the machine starts, and the output comes after it', async () => {
  const scenario = {
    jobs: [arrivalAt(0, { id: 'a', data: { ...data, sourceEgressUsdPerGB: 0.05 } })],
    market: marketOf([rentedGpu('cloud', { capacity: { bootHours: 0.1 }, network: prices })]),
  }
  const { a } = await outcomesOf(scenario)
  expect(staysOf(a)).toEqual(['cloud 0.5 0.6 1.6 done'])
  expect(billOf(a)).toEqual([
    'ingress cloud 45 0.01',
    'source-egress cloud 45 0.05',
    'compute cloud 1.1 1',
    'egress cloud 22.5 0.1',
  ])
  expect(a).toMatchObject({
    waitHours: 0.5,
    uploadedGB: 45,
    downloadedGB: 22.5,
    usd: 0.45 + 2.25 + 1.1 + 2.25,
  })
  expect(a?.completionHours).toBeCloseTo(2.1, 6)
  expect(courseOf(scenario)).toEqual([
    'arrived 0 a',
    'decided 0 a arrived cloud',
    'billed 0.5 a ingress',
    'billed 0.5 a source-egress',
    'started 0.5 a cloud',
    'billed 1.6 a compute',
    'left 1.6 a cloud done',
    'billed 2.1 a egress',
    'ended 2.1 a done',
  ])
})

test('on an instance path both transfers are billed machine time', async () => {
  const { a } = await outcomesOf({
    jobs: [arrivalAt(0, { id: 'a', data })],
    market: marketOf([
      rentedGpu('cloud', { capacity: { bootHours: 0.1 }, network: { ...prices, dataPath: 'instance' } }),
    ]),
  })
  expect(staysOf(a)).toEqual(['cloud 0 0.6 2.1 done'])
  expect(billOf(a)).toEqual(['ingress cloud 45 0.01', 'compute cloud 2.1 1', 'egress cloud 22.5 0.1'])
  expect(a).toMatchObject({ waitHours: 0, uploadedGB: 45, downloadedGB: 22.5 })
})

test('input that a machine has already is not sent to it', async () => {
  const { a } = await outcomesOf({
    jobs: [arrivalAt(0, { id: 'a', data: { ...data, outputGB: 0 } })],
    market: marketOf([
      rentedGpu('cloud', { network: { ...prices, dataPath: 'instance', inputCached: true } }),
    ]),
  })
  expect(a).toMatchObject({ uploadedGB: 0, completionHours: 1 })
  expect(billOf(a)).toEqual(['compute cloud 1 1'])
})

test('at home nothing moves', async () => {
  const { a } = await outcomesOf({ jobs: [arrivalAt(0, { id: 'a', data })], localGpus: [ownedGpu('box')] })
  expect(a).toMatchObject({ uploadedGB: 0, downloadedGB: 0, waitHours: 0, completionHours: 1 })
  expect(billOf(a)).toEqual(['compute box 1 0.15'])
})

test('waiting for capacity and uploading go on at the same time', async () => {
  const { a, b } = await outcomesOf({
    jobs: [arrivalAt(0, { id: 'a', data }), arrivalAt(0, { id: 'b', data: { ...data, inputGB: 180 } })],
    market: marketOf([rentedGpu('cloud', { capacity: { allocHours: 1, bootHours: 0 } })]),
  })
  expect(staysOf(a)).toEqual(['cloud 1 1 2 done'])
  expect(staysOf(b)).toEqual(['cloud 2 2 3 done'])
})

test('an image is pulled by the machine, and the disk is paid while it is there', async () => {
  const image = { ...data, inputGB: 0, outputGB: 0, imageGB: 36, scratchGB: 64 }
  const { a } = await outcomesOf({
    jobs: [arrivalAt(0, { id: 'a', data: image })],
    market: marketOf([rentedGpu('cloud', { network: { registryMbps: 160, storageUsdPerGBMonth: 0.73 } })]),
  })
  expect(staysOf(a)).toEqual(['cloud 0 0.5 1.5 done'])
  // 100 GB for 1.5 of 730 hours.
  expect(billOf(a)).toEqual(['compute cloud 1.5 1', 'storage cloud 0.205479 0.73'])
})

test('traffic out is paid by tiers, and the line says the mean', async () => {
  const { a } = await outcomesOf({
    jobs: [arrivalAt(0, { id: 'a', data: { ...data, inputGB: 0, outputGB: 1200 } })],
    market: marketOf([
      rentedGpu('cloud', {
        network: {
          egressTiers: [
            [100, 0],
            [1100, 0.1],
            [null, 0.05],
          ],
          storageUsdPerGBMonth: 0,
        },
      }),
    ]),
  })
  expect(a?.bill.find(({ item }) => item === 'egress')).toMatchObject({ quantity: 1200, usd: 105 })
  expect(a?.usd).toBeCloseTo(106, 9)
})

test('input that is staged in a region is not uploaded there again, but elsewhere it is', async () => {
  const spots = [
    spotGpu('here-1', { price: { usdPerHour: 0.2 } }),
    spotGpu('here-2', { price: { usdPerHour: 0.3 } }),
    spotGpu('far', { price: { usdPerHour: 0.4 }, place: { region: 'eu-2', country: 'DE' } }),
  ]
  const gone = (hours: number, offerId: string) => ({ kind: 'withdrawn', atMs: at(hours), offerId }) as const
  const { a } = await outcomesOf({
    jobs: [arrivalAt(0, { id: 'a', run: workFor(4), data: { ...data, outputGB: 0 } })],
    market: marketOf(spots, [gone(1, 'here-1'), gone(2, 'here-2')]),
  })
  expect(staysOf(a)).toEqual([
    'here-1 0.5 0.5 1 interrupted',
    'here-2 1 1 2 interrupted',
    'far 2.5 2.5 6.5 done',
  ])
  expect(a).toMatchObject({ uploadedGB: 90, interruptions: 2, waitHours: 1 })
})
