import { buildOffer } from '@aima/gpu-testing'
import { expect, test } from 'vitest'
import { computeLines, downloadLines, storageLines, uploadLines } from '../../src/engine/bill.ts'
import { withNumbers } from './terms.ts'

const head = { jobId: 'job-1', offer: buildOffer(), atMs: 7 }
const data = { inputGB: 100, outputGB: 50, imageGB: 10, scratchGB: 40, sourceEgressUsdPerGB: 0.02 }
const network = { ingressUsdPerGB: 0.01, egressUsdPerGB: 0.09, storageUsdPerGBMonth: 0.73 }

test('machine time has a line for each price', () => {
  const lines = computeLines(head, [
    { hours: 2, usdPerHour: 3 },
    { hours: 1, usdPerHour: 0 },
    { hours: 0.5, usdPerHour: 4 },
  ])
  expect(lines).toEqual([
    {
      jobId: 'job-1',
      offerId: 'offer-1',
      provider: 'runpod',
      item: 'compute',
      atMs: 7,
      quantity: 2,
      unit: 'h',
      usdPerUnit: 3,
      usd: 6,
    },
    expect.objectContaining({ quantity: 0.5, usdPerUnit: 4, usd: 2 }),
  ])
})

test('traffic in is paid to the offer and to the place that it leaves', () => {
  const [lines] = withNumbers({ job: { data }, offer: { network } }, ({ complete }) =>
    uploadLines(head, 100, complete),
  )
  expect(lines?.map(({ item, unit, usd }) => [item, unit, usd])).toEqual([
    ['ingress', 'GB', 1],
    ['source-egress', 'GB', 2],
  ])
})

test('traffic out is paid by volume', () => {
  const linesOf = (changes: object) =>
    withNumbers({ job: { data }, offer: { network: { ...network, ...changes } } }, ({ complete }) =>
      downloadLines(head, complete),
    ).flat()
  expect(linesOf({})).toMatchObject([{ item: 'egress', quantity: 50, usdPerUnit: 0.09, usd: 4.5 }])
  const tiers = [
    [20, 0],
    [null, 0.1],
  ]
  expect(linesOf({ egressTiers: tiers })).toMatchObject([{ quantity: 50, usdPerUnit: 0.06, usd: 3 }])
  expect(linesOf({ egressTiers: [[null, 0]] })).toEqual([])
})

test('without output there is no line, whatever the tiers', () => {
  const none = { ...data, outputGB: 0 }
  const tiers: readonly (readonly [null, number])[] = [[null, 0.1]]
  const [lines] = withNumbers(
    { job: { data: none }, offer: { network: { ...network, egressTiers: tiers } } },
    ({ complete }) => downloadLines(head, complete),
  )
  expect(lines).toEqual([])
})

test('the disk holds all of it, by months of 730 hours', () => {
  const [lines] = withNumbers({ job: { data }, offer: { network } }, ({ complete }) =>
    storageLines(head, 7.3, complete),
  )
  expect(lines).toMatchObject([
    { item: 'storage', unit: 'GB-month', quantity: 2, usdPerUnit: 0.73, usd: 1.46 },
  ])
})
