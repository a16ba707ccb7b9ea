import type { CancelSignal, ListError } from '@aima/gpu-core'
import { err, ok, type Result } from 'neverthrow'
import type { HostInventory } from '../inventory.ts'
import type { Probe } from '../options.ts'

/** Longest text that is repeated of a probe that rejects (characters). */
const longestText = 300

const textOf = (error: unknown): string =>
  (error instanceof Error ? error.message : 'no error').slice(0, longestText) || 'no message'

type Outcome = Result<HostInventory, ListError>

const begin = (probe: Probe, signal: CancelSignal | undefined): Promise<Outcome> =>
  Promise.resolve()
    .then(() => probe({ signal }))
    .then(
      (inventory): Outcome => ok(inventory),
      (error: unknown): Outcome =>
        err({ kind: 'unexpected-shape', issues: [`the probe failed: ${textOf(error)}`] }),
    )

/**
 * Runs a probe, and waits for it no longer than its caller wants.
 *
 * @param probe - The probe. It is called once, and not at all when the caller has cancelled before.
 * @param signal - What cancels it. No listener is left on it.
 * @returns The inventory; `cancelled`, or `unexpected-shape` when the probe rejects or throws.
 * @example
 * (await runProbe(() => Promise.reject(new Error('boom')), undefined)).isErr() // => true
 */
export const runProbe = (probe: Probe, signal: CancelSignal | undefined): Promise<Outcome> => {
  if (signal === undefined) return begin(probe, undefined)
  if (signal.aborted) return Promise.resolve(err({ kind: 'cancelled' }))
  return new Promise((resolve) => {
    const finish = (outcome: Outcome): void => {
      signal.removeEventListener('abort', cancel)
      resolve(outcome)
    }
    const cancel = (): void => finish(err({ kind: 'cancelled' }))
    signal.addEventListener('abort', cancel)
    void begin(probe, signal).then(finish)
  })
}
