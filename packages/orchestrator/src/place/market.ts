import type { Job, Offer, Policy } from '@aima/gpu-core'
import type { Clock } from '../clock.ts'
import type { Gathering } from '../gather/gathering.ts'
import { waitFor } from './wait-for.ts'

/** Gathers what all sources have for a job under a policy. One that rejects counts as one that found nothing new. */
export type Gather = (job: Job, policy: Policy, signal: AbortSignal) => PromiseLike<Gathering>

/** What can be had for one job, looked at again and again while it is being placed. */
export interface Market {
  /** The gathering that was made last; one without offers while none was made. */
  readonly latest: () => Gathering
  /** Gathers again unless that was done a moment ago. */
  readonly look: () => Promise<void>
  /** One of the offers of the latest gathering. */
  readonly offerOf: (id: string) => Offer | undefined
}

/** How a market is looked at. */
export interface MarketOptions {
  /** Gathers. */
  readonly gather: Gather
  /** The job. */
  readonly job: Job
  /** The policy in force. */
  readonly policy: () => Policy
  /** How old a gathering may be (ms). */
  readonly momentMs: number
  /** Cancels. */
  readonly signal: AbortSignal
  /** Time. */
  readonly clock: Clock
}

/**
 * Opens the market for a job. Nothing is gathered before the first look.
 *
 * @param options - How it is looked at.
 */
export const openMarket = ({ gather, job, policy, momentMs, signal, clock }: MarketOptions): Market => {
  let gathering: Gathering = { offers: [], reports: [], nowMs: clock.nowMs() }
  let gatheredAtMs = Number.NEGATIVE_INFINITY
  let byId: ReadonlyMap<string, Offer> | undefined
  return {
    latest: () => gathering,
    look: async () => {
      if (clock.elapsedMs() - gatheredAtMs < momentMs) return
      const waited = await waitFor(() => gather(job, policy(), signal), { signal, clock })
      gatheredAtMs = clock.elapsedMs()
      if (waited.kind !== 'answered') return
      gathering = waited.value
      byId = undefined
    },
    offerOf: (id) => {
      byId ??= new Map(gathering.offers.map((offer) => [offer.id, offer]))
      return byId.get(id)
    },
  }
}
