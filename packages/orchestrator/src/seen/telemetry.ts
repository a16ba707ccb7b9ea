import type * as OpenTelemetry from '@opentelemetry/api'
import { ResultAsync } from 'neverthrow'
import type { Clock } from '../clock.ts'
import type { OrchestratorEvent, Tell } from './events.ts'
import { prepareRecorder } from './telemetry-recorder.ts'

/** What telemetry needs. */
export interface TelemetryOptions {
  /** Time. */
  readonly clock: Clock
  /** Loads the API of OpenTelemetry. Default: the user's `@opentelemetry/api`, if they have it. */
  readonly load?: (() => Promise<typeof OpenTelemetry>) | undefined
}

/** Events, as OpenTelemetry is told of them. */
export interface Telemetry {
  /** Takes events. */
  readonly tell: Tell
  /** Settles once it is known whether OpenTelemetry is there. */
  readonly ready: Promise<'recording' | 'absent'>
}

/** Most events that are kept until it is known; later ones are not recorded. */
const mostKept = 1000

/**
 * Records events as spans and metrics of OpenTelemetry, if the user has `@opentelemetry/api` installed; without it nothing happens and nothing is missing.
 *
 * Nothing is loaded before the first event. The events until then are kept and recorded with their own times.
 *
 * @param options - Time.
 */
export const createTelemetry = ({
  clock,
  load = () => import('@opentelemetry/api'),
}: TelemetryOptions): Telemetry => {
  const kept: (readonly [event: OrchestratorEvent, atMs: number])[] = []
  let record = (event: OrchestratorEvent, atMs: number): void => {
    start()
    if (kept.length < mostKept) kept.push([event, atMs])
  }
  let isReady = (_state: 'recording' | 'absent'): void => undefined
  const ready = new Promise<'recording' | 'absent'>((resolve) => {
    isReady = resolve
  })
  let isStarted = false
  const start = (): void => {
    if (isStarted) return
    isStarted = true
    const prepared = Promise.resolve().then(load).then(prepareRecorder)
    void ResultAsync.fromPromise(prepared, () => 'absent' as const).match(
      (recorder) => {
        record = recorder
        for (const [event, atMs] of kept.splice(0)) recorder(event, atMs)
        isReady('recording')
      },
      (state) => {
        record = () => undefined
        kept.length = 0
        isReady(state)
      },
    )
  }
  return { tell: (event) => record(event, clock.nowMs()), ready }
}
