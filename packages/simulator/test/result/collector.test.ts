import { fc, test as property } from '@fast-check/vitest'
import { expect, test } from 'vitest'
import type { SimulationEvent } from '../../src/events/simulation-event.ts'
import { type Collected, createCollector } from '../../src/result/collector.ts'
import type { SimulationResult } from '../../src/result/simulation-result.ts'
import {
  billed,
  buildCollected,
  buildLine,
  buildOpenStay,
  buildOutcome,
  buildStay,
  decided,
  ended,
  hourMs,
  left,
  started,
  startMs,
} from './event-builders.ts'
import { placesOf } from './mutants.ts'
import { soundEvents } from './sound-events.ts'

const collect = (events: readonly SimulationEvent[], changes: Partial<Collected> = {}): SimulationResult => {
  const collector = createCollector(buildCollected(changes))
  for (const event of events) collector.take(event)
  return collector.result()
}

/** Something that happens at a time and counts nothing. */
const nothingAt = (atMs: number): SimulationEvent => ({ kind: 'queued', atMs, jobId: 'x', offerId: 'y' })

test('nothing that happens is a result of zeros', () => {
  const { summary, ...rest } = collect([], { ownedHardware: [] })
  expect(rest).toMatchObject({ seed: 1, market: 'built', startMs, endMs: startMs, jobs: [], violations: [] })
  expect(summary).toMatchObject({ jobs: 0, hardware: [], localUtilisation: 0, refusals: {} })
  expect(summary.spending).toEqual({
    totalUsd: 0,
    byItem: { compute: 0, ingress: 0, 'source-egress': 0, egress: 0, storage: 0 },
    byProvider: {},
  })
  expect(summary.waitHours).toEqual({ count: 0, mean: 0, deviation: 0, least: 0, greatest: 0 })
})

test('jobs are counted by how they ended, and times of done ones only', () => {
  const { summary } = collect([
    ...['a', 'b', 'c', 'd', 'e'].map(
      (id): SimulationEvent => ({
        kind: 'arrived',
        atMs: startMs,
        job: { id, confidentiality: 'internal' },
      }),
    ),
    ended(buildOutcome({ waitHours: 1, completionHours: 3, uploadedGB: 2 })),
    ended(buildOutcome({ waitHours: 3, completionHours: 5, downloadedGB: 4 })),
    ended(buildOutcome({ end: 'refused', waitHours: 50 })),
    ended(buildOutcome({ end: 'gave-up', waitHours: 60 })),
    ended(buildOutcome({ end: 'cut-off', waitHours: 70, uploadedGB: 1 })),
  ])
  expect(summary).toMatchObject({ jobs: 5, done: 2, refused: 1, gaveUp: 1, cutOff: 1 })
  expect(summary).toMatchObject({ uploadedGB: 3, downloadedGB: 4 })
  expect(summary.waitHours).toEqual({ count: 2, mean: 2, deviation: Math.SQRT2, least: 1, greatest: 3 })
  expect(summary.completionHours).toMatchObject({ count: 2, mean: 4 })
})

test('of jobs with a deadline, lateness is that of the late ones', () => {
  const outcomes = [null, 0, 2, 4].map((lateHours) => buildOutcome({ lateHours }))
  const { summary } = collect(outcomes.map(ended))
  expect(summary).toMatchObject({ withDeadline: 3, late: 2 })
  expect(summary.lateHours).toMatchObject({ count: 2, mean: 3, least: 2, greatest: 4 })
})

test('a job is done locally when all its machines were local and it had one', () => {
  const cloud = buildStay({ site: 'cloud' })
  const stays = [[buildStay()], [buildStay(), cloud], [cloud], []]
  const { summary } = collect(stays.map((each) => ended(buildOutcome({ stays: each }))))
  expect(summary.doneLocally).toBe(1)
})

test('money is summed by item and by provider, in the order of names', () => {
  const lines = [
    buildLine({ provider: 'vastai' }),
    buildLine({ provider: 'aws', item: 'egress' }),
    buildLine({ provider: 'aws' }),
    buildLine({ provider: '__proto__', usd: 1 }),
  ]
  const { totalUsd, byItem, byProvider } = collect(lines.map(billed)).summary.spending
  expect(totalUsd).toBe(19)
  expect(byItem).toMatchObject({ compute: 13, egress: 6 })
  expect(Object.entries(byProvider)).toEqual([
    ['__proto__', 1],
    ['aws', 12],
    ['vastai', 6],
  ])
})

test('owned hardware is in use while it is some job’s, other hardware does not count', () => {
  const { summary } = collect([
    started('job-1', buildOpenStay({ hardware: ['GPU-b', 'GPU-of-a-cloud'] })),
    left('job-1', buildStay({ hardware: ['GPU-b', 'GPU-of-a-cloud'] })),
    nothingAt(startMs + 4 * hourMs),
  ])
  expect(summary.hardware).toEqual([
    { name: 'GPU-a', busyHours: 0, utilisation: 0 },
    { name: 'GPU-b', busyHours: 1, utilisation: 0.25 },
  ])
  expect(summary.localUtilisation).toBe(0.125)
})

test('a stay that goes on is in use until the last thing that happened', () => {
  const { summary } = collect([started('job-1', buildOpenStay()), nothingAt(startMs + 2 * hourMs)])
  expect(summary.hardware[0]).toEqual({ name: 'GPU-a', busyHours: 2, utilisation: 1 })
})

test('a result that was given does not change with what comes later', () => {
  const collector = createCollector(buildCollected())
  collector.take(started('job-1', buildOpenStay()))
  const before = collector.result()
  const bytes = JSON.stringify(before)
  for (const event of [left('job-1', buildStay()), billed(buildLine()), ended(buildOutcome())])
    collector.take(event)
  expect(JSON.stringify(before)).toBe(bytes)
  expect(collector.result().jobs).toHaveLength(1)
})

test('refusals add up over decisions, in the order of their names', () => {
  const { summary } = collect([
    decided('a', { refusals: { 'vram-too-small': 2, 'price-unknown': 1 } }),
    decided('b', { refusals: { closed: 4, 'price-unknown': 3, 'price-too-old': undefined } }),
  ])
  expect(summary.decisions).toBe(2)
  expect(Object.entries(summary.refusals)).toEqual([
    ['closed', 4],
    ['price-unknown', 4],
    ['vram-too-small', 2],
  ])
})

test('machines that were taken away are counted', () => {
  const lost = { kind: 'interrupted', atMs: startMs, jobId: 'a', offerId: 'b' } as const
  expect(collect([lost, lost, left('a', buildStay({ end: 'interrupted' }))]).summary.interruptions).toBe(2)
})

test('an assumption is told once, a violation as often as it was seen', () => {
  const uplink = { name: 'uplinkMbps', value: 100, unit: 'Mbps', basis: 'default' }
  const assumptions = [uplink, { ...uplink }, { ...uplink, value: '100' }]
  const violation = { invariant: 'off-site', atMs: startMs, jobId: null, detail: 'seen' } as const
  const result = collect([
    ...assumptions.map((assumption): SimulationEvent => ({ kind: 'assumed', atMs: startMs, assumption })),
    { kind: 'violated', atMs: startMs, violation },
    { kind: 'violated', atMs: startMs, violation },
  ])
  expect(result.assumptions).toEqual([uplink, { ...uplink, value: '100' }])
  expect(result.violations).toEqual([violation, violation])
})

test('jobs stand in the order in which they ended, and only when they are kept', () => {
  const events = ['b', 'a', 'c'].map((jobId) => ended(buildOutcome({ jobId })))
  expect(collect(events).jobs.map(({ jobId }) => jobId)).toEqual(['b', 'a', 'c'])
  expect(collect(events, { keepsJobs: false })).toEqual({ ...collect(events), jobs: [] })
})

property.prop([soundEvents])('the same events give the same bytes', (events) => {
  expect(JSON.stringify(collect(events))).toBe(JSON.stringify(collect(structuredCloneOf(events))))
})

/** The same events as other objects; what they say of decisions is a function and stays. */
const structuredCloneOf = (events: readonly SimulationEvent[]): readonly SimulationEvent[] =>
  events.map((event) => (event.kind === 'decided' ? { ...event } : structuredClone(event)))

property.prop([soundEvents])('money and means are those of the jobs that are kept', (events) => {
  const { summary, jobs, endMs } = collect(events)
  const done = jobs.filter(({ end }) => end === 'done')
  const mean = done.reduce((sum, { completionHours }) => sum + completionHours, 0) / Math.max(1, done.length)
  expect(summary.jobs).toBe(placesOf(events, 'arrived').length)
  expect(summary.spending.totalUsd).toBeCloseTo(
    jobs.reduce((sum, { usd }) => sum + usd, 0),
    4,
  )
  expect(summary.completionHours.mean).toBeCloseTo(mean, 9)
  expect(summary.interruptions).toBe(jobs.reduce((sum, { interruptions }) => sum + interruptions, 0))
  expect(endMs).toBe(events.at(-1)?.atMs)
})

property.prop([soundEvents])('hardware in use never exceeds the whole time', (events) => {
  const { summary, jobs, startMs: from, endMs } = collect(events)
  for (const { name, busyHours, utilisation } of summary.hardware) {
    const busyMs = jobs
      .flatMap(({ stays }) => stays.filter(({ hardware }) => hardware.includes(name)))
      .reduce((sum, stay) => sum + stay.untilMs - stay.fromMs, 0)
    expect(busyHours).toBeCloseTo(busyMs / hourMs, 9)
    expect(utilisation).toBeCloseTo(busyMs / Math.max(1, endMs - from), 9)
    expect(utilisation).toBeLessThanOrEqual(1)
  }
})

property.prop([fc.array(fc.double({ min: 0, max: 1e6, noNaN: true }), { minLength: 2, maxLength: 50 })])(
  'mean and deviation are those of the textbook',
  (hours) => {
    const { waitHours } = collect(hours.map((each) => ended(buildOutcome({ waitHours: each })))).summary
    const mean = hours.reduce((sum, each) => sum + each, 0) / hours.length
    const squares = hours.reduce((sum, each) => sum + (each - mean) ** 2, 0)
    const deviation = Math.sqrt(squares / (hours.length - 1))
    expect(waitHours.mean / Math.max(1, mean)).toBeCloseTo(mean / Math.max(1, mean), 9)
    expect(waitHours.deviation / Math.max(1, deviation)).toBeCloseTo(deviation / Math.max(1, deviation), 9)
    expect([waitHours.least, waitHours.greatest]).toEqual([Math.min(...hours), Math.max(...hours)])
  },
)

test('many numbers that hardly differ keep their deviation', () => {
  const outcomes = Array.from({ length: 1000 }, (_, index) => buildOutcome({ waitHours: 1e9 + (index % 2) }))
  const { waitHours } = collect(outcomes.map(ended), { keepsJobs: false }).summary
  expect(waitHours.deviation).toBeCloseTo(0.500_25, 4)
})
