import type { Clock } from '../clock.ts'
import type { PlaceOptions, PriceQuestion } from '../options.ts'
import { waitFor } from './wait-for.ts'

/** Who is asked, and for how long. */
export interface AskOptions {
  /** Who is asked; undefined: nobody is there. */
  readonly confirm: PlaceOptions<unknown>['confirm']
  /** Longest wait for the answer (ms). */
  readonly timeoutMs: number
  /** Cancels. */
  readonly signal: AbortSignal
  /** Time. */
  readonly clock: Clock
}

/**
 * Asks whether a candidate that has become dearer is still wanted.
 *
 * @param question - What has become dearer.
 * @param options - Who is asked, and for how long.
 * @returns True for a clear yes only: anything else, a failure and silence are a no.
 */
export const askAgain = async (question: PriceQuestion, options: AskOptions): Promise<boolean> => {
  const { confirm, timeoutMs, signal, clock } = options
  if (confirm === undefined) return false
  const waited = await waitFor<unknown>(() => confirm(question), { timeoutMs, signal, clock })
  return waited.kind === 'answered' && waited.value === true
}
