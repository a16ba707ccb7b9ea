import type { ListError, OfferSource, Warning } from '@aima/gpu-core'
import { type Http, httpFrom } from '@aima/gpu-http'
import { err, ok, type Result } from 'neverthrow'
import { clusterSource } from '../cluster-source.ts'
import { Address, secretsOf } from '../endpoint.ts'
import { ask, type Connection } from './ask.ts'
import { identityOf, keyOf, targetOf } from './identity.ts'
import { type MeasuredGpus, measuredGpus } from './measured-gpu.ts'
import { queriesFor } from './metrics.ts'
import { PrometheusOptions } from './options.ts'
import { toPrometheusGroups } from './to-groups.ts'
import { numberOf, Sample } from './wire.ts'

const defaultMaximumAgeMs = 120_000
const secondMs = 1_000

/** Everything that a listing has read. */
interface Read {
  readonly measured: MeasuredGpus
  readonly measuredAtMs: ReadonlyMap<string, number> | undefined
  readonly down: ReadonlySet<string>
  readonly warnings: readonly Warning[]
}

const samplesIn = (rows: readonly unknown[]): readonly Sample[] =>
  rows.flatMap((row) => {
    const sample = Sample.safeParse(row)
    return sample.success ? [sample.data] : []
  })

/** Of two exporters that watch a GPU, the later measurement counts. */
const timesIn = (rows: readonly unknown[]): ReadonlyMap<string, number> => {
  const times = new Map<string, number>()
  for (const { metric, value } of samplesIn(rows)) {
    const identity = identityOf(metric)
    const seconds = numberOf(value[1])
    if (identity === undefined || seconds === undefined) continue
    const key = keyOf(identity)
    times.set(key, Math.max(times.get(key) ?? 0, seconds * secondMs))
  }
  return times
}

const refuseUnreadable = (measured: MeasuredGpus): Result<MeasuredGpus, ListError> => {
  const issues = measured.warnings.flatMap((warning) => (warning.kind === 'bad-row' ? warning.issues : []))
  return measured.read > 0 || issues.length === 0
    ? ok(measured)
    : err({ kind: 'unexpected-shape', issues: issues.slice(0, 5) })
}

const missing = (part: string, error: ListError): Warning => ({ kind: 'part-missing', part, error })

const readAll = async (
  connection: Connection,
  { labels = {}, hostLabel }: PrometheusOptions,
): Promise<Result<Read, ListError>> => {
  const queries = queriesFor(labels)
  const [samples, times, down] = await Promise.all([
    ask(connection, { query: queries.samples, part: 'samples' }),
    ask(connection, { query: queries.times, part: 'times of samples' }),
    ask(connection, { query: queries.down, part: 'targets that are down' }),
  ])
  return samples
    .map((rows) => measuredGpus(rows, hostLabel))
    .andThen(refuseUnreadable)
    .map((measured) => ({
      measured,
      measuredAtMs: times.map(timesIn).unwrapOr(undefined),
      down: new Set(samplesIn(down.unwrapOr([])).map(({ metric }) => targetOf(metric))),
      warnings: [
        ...measured.warnings,
        ...(times.isErr() ? [missing('times of samples, so no GPU is known to be free', times.error)] : []),
        ...(down.isErr() ? [missing('targets that are down', down.error)] : []),
      ],
    }))
}

const noAddress: ListError = {
  kind: 'invalid-options',
  issues: ['baseUrl: the address of Prometheus expected, or the variable PROMETHEUS_URL'],
}

const addressOf = ({ baseUrl }: PrometheusOptions): string => {
  const { PROMETHEUS_URL = '' } = process.env
  return baseUrl ?? PROMETHEUS_URL
}

/**
 * Lists the GPUs that a Prometheus watches by the DCGM exporter, nvidia_gpu_exporter or AMD's exporter: which of them are idle now.
 *
 * A GPU is free when no pod is said to use it, hardly any of its memory is in use, it has hardly any load, and all of that was
 * measured within two minutes. A GPU with an XID after which it is not to be used is left out, and so is one whose exporter is down.
 *
 * A cluster is no place for sensitive jobs by itself: its site is what the user grants with `grantSite`.
 *
 * @param options - Where Prometheus is and what the GPUs cost. Wrong ones are the error of each listing.
 * @returns The source. Its listing fails with `unauthorized`, `rate-limited`, `provider-failed`, `unreachable`, `timed-out`,
 *   `cancelled`, `too-large`, `unexpected-shape` or `invalid-options`.
 * Source: Prometheus HTTP API (2.42), a Prometheus that the tests start, recordings of the DCGM exporter.
 * @example
 * createPrometheusGpus({ baseUrl: 'http://127.0.0.1:9090' }).capabilities // => { spot: false, stock: true, needsCredentials: 'never' }
 */
export const createPrometheusGpus = (options?: PrometheusOptions | null): OfferSource => {
  let http: Http | undefined
  return clusterSource(options ?? {}, {
    provider: 'prometheus',
    schema: PrometheusOptions,
    needsCredentials: 'never',
    read: async (checked, context, source) => {
      const baseUrl = addressOf(checked)
      if (!Address.safeParse(baseUrl).success) return err(noAddress)
      http ??= httpFrom(checked.http)
      const token = checked.token?.trim() || undefined
      const found = await readAll({ http, baseUrl, token, context, source }, checked)
      const { maximumAgeMs = defaultMaximumAgeMs, idleMiB, models = {} } = checked
      return found.map(({ measured, measuredAtMs, down, warnings }) => ({
        ...toPrometheusGroups(measured.gpus.values(), {
          measuredAtMs,
          down,
          maximumAgeMs,
          idleMiB,
          models,
          nowMs: context.nowMs,
        }),
        warnings,
        secrets: secretsOf(baseUrl, token),
      }))
    },
  })
}
