import { expect, test } from 'vitest'
import type { SimulationEvent } from '../../src/events/simulation-event.ts'
import { simulate } from '../../src/simulate.ts'
import type { SimulationProgress } from '../../src/simulation-options.ts'
import { streamSimulation } from '../../src/stream-simulation.ts'
import type { Arrival } from '../../src/workload/workload.ts'
import {
  arrivalAt,
  at,
  eventsOf,
  marketOf,
  optionsOf,
  ownedGpu,
  rentedGpu,
  resultOf,
  workFor,
} from './scenario.ts'

const market = marketOf([rentedGpu('cloud')])
const hourly = (count: number): readonly Arrival[] =>
  Array.from({ length: count }, (_, index) => arrivalAt(index, { id: `job-${index}`, run: workFor(0.5) }))

/** Jobs without an end. */
function* endless(): Generator<Arrival> {
  for (let index = 0; ; index += 1) yield arrivalAt(index, { id: `job-${index}`, run: workFor(0.5) })
}

test('an aborted simulation says when', async () => {
  const abort = new AbortController()
  const ended = await simulate({
    ...optionsOf({ jobs: endless(), market }),
    signal: abort.signal,
    onEvent: ({ atMs }) => {
      if (atMs >= at(7)) abort.abort()
    },
  })
  expect(ended._unsafeUnwrapErr()).toEqual({ kind: 'aborted', atMs: at(7) })
})

test('one that is aborted before it begins does nothing', async () => {
  const seen: SimulationEvent[] = []
  const ended = await simulate({
    ...optionsOf({ jobs: hourly(3), market }),
    signal: AbortSignal.abort(),
    onEvent: (event) => seen.push(event),
  })
  expect(ended._unsafeUnwrapErr().kind).toBe('aborted')
  expect(seen).toEqual([])
})

test('others of the process get their turn, and can abort', async () => {
  const abort = new AbortController()
  setImmediate(() => setImmediate(() => abort.abort()))
  const ended = await simulate({ ...optionsOf({ jobs: endless(), market }), signal: abort.signal })
  expect(ended._unsafeUnwrapErr().kind).toBe('aborted')
})

test('progress is told on the way and at the end', async () => {
  const progress: SimulationProgress[] = []
  await resultOf({ jobs: hourly(2000), market, onProgress: (step) => progress.push(step) })
  expect(progress.length).toBeGreaterThan(2)
  expect(progress.at(-1)).toEqual({ atMs: at(1999.5), arrived: 2000, ended: 2000, decisions: 2000 })
  const times = progress.map(({ atMs }) => atMs)
  expect(times).toEqual(times.toSorted((one, other) => one - other))
  expect(progress.every(({ arrived, ended }) => arrived - ended <= 1)).toBe(true)
})

test('who watches is told the same as who takes the stream, in the same order', async () => {
  const scenario = { jobs: hourly(20), market, localGpus: [ownedGpu('box')] }
  const told: SimulationEvent[] = []
  await resultOf({ ...scenario, onEvent: (event) => told.push(event) })
  expect(JSON.stringify(told)).toBe(JSON.stringify(eventsOf(scenario)))
})

test('a stream can be left at any time, and jobs are asked for one after the other', () => {
  let asked = 0
  function* counted(): Generator<Arrival> {
    for (const arrival of endless()) {
      asked += 1
      yield arrival
    }
  }
  let ended = 0
  for (const { kind } of streamSimulation(optionsOf({ jobs: counted(), market }))._unsafeUnwrap()) {
    if (kind === 'ended') ended += 1
    if (ended === 3) break
  }
  expect(ended).toBe(3)
  expect(asked).toBe(4)
})

test('a stream gives the time of its end, or what was unsound', () => {
  const stream = streamSimulation(optionsOf({ jobs: hourly(1), market }))._unsafeUnwrap()
  let step = stream.next()
  while (step.done !== true) step = stream.next()
  expect(step.value._unsafeUnwrap()).toBe(at(0.5))
  const faulty = streamSimulation(optionsOf({ jobs: [arrivalAt(-1)], market }))._unsafeUnwrap()
  let fault = faulty.next()
  while (fault.done !== true) fault = faulty.next()
  expect(fault.value).toMatchObject({ error: { path: 'jobs[0]' } })
})

test('a workload and a market can be used again', async () => {
  const scenario = { jobs: hourly(5), market, localGpus: [ownedGpu('box')] }
  expect(JSON.stringify(await resultOf(scenario))).toBe(JSON.stringify(await resultOf(scenario)))
})

test('at one moment prices move first, then what was planned happens, then jobs come', () => {
  const kinds = eventsOf({
    jobs: [arrivalAt(0, { id: 'a', run: workFor(1) }), arrivalAt(1, { id: 'b', run: workFor(1) })],
    localGpus: [ownedGpu('box')],
    market: marketOf(
      [],
      [{ kind: 'listed', atMs: at(1), offer: rentedGpu('cheap', { price: { usdPerHour: 0.01 } }) }],
    ),
  })
    .filter(({ atMs }) => atMs === at(1))
    .flatMap((event) => (event.kind === 'decided' ? [`b on ${event.offerId}`] : [event.kind]))
  expect(kinds.slice(0, 5)).toEqual(['billed', 'left', 'ended', 'arrived', 'b on cheap'])
})

test('defaults that enter a number are told once', async () => {
  const { assumptions } = await resultOf({
    jobs: hourly(3),
    market: marketOf([rentedGpu('cloud', { capacity: {} })]),
    recovery: undefined,
    retryHours: undefined,
    giveUpHours: undefined,
    reconsiderHours: undefined,
  })
  expect(assumptions.map(({ name, value }) => `${name}: ${value}`)).toEqual([
    'simulation recovery: failover',
    'simulation retryHours: 0.5',
    'simulation giveUpHours: 24',
    'simulation reconsiderHours: 1',
    'simulation lossIsRemembered: 10',
    'simulation reconsiderShareOfWait: 0.1',
    'bootHours: 0.025',
  ])
})

test('jobs are kept only when they are wanted', async () => {
  const kept = await resultOf({ jobs: hourly(5), market })
  const dropped = await resultOf({ jobs: hourly(5), market, keepJobs: false })
  expect(kept.jobs.length).toBe(5)
  expect(dropped).toEqual({ ...kept, jobs: [] })
})

test('another decision engine can stand in', async () => {
  const { decide } = await import('@aima/gpu-core')
  const { jobs } = await resultOf({
    jobs: hourly(1),
    market: marketOf([rentedGpu('cheap'), rentedGpu('dear', { price: { usdPerHour: 3 } })]),
    decide: (job, offers, policy, options) =>
      decide(
        job,
        offers.filter(({ id }) => id === 'dear'),
        policy,
        options,
      ),
  })
  expect(jobs[0]?.stays[0]?.offerId).toBe('dear')
})

test('workload and market put away what they hold, however the simulation ends', async () => {
  const closed: string[] = []
  function* held<T>(name: string, items: Iterable<T>): Generator<T> {
    try {
      yield* items
    } finally {
      closed.push(name)
    }
  }
  const options = () =>
    optionsOf({
      jobs: held('jobs', endless()),
      market: { ...market, changes: () => held('changes', []) },
    })
  for (const _ of streamSimulation(options())._unsafeUnwrap()) break
  expect(closed.sort()).toEqual(['changes', 'jobs'])
  closed.length = 0
  const abort = new AbortController()
  const onProgress = () => abort.abort()
  expect((await simulate({ ...options(), signal: abort.signal, onProgress }))._unsafeUnwrapErr().kind).toBe(
    'aborted',
  )
  expect(closed.sort()).toEqual(['changes', 'jobs'])
})
