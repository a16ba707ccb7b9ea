import { match } from 'ts-pattern'
import type { ListError, Warning } from './source.ts'

/**
 * Writes a listing's error as one English line, for logs.
 *
 * @param error - The error.
 * @example
 * describeListError({ kind: 'timed-out', afterMs: 500 }) // => 'no answer within 500 ms'
 */
export const describeListError = (error: ListError): string =>
  match(error)
    .with(
      { kind: 'unauthorized' },
      ({ status }) =>
        `credentials are missing, wrong or not enough${status === undefined ? '' : ` (HTTP ${status})`}`,
    )
    .with({ kind: 'rate-limited' }, ({ retryAfterMs }) =>
      retryAfterMs === undefined ? 'asked to slow down' : `asked to wait ${retryAfterMs} ms`,
    )
    .with({ kind: 'provider-failed' }, ({ status }) => `provider failed (HTTP ${status})`)
    .with({ kind: 'unreachable' }, ({ target, code }) => `${target} cannot be reached (${code})`)
    .with({ kind: 'timed-out' }, ({ afterMs }) => `no answer within ${afterMs} ms`)
    .with({ kind: 'cancelled' }, () => 'cancelled')
    .with({ kind: 'unexpected-shape' }, ({ issues }) => `unexpected answer: ${issues.join('; ')}`)
    .with({ kind: 'too-large' }, ({ limitBytes }) => `answer is larger than ${limitBytes} bytes`)
    .with({ kind: 'invalid-options' }, ({ issues }) => `invalid options: ${issues.join('; ')}`)
    .exhaustive()

/** The day of a time; the bare number where no calendar holds it. */
const dayOf = (atMs: number): string => {
  const date = new Date(atMs)
  return Number.isNaN(date.getTime()) ? String(atMs) : date.toISOString().slice(0, 10)
}

/**
 * Writes a listing's warning as one English line, for logs.
 *
 * @param warning - The warning.
 * @example
 * describeWarning({ kind: 'unknown-model', name: 'X9', offers: 2 }) // => 'GPU X9 is not in the table (2 offers)'
 */
export const describeWarning = (warning: Warning): string =>
  match(warning)
    .with({ kind: 'bad-row' }, ({ row, issues }) => `row ${row} was left out: ${issues.join('; ')}`)
    .with(
      { kind: 'unknown-model' },
      ({ name, offers }) => `GPU ${name} is not in the table (${offers} offers)`,
    )
    .with(
      { kind: 'old-prices' },
      ({ observedAtMs, offers }) => `prices of ${offers} offers date from ${dayOf(observedAtMs)} or later`,
    )
    .with({ kind: 'part-missing' }, ({ part, error }) => `${part} is missing: ${describeListError(error)}`)
    .with({ kind: 'limited' }, ({ reason }) => reason)
    .exhaustive()
