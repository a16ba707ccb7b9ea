import type * as OpenTelemetry from '@opentelemetry/api'
import type { OrchestratorEvent } from './events.ts'

/** Name of tracer and meter. */
const scope = '@aima/gpu-orchestrator'

type Attributes = Readonly<Record<string, string | number | boolean>>

/** Something that took a time and ended now. */
interface Step {
  readonly name: string
  readonly tookMs: number
  readonly hasFailed: boolean
  readonly attributes: Attributes
}

const known = (fields: Readonly<Record<string, string | number | boolean | undefined>>): Attributes =>
  Object.fromEntries(
    Object.entries(fields).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  )

/** What of an event is a step, and becomes a span; undefined: it takes no time. */
const stepOf = (event: OrchestratorEvent): Step | undefined => {
  if (event.kind === 'source-asked') {
    const { source, site, state, offers } = event
    if (state.kind !== 'fresh' && state.kind !== 'failed') return undefined
    return {
      name: 'gpu.list-offers',
      tookMs: state.kind === 'fresh' ? state.tookMs : 0,
      hasFailed: state.kind === 'failed',
      attributes: { 'gpu.source': source, 'gpu.site': site, 'gpu.offers': offers },
    }
  }
  if (event.kind === 'decided') {
    const { job, offerId, provider, totalUsd, candidates, offers, tookMs } = event
    const attributes = known({
      'gpu.job': job,
      'gpu.offer': offerId,
      'gpu.provider': provider,
      'gpu.total_usd': totalUsd,
      'gpu.candidates': candidates,
      'gpu.offers': offers,
    })
    return { name: 'gpu.decide', tookMs, hasFailed: offerId === undefined, attributes }
  }
  if (event.kind !== 'attempted') return undefined
  const { job, offerId, provider, outcome, tookMs } = event
  return {
    name: 'gpu.launch',
    tookMs,
    hasFailed: outcome !== 'placed',
    attributes: { 'gpu.job': job, 'gpu.offer': offerId, 'gpu.provider': provider, 'gpu.outcome': outcome },
  }
}

/** By what an event is counted: few values each, so neither jobs nor offers. */
const countedBy = (event: OrchestratorEvent): Attributes => {
  switch (event.kind) {
    case 'source-asked':
      return { 'gpu.source': event.source, 'gpu.state': event.state.kind }
    case 'decided':
      return { 'gpu.provider': event.provider ?? 'none' }
    case 'attempted':
      return { 'gpu.provider': event.provider, 'gpu.outcome': event.outcome }
    case 'lost':
      return { 'gpu.severity': event.severity }
    case 'placed':
    case 'not-placed':
    case 'orphaned':
    case 'leased':
    case 'released':
    case 'lease-lost':
    case 'policy-loaded':
    case 'policy-refused':
    case 'log-failed':
    case 'closed':
      return {}
  }
}

/**
 * Makes what records events: a counter `gpu.orchestrator.events` by kind, histograms of how long steps took and of what jobs cost, and a span for each step.
 *
 * @param api - OpenTelemetry, as the user has it.
 * @returns A recorder, which is told when each event was (ms since 1970-01-01 UTC).
 */
export const prepareRecorder = ({
  trace,
  metrics,
  SpanStatusCode,
}: typeof OpenTelemetry): ((event: OrchestratorEvent, atMs: number) => void) => {
  const tracer = trace.getTracer(scope)
  const meter = metrics.getMeter(scope)
  const events = meter.createCounter('gpu.orchestrator.events', {
    description: 'What the orchestrator did, by kind',
  })
  const durations = meter.createHistogram('gpu.orchestrator.duration', {
    description: 'How long steps took',
    unit: 's',
  })
  const costs = meter.createHistogram('gpu.orchestrator.job_cost', {
    description: 'Expected cost of decided jobs',
    unit: 'USD',
  })
  return (event, atMs) => {
    events.add(1, { 'gpu.event': event.kind, ...countedBy(event) })
    if (event.kind === 'decided' && event.totalUsd !== undefined) costs.record(event.totalUsd)
    const step = stepOf(event)
    if (step === undefined) return
    durations.record(step.tookMs / 1000, { 'gpu.step': step.name })
    const span = tracer.startSpan(step.name, {
      startTime: atMs - step.tookMs,
      attributes: { ...step.attributes },
    })
    if (step.hasFailed) span.setStatus({ code: SpanStatusCode.ERROR })
    span.end(atMs)
  }
}
