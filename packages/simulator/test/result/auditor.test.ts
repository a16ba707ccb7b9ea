import { expect, test } from 'vitest'
import type { SimulationEvent } from '../../src/events/simulation-event.ts'
import { createAuditor } from '../../src/result/auditor.ts'
import {
  billed,
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
import { audit } from './mutants.ts'

const arrived = (id: string, confidentiality: 'internal' | 'confidential' = 'internal'): SimulationEvent => ({
  kind: 'arrived',
  atMs: startMs,
  job: { id, confidentiality },
})

const cloud = { offerId: 'aws-1', provider: 'aws', site: 'cloud', purchase: 'spot', hardware: [] } as const

test('a job that runs at home and ends breaks no rule', () => {
  const events = [
    arrived('job-1'),
    started('job-1', buildOpenStay()),
    left('job-1', buildStay()),
    billed(buildLine()),
    ended(buildOutcome({ stays: [buildStay()], bill: [buildLine()], usd: 6 })),
  ]
  expect(audit(events)).toEqual([])
})

test('what is billed for a machine may be told before it is left', () => {
  const events = [
    arrived('job-1'),
    started('job-1', buildOpenStay()),
    billed(buildLine()),
    left('job-1', buildStay()),
    ended(buildOutcome({ stays: [buildStay()], bill: [buildLine()], usd: 6 })),
  ]
  expect(audit(events)).toEqual([])
})

test('a violation says what, when, whose and why', () => {
  const auditor = createAuditor()
  auditor.take(arrived('job-1', 'confidential'))
  expect(auditor.take(started('job-1', buildOpenStay(cloud)))).toEqual([
    {
      invariant: 'off-site',
      atMs: startMs,
      jobId: 'job-1',
      detail: 'a confidential job on aws-1, which is cloud',
    },
  ])
})

test('hardware is free again at the moment at which it is left', () => {
  const auditor = createAuditor()
  const later = startMs + hourMs
  const events = [
    arrived('job-1'),
    arrived('job-2'),
    started('job-1', buildOpenStay()),
    left('job-1', buildStay()),
    started('job-2', buildOpenStay({ fromMs: later })),
  ]
  expect(events.flatMap(auditor.take)).toEqual([])
})

test('two offers that share a GPU are used twice', () => {
  const auditor = createAuditor()
  const events = [
    arrived('job-1'),
    arrived('job-2'),
    started('job-1', buildOpenStay()),
    started('job-2', buildOpenStay({ offerId: 'local-box', hardware: ['GPU-a', 'GPU-b'] })),
  ]
  expect(events.flatMap(auditor.take)).toMatchObject([
    { invariant: 'used-twice', jobId: 'job-2', detail: "GPU-a is job-1's still" },
  ])
})

test('two jobs may have the same kind of cloud machine at once', () => {
  const auditor = createAuditor()
  const events = ['job-1', 'job-2'].flatMap((id) => [arrived(id), started(id, buildOpenStay(cloud))])
  expect(events.flatMap(auditor.take)).toEqual([])
})

test('hardware of a job that ended with it can be had by the next', () => {
  const auditor = createAuditor()
  const later = startMs + hourMs
  const events = [
    arrived('job-1'),
    arrived('job-2'),
    started('job-1', buildOpenStay()),
    ended(buildOutcome()),
  ]
  expect(events.flatMap(auditor.take).map(({ detail }) => detail)).toEqual([
    'ended, and local-a is still its',
  ])
  expect(auditor.take(started('job-2', buildOpenStay({ fromMs: later })))).toEqual([])
})

test.each([
  ['decided', decided('ghost', {})],
  ['queued', { kind: 'queued', atMs: startMs, jobId: 'ghost', offerId: 'local-a' }],
  ['started', started('ghost', buildOpenStay())],
  ['left', left('ghost', buildStay())],
  ['billed', billed(buildLine({ jobId: 'ghost' }))],
  ['ended', ended(buildOutcome({ jobId: 'ghost' }))],
] as const)('a job that is not there cannot be %s', (kind, event) => {
  expect(createAuditor().take(event)).toMatchObject([
    { invariant: 'unaccounted-job', jobId: 'ghost', detail: `${kind}, but is not there` },
  ])
})

test('jobs that never ended are told at the end, in the order in which they came', () => {
  const auditor = createAuditor()
  for (const id of ['b', 'a']) auditor.take(arrived(id))
  expect(auditor.finish(startMs + hourMs)).toEqual(
    ['b', 'a'].map((jobId) => ({
      invariant: 'unaccounted-job',
      atMs: startMs + hourMs,
      jobId,
      detail: 'came and never ended',
    })),
  )
})

test.each([
  ['does not multiply out', { usd: 7 }],
  ['holds numbers that are no money', { quantity: -2, usdPerUnit: -3 }],
  ['holds numbers that are no money', { quantity: Number.POSITIVE_INFINITY }],
  ['is in a unit that its item is not paid by', { unit: 'GB' }],
] as const)('a line that %s is told as such', (fault, changes) => {
  const auditor = createAuditor()
  for (const event of [arrived('job-1'), started('job-1', buildOpenStay())]) auditor.take(event)
  const [found] = auditor.take(billed(buildLine(changes)))
  expect(found).toMatchObject({ invariant: 'unexplained-dollar', jobId: 'job-1' })
  expect(found?.detail).toContain(fault)
})

test('traffic needs no machine, machine time does', () => {
  const auditor = createAuditor()
  auditor.take(arrived('job-1'))
  expect(auditor.take(billed(buildLine({ item: 'ingress' })))).toEqual([])
  expect(auditor.take(billed(buildLine()))).toMatchObject([
    { invariant: 'unexplained-dollar', detail: 'paid for local-a, which it never had' },
  ])
})

test('rounding in the last digits is no unexplained dollar', () => {
  const usd = 6 * (1 + 5e-10)
  const events = [
    arrived('job-1'),
    started('job-1', buildOpenStay()),
    left('job-1', buildStay()),
    billed(buildLine({ usd })),
    ended(buildOutcome({ stays: [buildStay()], bill: [buildLine()], usd: 6 })),
  ]
  expect(audit(events)).toEqual([])
})

test("another job's line in a bill is found", () => {
  const foreign = buildLine({ jobId: 'job-2' })
  const events = [
    arrived('job-1'),
    started('job-1', buildOpenStay()),
    left('job-1', buildStay()),
    billed(buildLine()),
    ended(buildOutcome({ stays: [buildStay()], bill: [foreign], usd: 6 })),
  ]
  expect(audit(events)).toMatchObject([
    { invariant: 'unexplained-dollar', detail: "job-2's line in its bill" },
  ])
})

test('a line that is due after it is told, or before its job came, is out of time', () => {
  const auditor = createAuditor()
  auditor.take(arrived('job-1'))
  const line = buildLine({ item: 'egress' })
  for (const atMs of [startMs - 1, startMs + 2 * hourMs])
    expect(auditor.take({ kind: 'billed', atMs: startMs + hourMs, line: { ...line, atMs } })).toMatchObject([
      { invariant: 'time-went-back', jobId: 'job-1' },
    ])
})

test('work that begins outside its stay is out of time', () => {
  const stay = buildStay({ workedFromMs: startMs + 2 * hourMs })
  const auditor = createAuditor()
  for (const event of [arrived('job-1'), started('job-1', buildOpenStay())]) auditor.take(event)
  expect(auditor.take(left('job-1', stay))).toMatchObject([{ invariant: 'time-went-back' }])
})

test('a time that is no number is told at the last one that was', () => {
  const auditor = createAuditor()
  auditor.take(arrived('job-1'))
  expect(auditor.take(decided('job-1', { atMs: Number.NaN }))).toMatchObject([
    { invariant: 'time-went-back', atMs: startMs },
  ])
  expect(createAuditor().finish(Number.NaN)).toMatchObject([{ invariant: 'time-went-back', atMs: 0 }])
})

test('what an auditor found can be told on without being found again', () => {
  const auditor = createAuditor()
  const [violation] = auditor.take(ended(buildOutcome()))
  expect(violation).toBeDefined()
  if (violation !== undefined)
    expect(auditor.take({ kind: 'violated', atMs: violation.atMs, violation })).toEqual([])
})

test('defaults that are told concern no job', () => {
  const assumption = { name: 'uplinkMbps', value: 100, unit: 'Mbps', basis: 'default' }
  expect(createAuditor().take({ kind: 'assumed', atMs: startMs, assumption })).toEqual([])
})
