import type { OrchestratorEvent } from '@aima/gpu-orchestrator'

/** Counters, filled by the events of an orchestrator. */
export interface Metrics {
  /** The counters as Prometheus reads them (text format 0.0.4). */
  readonly text: () => string
  /** Counts an event. */
  readonly count: (event: OrchestratorEvent) => void
}

const help: Readonly<Record<string, string>> = {
  aima_decisions_total: 'Jobs that were decided, by the provider that won; none: no offer fits.',
  aima_decision_seconds_total: 'Time that deciding took, without waiting for sources.',
  aima_source_answers_total: 'What became of each source when it was to be asked.',
  aima_policy_loads_total: 'Policies that came into force, or were refused.',
}

export const createMetrics = (): Metrics => {
  const samples = new Map<string, number>()

  const add = (name: string, labels: Readonly<Record<string, string>>, amount: number): void => {
    const pairs = Object.entries(labels).map(([label, value]) => `${label}=${JSON.stringify(value)}`)
    const sample = pairs.length === 0 ? name : `${name}{${pairs.join(',')}}`
    samples.set(sample, (samples.get(sample) ?? 0) + amount)
  }
  const count = (event: OrchestratorEvent): void => {
    if (event.kind === 'decided') {
      add('aima_decisions_total', { provider: event.provider ?? 'none' }, 1)
      add('aima_decision_seconds_total', {}, event.tookMs / 1_000)
    }
    if (event.kind === 'source-asked')
      add('aima_source_answers_total', { source: event.source, state: event.state.kind }, 1)
    if (event.kind === 'policy-loaded' || event.kind === 'policy-refused')
      add('aima_policy_loads_total', { outcome: event.kind }, 1)
  }
  return {
    text: () =>
      Object.entries(help)
        .flatMap(([name, text]) => [
          `# HELP ${name} ${text}`,
          `# TYPE ${name} counter`,
          ...[...samples].filter(([sample]) => sample.split('{')[0] === name).map((pair) => pair.join(' ')),
        ])
        .join('\n')
        .concat('\n'),
    count,
  }
}
