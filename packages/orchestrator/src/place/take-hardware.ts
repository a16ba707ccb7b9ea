import { hardwareOf, type Offer } from '@aima/gpu-core'
import {
  type HeldHardware,
  type HoldOptions,
  holdHardware,
  releaseLeases,
  unheldHardware,
} from './held-hardware.ts'
import { unknownFailure } from './launch-answer.ts'
import type { AttemptOutcome } from './placement.ts'
import { waitFor } from './wait-for.ts'

/** What an offer's hardware is taken with. */
export interface TakeOptions extends HoldOptions {
  /** In whose name. */
  readonly holder: string
  /** Cancels. Leases that come later all the same are given back. */
  readonly signal: AbortSignal
}

/** Hardware in hand, or how the attempt ended without it. */
export type Taken =
  | {
      /** It may be launched on. */
      readonly kind: 'held'
      /** The hardware. */
      readonly hardware: HeldHardware
    }
  | Extract<AttemptOutcome, { readonly kind: 'leased' | 'failed' | 'cancelled' }>

/**
 * Takes the hardware of a local offer; offers of the cloud need none.
 *
 * Without a lease nothing is launched: a store that fails, or is silent for as long as a lease lives, fails the attempt.
 *
 * @param offer - The offer.
 * @param options - In whose name, from which store, for how long.
 */
export const takeHardware = async (offer: Offer, options: TakeOptions): Promise<Taken> => {
  if (offer.site !== 'local') return { kind: 'held', hardware: unheldHardware() }
  const { store, leaseMs, clock, tell, holder, signal } = options
  const resources = hardwareOf(offer)
  const waited = await waitFor(() => store.acquire({ resources, holder, ttlMs: leaseMs }), {
    clock,
    signal,
    timeoutMs: leaseMs,
    onLate: (late) => {
      if (late.kind === 'answered' && late.value.isOk()) releaseLeases(late.value.value, options)
    },
  })
  if (waited.kind === 'cancelled') return waited
  if (waited.kind !== 'answered')
    return { kind: 'failed', failure: unknownFailure('the store of leases does not answer') }
  if (waited.value.isErr()) {
    const { error } = waited.value
    return error.kind === 'taken'
      ? { kind: 'leased', untilMs: error.untilMs }
      : { kind: 'failed', failure: unknownFailure('the store of leases failed') }
  }
  for (const { resource } of waited.value.value) tell({ kind: 'leased', resource })
  return { kind: 'held', hardware: holdHardware(waited.value.value, options) }
}
