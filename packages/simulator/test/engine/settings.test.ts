import { decide } from '@aima/gpu-core'
import { expect, test } from 'vitest'
import { settingsOf } from '../../src/engine/settings.ts'
import type { SimulationOptions } from '../../src/simulation-options.ts'
import { streamSimulation } from '../../src/stream-simulation.ts'
import { cheapest, marketOf, ownedGpu, rentedGpu, startMs } from '../simulate/scenario.ts'

const sound: SimulationOptions = { jobs: [], market: marketOf([rentedGpu('cloud')]), policy: cheapest }
const faultOf = (changes: Partial<SimulationOptions>) =>
  settingsOf({ ...sound, ...changes })._unsafeUnwrapErr()

const faults: readonly (readonly [keyof SimulationOptions, readonly number[]])[] = [
  ['seed', [0.5, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 60]],
  ['retryHours', [0, -1, Number.NaN, Number.POSITIVE_INFINITY]],
  ['giveUpHours', [-1, Number.NaN]],
  ['reconsiderHours', [0, -1, Number.NaN]],
  ['ranked', [0, -3, Number.NaN]],
  ['untilMs', [startMs - 1, Number.NaN]],
]

test.each(faults)('%s must be sound, and is named when it is not', (path, values) => {
  for (const value of values)
    expect(faultOf({ [path]: value })).toMatchObject({ kind: 'unsound-input', path })
})

test('the ends of the ranges are allowed', () => {
  const allowed: readonly Partial<SimulationOptions>[] = [
    { seed: -7 },
    { giveUpHours: 0 },
    { giveUpHours: Number.POSITIVE_INFINITY },
    { reconsiderHours: Number.POSITIVE_INFINITY },
    { ranked: Number.POSITIVE_INFINITY },
    { ranked: 1 },
    { untilMs: startMs },
  ]
  for (const options of allowed) expect(settingsOf({ ...sound, ...options }).isOk()).toBe(true)
})

test('a market must begin at a time', () => {
  for (const begin of [Number.NaN, Number.POSITIVE_INFINITY])
    expect(faultOf({ market: { ...sound.market, startMs: begin } })).toMatchObject({ path: 'market.startMs' })
})

test('no two offers have the same id, in the market or at home', () => {
  const twice = marketOf([rentedGpu('cloud'), rentedGpu('cloud')])
  expect(faultOf({ market: twice })).toMatchObject({ path: "offers['cloud'].id" })
  expect(faultOf({ localGpus: [ownedGpu('cloud')] })).toMatchObject({ path: "offers['cloud'].id" })
  expect(faultOf({ localGpus: [ownedGpu('a'), ownedGpu('a')] })).toMatchObject({ path: "offers['a'].id" })
})

test('faults in the options are told before anything happens', () => {
  expect(streamSimulation({ ...sound, seed: 0.5 })._unsafeUnwrapErr()).toEqual({
    kind: 'unsound-input',
    path: 'seed',
    expected: 'a whole number',
  })
})

test('what is left out has a default, and says so', () => {
  const {
    jobs: _,
    market: _market,
    rented: _rented,
    owned,
    assumptions,
    ...settings
  } = settingsOf(sound)._unsafeUnwrap()
  expect(settings).toEqual({
    policy: cheapest,
    seed: 1,
    recovery: 'failover',
    retryMs: 1_800_000,
    giveUpMs: 86_400_000,
    reconsiderMs: 3_600_000,
    untilMs: Number.POSITIVE_INFINITY,
    ranked: 3,
    decide,
  })
  expect(owned).toEqual([])
  expect(assumptions.map(({ name }) => name)).toEqual([
    'simulation recovery',
    'simulation retryHours',
    'simulation giveUpHours',
    'simulation reconsiderHours',
    'simulation lossIsRemembered',
    'simulation reconsiderShareOfWait',
  ])
})

test('what is stated is no assumption, and what is fixed is told', () => {
  const stated = { recovery: 'wait', retryHours: 2, giveUpHours: 3, reconsiderHours: 4 } as const
  const settings = settingsOf({ ...sound, ...stated })._unsafeUnwrap()
  expect(settings).toMatchObject({ recovery: 'wait', retryMs: 7_200_000 })
  expect(settings.assumptions.map(({ name, value, unit }) => `${name}: ${value} ${unit}`)).toEqual([
    'simulation lossIsRemembered: 10 min',
    'simulation reconsiderShareOfWait: 0.1 ',
  ])
})

test('being given apart is what makes a GPU local', () => {
  const lying = { ...ownedGpu('liar'), site: 'local' }
  const { owned, rented } = settingsOf({
    ...sound,
    market: marketOf([lying]),
    localGpus: [ownedGpu('box')],
  })._unsafeUnwrap()
  expect([...owned, ...rented].map(({ id, site }) => `${id} ${site}`)).toEqual(['box local', 'liar cloud'])
})
