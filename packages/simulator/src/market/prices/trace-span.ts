import { checkOptions, type InvalidOptions } from '@aima/gpu-core'
import type { Result } from 'neverthrow'
import { z } from 'zod'
import type { Market } from '../market.ts'

/** Which part of a trace a market is made of. */
export interface TraceSpan {
  /** Start of the market (ms since 1970-01-01 UTC). Default: the first row. */
  readonly fromMs?: number | undefined
  /** End of its changes (ms since 1970-01-01 UTC, exclusive): the prices stay as they are then. Default: after the last row. */
  readonly untilMs?: number | undefined
}

/** A market that was made of a trace. */
export interface TraceMarket extends Market {
  /** What of the trace is not in it and why, one English line each. */
  readonly leftOut: readonly string[]
}

const Span = z
  .object({
    fromMs: z.number('expected a time (ms)').optional(),
    untilMs: z.number('expected a time (ms)').optional(),
  })
  .refine(
    ({ fromMs, untilMs }) => fromMs === undefined || untilMs === undefined || fromMs < untilMs,
    'expected fromMs before untilMs',
  )

/**
 * Checks which part of a trace is wanted.
 *
 * @param span - The part.
 * @returns It, or `invalid-options` when it does not end after it starts.
 * @example
 * checkSpan({ fromMs: 2, untilMs: 1 }).isErr() // => true
 */
export const checkSpan = (span: TraceSpan): Result<TraceSpan, InvalidOptions> => checkOptions(Span, span)
