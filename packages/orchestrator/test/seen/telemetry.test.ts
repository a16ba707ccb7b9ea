import * as api from '@opentelemetry/api'
import { afterEach, describe, expect, test, vi } from 'vitest'
import type { OrchestratorEvent } from '../../src/seen/events.ts'
import { createTelemetry } from '../../src/seen/telemetry.ts'
import { createHandClock } from '../lease/hand-clock.ts'

interface Ended {
  readonly name: string
  readonly attributes: unknown
  readonly startMs: unknown
  readonly endMs: unknown
  readonly hasFailed: boolean
}

/** What the user has set up, as far as the test needs it. */
const setUp = () => {
  const spans: Ended[] = []
  const counted: unknown[] = []
  const startSpan = (name: string, options: api.SpanOptions = {}): api.Span => {
    const span = api.trace.wrapSpanContext(api.INVALID_SPAN_CONTEXT)
    let hasFailed = false
    vi.spyOn(span, 'setStatus').mockImplementation(() => {
      hasFailed = true
      return span
    })
    vi.spyOn(span, 'end').mockImplementation((endMs) => {
      const { attributes, startTime: startMs } = options
      spans.push({ name, attributes, startMs, endMs, hasFailed })
    })
    return span
  }
  const tracer = { ...api.trace.getTracer('none'), startSpan }
  vi.spyOn(api.trace, 'getTracer').mockReturnValue(Object.assign(Object.create(null), tracer))
  const meter = api.createNoopMeter()
  const record = (name: string) => (value: number, attributes?: api.Attributes) =>
    void counted.push([name, value, attributes])
  vi.spyOn(meter, 'createCounter').mockImplementation((name) => ({ add: record(name) }))
  vi.spyOn(meter, 'createHistogram').mockImplementation((name) => ({ record: record(name) }))
  vi.spyOn(api.metrics, 'getMeter').mockReturnValue(meter)
  return { spans, counted }
}

afterEach(() => vi.restoreAllMocks())

const decided: OrchestratorEvent = {
  kind: 'decided',
  job: 'job-1',
  offerId: 'a',
  provider: 'aws',
  totalUsd: 3,
  candidates: 2,
  offers: 5,
  tookMs: 20,
}

const events: readonly OrchestratorEvent[] = [
  decided,
  { kind: 'decided', job: 'job-2', candidates: 0, offers: 5, tookMs: 1 },
  { kind: 'source-asked', source: 's', site: 'cloud', state: { kind: 'fresh', tookMs: 7 }, offers: 5 },
  { kind: 'source-asked', source: 's', site: 'cloud', state: { kind: 'cached', ageMs: 7 }, offers: 5 },
  {
    kind: 'source-asked',
    source: 's',
    site: 'cloud',
    state: { kind: 'failed', error: { kind: 'timed-out', afterMs: 9 } },
    offers: 0,
  },
  { kind: 'attempted', job: 'job-1', offerId: 'a', provider: 'aws', outcome: 'failed', tookMs: 9 },
  { kind: 'placed', job: 'job-1', attempts: 2 },
  { kind: 'not-placed', job: 'job-1', attempts: 2 },
  { kind: 'orphaned', job: 'job-1', offerId: 'a' },
  { kind: 'lost', job: 'job-1', offerId: 'a', severity: 'temporary' },
  { kind: 'leased', resource: 'GPU-1' },
  { kind: 'released', resource: 'GPU-1' },
  { kind: 'lease-lost', resource: 'GPU-1' },
  { kind: 'policy-loaded', issues: [] },
  { kind: 'policy-refused', issues: [] },
  { kind: 'log-failed', code: 'ENOSPC', waiting: 1 },
  { kind: 'closed' },
]

describe('telemetry', () => {
  test('records steps as spans at their own time, also those from before OpenTelemetry was there', async () => {
    const { spans, counted } = setUp()
    const clock = createHandClock(1000)
    const telemetry = createTelemetry({ clock, load: async () => api })
    telemetry.tell(decided)
    await clock.pass(500)
    expect(await telemetry.ready).toBe('recording')
    telemetry.tell(decided)
    const attributes = {
      'gpu.job': 'job-1',
      'gpu.offer': 'a',
      'gpu.provider': 'aws',
      'gpu.total_usd': 3,
      'gpu.candidates': 2,
      'gpu.offers': 5,
    }
    const span = { name: 'gpu.decide', attributes, hasFailed: false }
    expect(spans).toEqual([
      { ...span, startMs: 980, endMs: 1000 },
      { ...span, startMs: 1480, endMs: 1500 },
    ])
    expect(counted.slice(0, 3)).toEqual([
      ['gpu.orchestrator.events', 1, { 'gpu.event': 'decided', 'gpu.provider': 'aws' }],
      ['gpu.orchestrator.job_cost', 3, undefined],
      ['gpu.orchestrator.duration', 0.02, { 'gpu.step': 'gpu.decide' }],
    ])
  })

  test('counts every kind of event, and marks steps that failed', async () => {
    const { spans, counted } = setUp()
    const telemetry = createTelemetry({ clock: createHandClock(), load: async () => api })
    for (const event of events) telemetry.tell(event)
    await telemetry.ready
    expect(counted.filter((one) => JSON.stringify(one).includes('orchestrator.events'))).toHaveLength(
      events.length,
    )
    expect(spans.map(({ name, hasFailed }) => [name, hasFailed])).toEqual([
      ['gpu.decide', false],
      ['gpu.decide', true],
      ['gpu.list-offers', false],
      ['gpu.list-offers', true],
      ['gpu.launch', true],
    ])
  })

  test.each([
    ['rejects', () => Promise.reject(new Error('ERR_MODULE_NOT_FOUND'))],
    [
      'throws',
      () => {
        throw new Error('no')
      },
    ],
  ])('is absent without a fuss when loading %s', async (_, load) => {
    const telemetry = createTelemetry({ clock: createHandClock(), load })
    for (const event of events) telemetry.tell(event)
    expect(await telemetry.ready).toBe('absent')
    telemetry.tell(decided)
  })

  test('finds the API that is installed here, which does nothing until somebody sets it up', async () => {
    const telemetry = createTelemetry({ clock: createHandClock() })
    for (const event of events) telemetry.tell(event)
    expect(await telemetry.ready).toBe('recording')
    for (const event of events) telemetry.tell(event)
  })

  test('loads nothing before the first event', () => {
    const load = vi.fn(async () => api)
    createTelemetry({ clock: createHandClock(), load })
    expect(load).not.toHaveBeenCalled()
  })
})
