import { fc, test } from '@fast-check/vitest'
import { expect } from 'vitest'
import { createAuditor } from '../../src/result/auditor.ts'
import { hourMs, started } from './event-builders.ts'
import {
  audit,
  double,
  drop,
  type Events,
  expectAllFound,
  mutantsAt,
  placesOf,
  replace,
  swap,
} from './mutants.ts'
import { soundEvents } from './sound-events.ts'

const confidentialIds = (events: Events): ReadonlySet<string> =>
  new Set(
    placesOf(events, 'arrived')
      .filter(({ event }) => event.job.confidentiality === 'confidential')
      .map(({ event }) => event.job.id),
  )

test.prop([soundEvents])('a sound simulation breaks no rule', (events) => {
  expect(audit(events)).toEqual([])
})

test.prop([soundEvents])('an auditor holds nothing over: the same jobs may come again', (events) => {
  const auditor = createAuditor()
  const shiftMs = 1000 * hourMs
  expect(events.flatMap(auditor.take)).toEqual([])
  expect(auditor.finish(events.at(-1)?.atMs ?? 0)).toEqual([])
  const [first] = placesOf(events, 'arrived')
  if (first === undefined) return
  expect(auditor.take({ ...first.event, atMs: first.event.atMs + shiftMs })).toEqual([])
})

test.prop([soundEvents])('a confidential machine that moves off-site is always found', (events) => {
  const ids = confidentialIds(events)
  const of = <Event extends { readonly jobId: string }>({ event }: { readonly event: Event }) =>
    ids.has(event.jobId)
  expectAllFound(
    [
      ...mutantsAt(events, placesOf(events, 'started').filter(of), (event) => ({
        ...event,
        stay: { ...event.stay, site: 'cloud' },
      })),
      ...mutantsAt(events, placesOf(events, 'left').filter(of), (event) => ({
        ...event,
        stay: { ...event.stay, site: 'cloud' },
      })),
      ...mutantsAt(
        events,
        placesOf(events, 'ended').filter(
          ({ event }) => ids.has(event.outcome.jobId) && event.outcome.stays.length > 0,
        ),
        (event) => ({
          ...event,
          outcome: {
            ...event.outcome,
            stays: event.outcome.stays.map((stay) => ({ ...stay, site: 'cloud' as const })),
          },
        }),
      ),
    ],
    'off-site',
  )
})

test.prop([soundEvents])('a job that turns confidential when it is off-site is always found', (events) => {
  const offSite = new Set(
    placesOf(events, 'started')
      .filter(({ event }) => event.stay.site === 'cloud')
      .map(({ event }) => event.jobId),
  )
  expectAllFound(
    mutantsAt(
      events,
      placesOf(events, 'arrived').filter(({ event }) => offSite.has(event.job.id)),
      (event) => ({ ...event, job: { ...event.job, confidentiality: 'confidential' } }),
    ),
    'off-site',
  )
})

test.prop([soundEvents])('hardware that a second job is given meanwhile is always found', (events) => {
  const mutants = placesOf(events, 'started')
    .filter(({ event }) => event.stay.hardware.length > 0)
    .map(({ index, event: { atMs, stay } }) =>
      events.toSpliced(
        index + 1,
        0,
        { kind: 'arrived', atMs, job: { id: 'intruder', confidentiality: 'public' } },
        started('intruder', { ...stay, offerId: 'other', hardware: stay.hardware.slice(-1) }),
      ),
    )
  expectAllFound(mutants, 'used-twice')
})

test.prop([soundEvents])(
  'a machine that is left without a start, or as another, is always found',
  (events) => {
    expectAllFound(
      [
        ...placesOf(events, 'started').map((place) => drop(events, place)),
        ...placesOf(events, 'left').map((place) => double(events, place)),
        ...mutantsAt(events, placesOf(events, 'left'), (event) => ({
          ...event,
          stay: { ...event.stay, gpuCount: event.stay.gpuCount + 1 },
        })),
      ],
      'used-twice',
    )
  },
)

test.prop([soundEvents])('a job that is lost, doubled or keeps a machine is always found', (events) => {
  const doubledOrDropped = (['arrived', 'ended'] as const).flatMap((kind) =>
    placesOf(events, kind).flatMap((place) => [drop(events, place), double(events, place)]),
  )
  const keptMachines = [
    ...placesOf(events, 'left').map((place) => drop(events, place)),
    ...placesOf(events, 'started').map((place) => double(events, place)),
  ]
  expectAllFound([...doubledOrDropped, ...keptMachines], 'unaccounted-job')
})

test.prop([soundEvents])(
  'an outcome that tells other stays or another confidentiality is always found',
  (events) => {
    const ends = placesOf(events, 'ended')
    const withStays = ends.filter(({ event }) => event.outcome.stays.length > 0)
    expectAllFound(
      [
        ...mutantsAt(events, withStays, (event) => ({
          ...event,
          outcome: { ...event.outcome, stays: event.outcome.stays.slice(1) },
        })),
        ...mutantsAt(events, withStays, (event) => ({
          ...event,
          outcome: {
            ...event.outcome,
            stays: event.outcome.stays.map((stay) => ({ ...stay, untilMs: stay.untilMs + 1 })),
          },
        })),
        ...mutantsAt(events, ends, (event) => ({
          ...event,
          outcome: {
            ...event.outcome,
            confidentiality: event.outcome.confidentiality === 'public' ? 'internal' : 'public',
          },
        })),
      ],
      'unaccounted-job',
    )
  },
)

test.prop([soundEvents])('events that change places are found when they have different times', (events) => {
  expectAllFound(
    events.flatMap((event, index) => {
      const next = events[index + 1]
      return next !== undefined && next.atMs > event.atMs ? [swap(events, { index, event })] : []
    }),
    'time-went-back',
  )
})

test.prop([soundEvents, fc.constantFrom(-1, Number.NaN)])(
  'an event before the one before it is always found',
  (events, atMs) => {
    expectAllFound(
      events.slice(1).map((event, index) => replace(events, { index: index + 1, event }, { ...event, atMs })),
      'time-went-back',
    )
  },
)

test.prop([soundEvents])('a stay or an outcome at another time than it is told is always found', (events) => {
  expectAllFound(
    [
      ...mutantsAt(events, placesOf(events, 'started'), (event) => ({
        ...event,
        stay: { ...event.stay, fromMs: event.stay.fromMs - 1 },
      })),
      ...mutantsAt(events, placesOf(events, 'left'), (event) => ({
        ...event,
        stay: { ...event.stay, untilMs: event.stay.untilMs + 1 },
      })),
      ...mutantsAt(events, placesOf(events, 'ended'), (event) => ({
        ...event,
        outcome: { ...event.outcome, endedAtMs: event.outcome.endedAtMs - 1 },
      })),
    ],
    'time-went-back',
  )
})

test.prop([soundEvents])('a decision that is not told breaks no rule', (events) => {
  for (const place of placesOf(events, 'decided')) expect(audit(drop(events, place))).toEqual([])
})
