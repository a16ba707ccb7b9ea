import {
  checkOptions,
  type ListError,
  type Listing,
  type ListingContext,
  type OfferSource,
  type Warning,
} from '@aima/gpu-core'
import { err, ok, Result, ResultAsync } from 'neverthrow'
import type { HostInventory } from './inventory.ts'
import { type HostListing, type HostListingContext, listHost } from './offers/host-listing.ts'
import { runProbe } from './offers/run-probe.ts'
import { listStaticHosts } from './offers/static-offers.ts'
import { LocalGpusOptions, type Probe } from './options.ts'
import { probeHost } from './probe-host.ts'

const defaultId = 'local'

const missing = (error: ListError): HostListing => ({
  offers: [],
  warnings: [{ kind: 'part-missing', part: 'the GPUs of this machine', error }],
})

const noInventory: ListError = { kind: 'unexpected-shape', issues: ['expected an inventory of the host'] }

/** An injected probe may give what is no inventory; this package's own does not. */
const listSafely = (inventory: HostInventory, context: HostListingContext): HostListing =>
  Result.fromThrowable(listHost)(inventory, context).unwrapOr(missing(noInventory))

const toHostListing = (
  found: Result<HostInventory, ListError>,
  context: HostListingContext,
): Result<HostListing, ListError> => {
  if (found.isOk()) return ok(listSafely(found.value, context))
  return found.error.kind === 'cancelled' ? err(found.error) : ok(missing(found.error))
}

const probeOf =
  ({ probe, probing }: LocalGpusOptions): Probe =>
  ({ signal }) =>
    probe === undefined ? probeHost({ ...probing, signal }) : probe({ signal })

const listThisMachine = async (
  context: HostListingContext,
  { signal }: ListingContext,
): Promise<Result<HostListing, ListError>> => {
  if (context.options.includeThisMachine === false) return ok({ offers: [], warnings: [] })
  return toHostListing(await runProbe(probeOf(context.options), signal), context)
}

const byId = (one: { readonly id: string }, other: { readonly id: string }): number =>
  one.id < other.id ? -1 : 1

const together = (listings: readonly HostListing[], observedAtMs: number): Listing => ({
  offers: listings.flatMap(({ offers }) => offers).sort(byId),
  warnings: listings.flatMap(({ warnings }): readonly Warning[] => warnings),
  observedAtMs,
})

const list = async (
  options: LocalGpusOptions,
  { signal, nowMs }: ListingContext,
): Promise<Result<Listing, ListError>> => {
  if (signal?.aborted) return err({ kind: 'cancelled' })
  const context = { source: options.id ?? defaultId, options, nowMs }
  const machine = await listThisMachine(context, { signal, nowMs })
  return machine.map((found) => together([found, listStaticHosts(options.hosts ?? [], context)], nowMs))
}

/**
 * Lists the user's own GPUs: those of this machine, as a probe finds them, and those of hosts that are described by hand.
 *
 * An offer is a whole GPU, a group of them, a MIG instance, or a share where the options allow one. It is `available` only when the GPU
 * is healthy, not in use, open, not reserved and not hidden from this process. One in use is listed as `busy`, with a wait where
 * somebody knows it. What is sick, hidden or reserved for good is a warning. No GPU, no driver, a broken driver and a time-out are
 * warnings that begin with these words, beside an empty list.
 *
 * @param options - All have defaults. Wrong ones are the error of each listing.
 * @returns The source. Its listing fails with `cancelled` or `invalid-options` and with nothing else.
 * @see {@link probeHost} for what was found itself.
 * @example
 * const source = localGpus({ includeThisMachine: false, hosts: [{ host: 'rack-1', gpus: { name: 'NVIDIA L40S', count: 2 } }] })
 * const listing = await source.listOffers({}, { nowMs: 0 })
 * listing._unsafeUnwrap().offers.map(({ id }) => id) // => ['local/rack-1/static/1x', 'local/rack-1/static/2x']
 */
export const localGpus = (options: LocalGpusOptions = {}): OfferSource => ({
  specificationVersion: 'v1',
  id: options?.id ?? defaultId,
  provider: 'local',
  providerKind: 'local',
  capabilities: { spot: false, stock: true, needsCredentials: 'never' },
  listOffers: (_query, context) =>
    checkOptions(LocalGpusOptions, options).asyncAndThen(
      (checked) => new ResultAsync(list(checked, context)),
    ),
})
