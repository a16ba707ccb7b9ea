import { decide } from '@aima/gpu-core'
import { test } from '@fast-check/vitest'
import { sample } from 'fast-check'
import { expect } from 'vitest'
import type { SimulationEvent } from '../../src/events/simulation-event.ts'
import { createAuditor } from '../../src/result/auditor.ts'
import type { Invariant } from '../../src/result/violation.ts'
import { busyDay } from './busy-day.ts'
import { arrivalAt, eventsOf, hourMs, marketOf, ownedGpu, rentedGpu, resultOf, workFor } from './scenario.ts'
import { arbitraryScenario } from './scenarios.ts'

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0)

test.prop([arbitraryScenario], { numRuns: 1000 })(
  'nothing that must hold is ever broken',
  async (scenario) => {
    const events: SimulationEvent[] = []
    const { jobs, summary, violations } = await resultOf({
      ...scenario,
      onEvent: (event) => events.push(event),
    })
    expect(violations).toEqual([])
    const arrived = events.flatMap((event) => (event.kind === 'arrived' ? [event.job] : []))
    expect(jobs.map(({ jobId }) => jobId).toSorted()).toEqual(arrived.map(({ id }) => id).toSorted())
    expect(summary.done + summary.refused + summary.gaveUp + summary.cutOff).toBe(arrived.length)
    const times = events.map(({ atMs }) => atMs)
    expect(times).toEqual(times.toSorted((one, other) => one - other))
    expect(sum(jobs.map(({ usd }) => usd))).toBeCloseTo(summary.spending.totalUsd, 6)
    for (const {
      waitHours,
      completionHours,
      bill,
      usd,
      stays,
      confidentiality,
      arrivedAtMs,
      ...job
    } of jobs) {
      expect(usd).toBeCloseTo(sum(bill.map((line) => line.usd)), 9)
      expect(waitHours).toBeGreaterThanOrEqual(0)
      expect(waitHours).toBeLessThanOrEqual(completionHours + 1e-9)
      if (confidentiality === 'confidential') expect(stays.every(({ site }) => site === 'local')).toBe(true)
      expect(job.interruptions).toBeGreaterThanOrEqual(
        stays.filter(({ end }) => end === 'interrupted').length,
      )
      const machineHours = sum(stays.map(({ fromMs, untilMs }) => untilMs - fromMs)) / hourMs
      expect(machineHours).toBeLessThanOrEqual((job.endedAtMs - arrivedAtMs) / hourMs + 1e-9)
      if (job.end === 'done') expect(stays.at(-1)?.end).toBe('done')
    }
    expect(summary.localUtilisation).toBeLessThanOrEqual(1 + 1e-9)
  },
)

test.prop([arbitraryScenario], { numRuns: 200 })(
  'asking for whole decisions on the way changes nothing, and they say what was decided',
  async (scenario) => {
    const silent = JSON.stringify(await resultOf(scenario))
    const asked = await resultOf({
      ...scenario,
      onEvent: (event) => {
        if (event.kind !== 'decided') return
        const whole = event.decision()
        expect(whole.kind === 'decision' ? whole.chosen.offer.id : null).toBe(event.offerId)
      },
    })
    expect(JSON.stringify(asked)).toBe(silent)
  },
)

test('the scenarios bring about all that can happen', async () => {
  const seen = new Set<string>()
  for (const scenario of sample(arbitraryScenario, { numRuns: 300, seed: 3 })) {
    const { jobs } = await resultOf({
      ...scenario,
      onEvent: (event) => seen.add(event.kind === 'decided' ? event.cause : event.kind),
    })
    for (const { end, stays } of jobs) {
      seen.add(end)
      for (const { site, purchase, end: how } of stays) seen.add(`${site} ${purchase}`).add(`stay ${how}`)
    }
  }
  const expected = [
    ...['queued', 'started', 'interrupted', 'left', 'billed'],
    ...['arrived', 'freed', 'no-capacity', 'waiting'],
    ...['done', 'refused', 'gave-up', 'cut-off', 'stay done', 'stay interrupted', 'stay cut-off'],
    ...['local owned', 'cloud on-demand', 'cloud spot'],
  ]
  expect(expected.filter((what) => !seen.has(what))).toEqual([])
})

type Corrupt = (event: SimulationEvent, index: number) => readonly SimulationEvent[]

/** What the auditor finds in a stream that does not tell the truth from a certain event on. */
const foundIn = (events: readonly SimulationEvent[], corrupt: Corrupt): readonly Invariant[] => {
  const auditor = createAuditor()
  const lying = events.flatMap(corrupt)
  const found = lying.flatMap((event) => auditor.take(event))
  return [...found, ...auditor.finish(lying.at(-1)?.atMs ?? 0)].map(({ invariant }) => invariant)
}

const trueEvents = eventsOf(busyDay(60))

const placesOf = (isOne: (event: SimulationEvent) => boolean): readonly number[] =>
  trueEvents.flatMap((event, index) => (isOne(event) ? [index] : []))

const at = (place: number, change: (event: SimulationEvent) => readonly SimulationEvent[]): Corrupt => {
  return (event, index) => (index === place ? change(event) : [event])
}

const defects: readonly (readonly [
  string,
  Invariant,
  (event: SimulationEvent) => boolean,
  (event: SimulationEvent) => readonly SimulationEvent[],
])[] = [
  ['forgets that a job ended', 'unaccounted-job', ({ kind }) => kind === 'ended', () => []],
  [
    'tells the end of a job twice',
    'unaccounted-job',
    ({ kind }) => kind === 'ended',
    (event) => [event, event],
  ],
  ['gives no machine back', 'unaccounted-job', ({ kind }) => kind === 'left', () => []],
  [
    'bills a cent too much',
    'unexplained-dollar',
    ({ kind }) => kind === 'billed',
    (event) =>
      event.kind === 'billed' ? [{ ...event, line: { ...event.line, usd: event.line.usd + 0.01 } }] : [event],
  ],
  ['forgets a line of a bill', 'unexplained-dollar', ({ kind }) => kind === 'billed', () => []],
  [
    'goes back in time',
    'time-went-back',
    (event) => event.kind === 'decided' && event.atMs > (trueEvents[0]?.atMs ?? 0),
    (event) => [{ ...event, atMs: event.atMs - hourMs * 1000 }],
  ],
  [
    'gives a GPU to two jobs',
    'used-twice',
    (event) => event.kind === 'started' && event.stay.site === 'local',
    (event) => [event, event],
  ],
]

test.each(defects)('an engine that %s is seen', (_, invariant, isOne, change) => {
  const places = placesOf(isOne)
  expect(places.length).toBeGreaterThan(5)
  for (const place of places) expect(foundIn(trueEvents, at(place, change))).toContain(invariant)
})

test('in what the engine really tells, nothing is found', () => {
  expect(foundIn(trueEvents, (event) => [event])).toEqual([])
})

test('a decision that forgets confidentiality is seen', async () => {
  const { violations } = await resultOf({
    jobs: [arrivalAt(0, { id: 'secret', confidentiality: 'confidential' })],
    market: marketOf([rentedGpu('cloud')]),
    decide: (job, offers, policy, options) =>
      decide({ ...job, confidentiality: 'public' }, offers, policy, options),
  })
  expect(violations.map(({ invariant }) => invariant)).toContain('off-site')
})

test('a decision that forgets who has a GPU is not obeyed', async () => {
  const { violations, jobs } = await resultOf({
    jobs: [arrivalAt(0, { id: 'a', run: workFor(3) }), arrivalAt(1, { id: 'b', run: workFor(1) })],
    localGpus: [ownedGpu('box')],
    decide: (job, offers, policy, options) =>
      decide(
        job,
        offers.map((offer) => ({ ...offer, capacity: { bootHours: 0 } })),
        policy,
        options,
      ),
  })
  expect(violations).toEqual([])
  expect(jobs.map(({ completionHours }) => completionHours)).toEqual([3, 3])
})
