import { expect, test } from 'vitest'
import {
  arrivalAt,
  at,
  billOf,
  marketOf,
  outcomesOf,
  rentedGpu,
  spotGpu,
  staysOf,
  workFor,
} from './scenario.ts'

const price = (hours: number, usdPerHour: number) =>
  ({ kind: 'price', atMs: at(hours), offerId: 'cloud', price: { usdPerHour } }) as const

test('time is rounded up to whole steps', async () => {
  const { a } = await outcomesOf({
    jobs: [arrivalAt(0, { id: 'a', run: workFor(2.2) })],
    market: marketOf([rentedGpu('cloud', { billing: { billStepSeconds: 3600, billMinSeconds: 0 } })]),
  })
  expect(billOf(a)).toEqual(['compute cloud 3 1'])
})

test('the least time is billed', async () => {
  const { a } = await outcomesOf({
    jobs: [arrivalAt(0, { id: 'a', run: workFor(0.001) })],
    market: marketOf([rentedGpu('cloud', { billing: { billStepSeconds: 1, billMinSeconds: 360 } })]),
  })
  expect(billOf(a)).toEqual(['compute cloud 0.1 1'])
})

test('spot is billed at the price of each moment', async () => {
  const { a } = await outcomesOf({
    jobs: [arrivalAt(0, { id: 'a', run: workFor(3) })],
    market: marketOf([spotGpu('cloud')], [price(1, 0.5), price(2.5, 0.3), price(9, 7)]),
  })
  expect(billOf(a)).toEqual(['compute cloud 1 0.4', 'compute cloud 1.5 0.5', 'compute cloud 0.5 0.3'])
})

test('what rounding adds is billed at the last price', async () => {
  const hourly = spotGpu('cloud', { billing: { billStepSeconds: 3600, billMinSeconds: 0 } })
  const { a } = await outcomesOf({
    jobs: [arrivalAt(0, { id: 'a', run: workFor(1.25) })],
    market: marketOf([hourly], [price(1, 0.8)]),
  })
  expect(billOf(a)).toEqual(['compute cloud 1 0.4', 'compute cloud 1 0.8'])
})

test('what is not spot keeps the price of its start', async () => {
  const { a, b } = await outcomesOf({
    jobs: [arrivalAt(0, { id: 'a', run: workFor(3) }), arrivalAt(2, { id: 'b', run: workFor(1) })],
    market: marketOf([rentedGpu('cloud')], [price(1, 5)]),
  })
  expect(billOf(a)).toEqual(['compute cloud 3 1'])
  expect(billOf(b)).toEqual(['compute cloud 1 5'])
})

test('the price is that of the start, not of the decision', async () => {
  const { a } = await outcomesOf({
    jobs: [arrivalAt(0, { id: 'a' })],
    market: marketOf([rentedGpu('cloud', { capacity: { allocHours: 1, bootHours: 0 } })], [price(0.5, 2)]),
  })
  expect(staysOf(a)).toEqual(['cloud 1 1 2 done'])
  expect(billOf(a)).toEqual(['compute cloud 1 2'])
})

test('each machine is rounded for itself, one that is waited for as one', async () => {
  const hourly = { billing: { billStepSeconds: 3600, billMinSeconds: 0 } }
  const stock = (hours: number, has: 'none' | 'available') =>
    ({
      kind: 'capacity',
      atMs: at(hours),
      offerId: 'cloud',
      capacity: { stock: has, allocHours: 0, bootHours: 0 },
    }) as const
  const scenario = {
    jobs: [arrivalAt(0, { id: 'a', run: workFor(1, { checkpoint: { everyHours: 0.25, writeHours: 0 } }) })],
    market: marketOf(
      [spotGpu('cloud', hourly), rentedGpu('other', hourly)],
      [stock(0.5, 'none'), stock(3, 'available')],
    ),
  }
  const { a: moved } = await outcomesOf(scenario)
  expect(billOf(moved)).toEqual(['compute cloud 1 0.4', 'compute other 1 1'])
  const { a: waited } = await outcomesOf({ ...scenario, recovery: 'wait' })
  expect(billOf(waited)).toEqual(['compute cloud 1 0.4'])
  expect(staysOf(waited)).toEqual(['cloud 0 0 3.5 done'])
})
