import type { Job } from '@aima/gpu-core'
import { buildJob } from '@aima/gpu-testing'
import { expect, test } from 'vitest'
import type { MarketChange } from '../../src/market/market.ts'
import { simulate } from '../../src/simulate.ts'
import {
  arrivalAt,
  at,
  marketOf,
  optionsOf,
  ownedGpu,
  rentedGpu,
  type Scenario,
  startMs,
  workFor,
} from './scenario.ts'

const faultOf = async (scenario: Scenario) => (await simulate(optionsOf(scenario)))._unsafeUnwrapErr()
const market = marketOf([rentedGpu('cloud')])
const withChanges = (...changes: readonly MarketChange[]): Scenario => ({
  jobs: [arrivalAt(0, { run: workFor(5) }), arrivalAt(9, { id: 'late' })],
  market: marketOf([rentedGpu('cloud')], changes),
  localGpus: [ownedGpu('box')],
})
const priced = (atMs: number, offerId = 'cloud'): MarketChange => ({
  kind: 'price',
  atMs,
  offerId,
  price: { usdPerHour: 2 },
})

test('a job that comes before the one before it is unsound', async () => {
  const jobs = [arrivalAt(2, { id: 'a' }), arrivalAt(1, { id: 'b' })]
  expect(await faultOf({ jobs, market })).toEqual({
    kind: 'unsound-input',
    path: 'jobs[1]',
    expected: `ms since 1970-01-01 UTC, not before ${at(2)}`,
  })
})

test('a job that comes before the market begins is unsound', async () => {
  expect(await faultOf({ jobs: [arrivalAt(-1)], market })).toMatchObject({ path: 'jobs[0]' })
})

test.each([Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY])(
  'a job that comes at %s is unsound, also as the last of many',
  async (atMs) => {
    const faulty = { atMs, job: buildJob({ id: 'b' }) }
    expect(await faultOf({ jobs: [faulty], market })).toMatchObject({ path: 'jobs[0]' })
    expect(await faultOf({ jobs: [arrivalAt(0), faulty], market })).toMatchObject({ path: 'jobs[1]' })
  },
)

test.each([Number.NaN, Number.NEGATIVE_INFINITY])('a change at %s is unsound', async (atMs) => {
  expect(await faultOf(withChanges(priced(at(1)), priced(atMs)))).toMatchObject({
    path: 'market.changes[1]',
  })
})

test('a change before the one before it is unsound', async () => {
  expect(await faultOf(withChanges(priced(at(2)), priced(at(1))))).toMatchObject({
    kind: 'unsound-input',
    path: 'market.changes[1]',
  })
})

test('a change of an offer that nobody listed is unsound', async () => {
  expect(await faultOf(withChanges(priced(at(1), 'other')))).toEqual({
    kind: 'unsound-input',
    path: 'market.changes[0]',
    expected: "an offer of the market, which 'other' is not",
  })
})

test('owned GPUs do not change with the market', async () => {
  const withdrawn = { kind: 'withdrawn', atMs: at(1), offerId: 'box' } as const
  const capacity = { kind: 'capacity', atMs: at(1), offerId: 'box', capacity: { stock: 'none' } } as const
  const listed = { kind: 'listed', atMs: at(1), offer: rentedGpu('box') } as const
  for (const change of [withdrawn, capacity, listed, priced(at(1), 'box')])
    expect(await faultOf(withChanges(change))).toMatchObject({ path: 'market.changes[0]' })
})

test('an id that is on its way cannot come again; one that has ended can', async () => {
  const twice = (hours: number) => ({
    jobs: [arrivalAt(0, { id: 'a', run: workFor(2) }), arrivalAt(hours, { id: 'a' })],
    market,
  })
  expect(await faultOf(twice(1))).toMatchObject({ path: 'jobs[1]' })
  expect((await simulate(optionsOf(twice(3))))._unsafeUnwrap().summary.done).toBe(2)
})

test('a job that is none is unsound, with its path', async () => {
  const job = buildJob({ run: { refHours: -1 } })
  expect(await faultOf({ jobs: [{ atMs: startMs, job }], market })).toMatchObject({
    path: 'jobs[0]',
    expected: expect.stringContaining('run.refHours'),
  })
  const { confidentiality: _, ...undecided } = buildJob()
  // As it may come from a file: nobody decided how sensitive it is.
  const fromFile: Job = JSON.parse(JSON.stringify(undecided))
  expect(await faultOf({ jobs: [{ atMs: startMs, job: fromFile }], market })).toMatchObject({
    expected: expect.stringContaining('confidentiality'),
  })
})

test('a fault after the end of a simulation does not matter', async () => {
  const jobs = [arrivalAt(0), arrivalAt(5, { run: { refHours: -1 } })]
  expect((await simulate(optionsOf({ jobs, market, untilMs: at(4) }))).isOk()).toBe(true)
})
