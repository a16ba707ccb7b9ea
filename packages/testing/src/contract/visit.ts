import assert from 'node:assert/strict'
import { inspect } from 'node:util'
import type { CancelSignal, OfferQuery, OfferSource } from '@aima/gpu-core'
import { type ReplayServer, withReplayServer } from '../replay/replay-server.ts'
import type { Route } from '../replay/reply.ts'
import { within } from '../watching/patience.ts'
import { plantedSecret } from '../watching/secret.ts'
import { type CompleteLimits, completeLimits } from './complete-limits.ts'
import type { AdapterContract, Circumstances } from './contract.ts'
import type { Outcome } from './outcome.ts'

/** The present of every listing, unless a check says otherwise (ms since 1970-01-01 UTC). */
export const presentMs = Date.UTC(2026, 8, 1, 12)

/** What a listing is asked. */
interface Asked {
  /** What it is for. Default: everything. */
  readonly query?: OfferQuery | undefined
  /** What cancels it. */
  readonly signal?: CancelSignal | undefined
  /** The present (ms since 1970-01-01 UTC). */
  readonly nowMs?: number | undefined
}

/** One source in front of one server. */
export interface Visit {
  /** The source. */
  readonly source: OfferSource
  /** The server that it is pointed at. */
  readonly server: ReplayServer
  /** Lists its offers. Fails when that throws, rejects, or does not end. */
  readonly list: (asked?: Asked) => Promise<Outcome>
}

/** Where a check works: with what is known of the adapter. */
export interface Stage {
  /** What is known. */
  readonly contract: AdapterContract
  /** Its limits, with the defaults. */
  readonly limits: CompleteLimits
  /** Starts a server, points a source at it, and closes the server afterwards in any case. */
  readonly visit: <T>(
    routes: readonly Route[],
    use: (visit: Visit) => Promise<T>,
    circumstances?: Partial<Circumstances>,
  ) => Promise<T>
}

const listNow = async (
  source: OfferSource,
  { query = {}, signal, nowMs = presentMs }: Asked,
): Promise<Outcome> => {
  try {
    return await source.listOffers(query, { signal, nowMs })
  } catch (thrown) {
    return assert.fail(`listOffers must return an error, and threw ${inspect(thrown)}`)
  }
}

/** A source and its server, with the patience of the contract. */
export const visitOf = (
  source: OfferSource,
  server: ReplayServer,
  { patienceMs }: CompleteLimits,
): Visit => ({
  source,
  server,
  list: (asked = {}) => within(listNow(source, asked), patienceMs, 'the listing'),
})

/** The circumstances of a check that wants nothing special. */
export const plainCircumstances = (baseUrl: string, limits: CompleteLimits): Circumstances => ({
  baseUrl,
  secret: plantedSecret,
  // Longer than anybody is patient: an adapter must not be saved by its own deadline.
  timeoutMs: limits.patienceMs * 2,
  maximumBytes: limits.maximumBytes,
  attempts: 1,
  retryDelayMs: 1,
})

/** Sets the stage for the checks of an adapter. */
export const stageOf = (contract: AdapterContract): Stage => {
  const limits = completeLimits(contract.limits)
  return {
    contract,
    limits,
    visit: (routes, use, circumstances) =>
      withReplayServer(routes, (server) => {
        const source = contract.create({ ...plainCircumstances(server.baseUrl, limits), ...circumstances })
        return use(visitOf(source, server, limits))
      }),
  }
}
