import type { ListError } from '@aima/gpu-core'
import {
  CircuitState,
  ConsecutiveBreaker,
  ConstantBackoff,
  circuitBreaker,
  handleWhenResult,
  wrap,
} from 'cockatiel'
import { Err, err, type Result } from 'neverthrow'
import type { Clock } from '../clock.ts'

/** What one failure means for the next call: leave the source alone at once, after some in a row, or not for this. */
type Weight = 'at-once' | 'in-a-row' | 'none'

/**
 * Which failures open the breaker.
 *
 * | failure | opens it | why |
 * | --- | --- | --- |
 * | `unauthorized` | at once | Asking again with the same credentials gets accounts locked. |
 * | `rate-limited` | at once, for as long as the provider says | It asked for just that. |
 * | `provider-failed`, `unreachable`, `timed-out` | some in a row | One may be chance; several are an outage. |
 * | `unexpected-shape`, `too-large` | some in a row | Nobody can use such answers, and they cost both sides. |
 * | `invalid-options` | never | Nobody was asked, and it is over as soon as the options are right. |
 * | `cancelled` | never | It says something about the caller, not about the source. |
 */
const weights: Readonly<Record<ListError['kind'], Weight>> = {
  unauthorized: 'at-once',
  'rate-limited': 'at-once',
  'provider-failed': 'in-a-row',
  unreachable: 'in-a-row',
  'timed-out': 'in-a-row',
  'unexpected-shape': 'in-a-row',
  'too-large': 'in-a-row',
  'invalid-options': 'none',
  cancelled: 'none',
}

/** How long a provider may send a source away, at least and at most (ms): one that says 0 or a year is not followed. */
const shortestWaitMs = 1000
const longestWaitMs = 3_600_000

/** When a source is left alone. */
export interface BreakerOptions {
  /** Failures in a row that open it (1 or more). */
  readonly breakAfter: number
  /** For how long it stays open (ms). */
  readonly breakForMs: number
  /** Time. */
  readonly clock: Clock
}

/** A call that lists offers and never rejects. */
type Listen<T> = () => Promise<Result<T, ListError>>

/** Leaves a source alone that fails. After a while one call is let through; how it ends decides. */
export interface Breaker {
  /** The failure that opened it, while it is open or a trial is under way; undefined: the source may be asked. */
  readonly openBecause: () => ListError | undefined
  /** Makes a call and remembers how it ended. While it is open, no call is made, and the failure that opened it comes back. */
  readonly guard: <T>(call: Listen<T>) => Promise<Result<T, ListError>>
}

const weightOf = (result: unknown): Weight | undefined => {
  if (!(result instanceof Err)) return undefined
  const error: ListError = result.error
  return weights[error.kind]
}

/**
 * One circuit of cockatiel, which counts and lets one trial through. It measures its pause with the time of day, which may jump and
 * would then freeze the source for years; so its own pause is over at once, and {@link createBreaker} keeps the pause.
 */
const createCircuit = (weight: Weight, failures: number) => {
  const circuit = circuitBreaker(
    // A trial that tells nothing about the source must not close the circuit.
    handleWhenResult((result) => {
      const found = weightOf(result)
      return found === weight || (found === 'none' && circuit.state === CircuitState.HalfOpen)
    }),
    {
      breaker: new ConsecutiveBreaker(failures),
      halfOpenAfter: new ConstantBackoff(Number.NEGATIVE_INFINITY),
    },
  )
  return circuit
}

const pauseMs = (error: ListError, breakForMs: number): number =>
  error.kind === 'rate-limited' && error.retryAfterMs !== undefined
    ? Math.min(Math.max(error.retryAfterMs, shortestWaitMs), longestWaitMs)
    : breakForMs

/**
 * Makes the circuit breaker of one source.
 *
 * @param options - When it opens, and for how long.
 */
export const createBreaker = ({ breakAfter, breakForMs, clock }: BreakerOptions): Breaker => {
  const circuits = [createCircuit('at-once', 1), createCircuit('in-a-row', breakAfter)] as const
  const policy = wrap(...circuits)
  const isIn = (state: CircuitState): boolean => circuits.some((circuit) => circuit.state === state)
  let openUntilMs = Number.NEGATIVE_INFINITY
  let because: ListError | undefined
  const openBecause = (): ListError | undefined =>
    clock.elapsedMs() < openUntilMs || isIn(CircuitState.HalfOpen) ? because : undefined
  /** cockatiel takes what is no failure for a success, which ends a row of failures. What it does not get to see ends none. */
  const listen = async <T>(call: Listen<T>): Promise<Result<T, ListError>> => {
    let result: Result<T, ListError> = err({ kind: 'cancelled' })
    await policy
      .execute(async () => {
        result = await call()
        const isUnseen = weightOf(result) === 'none' && !isIn(CircuitState.HalfOpen)
        return isUnseen ? Promise.reject(result) : result
      })
      .then(
        () => undefined,
        () => undefined,
      )
    return result
  }
  return {
    openBecause,
    guard: async (call) => {
      const refusal = openBecause()
      if (refusal !== undefined) return err(refusal)
      const result = await listen(call)
      if (result.isErr() && weightOf(result) !== 'none' && isIn(CircuitState.Open)) {
        because = result.error
        openUntilMs = clock.elapsedMs() + pauseMs(result.error, breakForMs)
      }
      return result
    },
  }
}
