import type { Job, ListError, ListedOffer, Listing, Offer, OfferSource } from '@aima/gpu-core'
import { errAsync, okAsync } from 'neverthrow'

/**
 * The present of everything that is built: 2026-09-01 12:00 UTC (ms since 1970-01-01 UTC).
 *
 * @example
 * new Date(builtAtMs).toISOString() // => '2026-09-01T12:00:00.000Z'
 */
export const builtAtMs = Date.UTC(2026, 8, 1, 12)

/**
 * Builds a job: internal, one hour of work on an RTX 4090, without data. Every number that a cost needs is stated, so that no default enters.
 *
 * @param changes - What is different. A field replaces the whole field.
 * @example
 * buildJob({ urgency: 'high' }).confidentiality // => 'internal'
 */
export const buildJob = (changes: Partial<Job> = {}): Job => ({
  id: 'job-1',
  confidentiality: 'internal',
  run: { refHours: 1, referenceGpu: 'RTX 4090', limitedBy: 'memory-bandwidth', restartHours: 0 },
  data: { inputGB: 0, outputGB: 0, imageGB: 0, scratchGB: 0 },
  ...changes,
})

/**
 * Builds an offer as a source lists it: one RTX 4090 on demand in Germany for 1 USD/h, in stock, without boot time.
 *
 * @param changes - What is different. A field replaces the whole field.
 * @example
 * buildListedOffer({ gpuCount: 8 }).price?.usdPerHour // => 1
 */
export const buildListedOffer = (changes: Partial<ListedOffer> = {}): ListedOffer => ({
  id: 'offer-1',
  source: 'source-1',
  provider: 'runpod',
  providerKind: 'gpu-cloud',
  purchase: 'on-demand',
  gpu: { name: 'NVIDIA GeForce RTX 4090', model: 'RTX 4090', vendor: 'nvidia', vramGiB: 24 },
  gpuCount: 1,
  host: {
    vcpus: 16,
    ramGiB: 64,
    disk: { kind: 'elastic' },
    architecture: 'x86_64',
    driver: { kind: 'from-image' },
  },
  place: { region: 'eu-1', country: 'DE' },
  trust: 'datacenter',
  price: { usdPerHour: 1 },
  billing: { billStepSeconds: 1, billMinSeconds: 0 },
  capacity: { stock: 'available', allocHours: 0, bootHours: 0 },
  observedAtMs: builtAtMs,
  launch: { machine: 'rtx-4090' },
  ...changes,
})

/**
 * Builds an offer of the cloud, as core decides on it. See {@link buildListedOffer}, of which it has everything but the site.
 *
 * @param changes - What is different.
 * @example
 * buildOffer().site // => 'cloud'
 */
export const buildOffer = (changes: Partial<Offer> = {}): Offer => ({
  site: 'cloud',
  ...buildListedOffer(),
  ...changes,
})

/**
 * Builds an owned RTX 4090: free now, drawing 0.5 kW at 0.30 USD/kWh.
 *
 * @param changes - What is different.
 * @example
 * buildLocalOffer().purchase // => 'owned'
 */
export const buildLocalOffer = (changes: Partial<Offer> = {}): Offer => {
  const { price: _, ...machine } = buildListedOffer()
  return {
    ...machine,
    id: 'local-1',
    source: 'local',
    provider: 'local',
    providerKind: 'local',
    purchase: 'owned',
    place: { region: 'local', country: 'DE' },
    trust: 'owned',
    site: 'local',
    energy: { powerKW: 0.5, pue: 1 },
    ownership: { usdPerKWh: 0.3 },
    ...changes,
  }
}

/**
 * Builds a source that always lists the same. It knows no clock: the listing is made when its caller says so.
 *
 * @param listed - Its offers, or the error that each listing ends with.
 * @param changes - What is different about the source, such as its id.
 * @example
 * const listing = await buildSource([buildListedOffer()]).listOffers({}, { nowMs: builtAtMs })
 * listing._unsafeUnwrap().offers.length // => 1
 */
export const buildSource = (
  listed: readonly ListedOffer[] | ListError,
  changes: Partial<OfferSource> = {},
): OfferSource => ({
  specificationVersion: 'v1',
  id: 'source-1',
  provider: 'runpod',
  providerKind: 'gpu-cloud',
  capabilities: { spot: true, stock: true, needsCredentials: 'never' },
  listOffers: (_query, { nowMs }) =>
    'kind' in listed
      ? errAsync<Listing, ListError>(listed)
      : okAsync<Listing, ListError>({ offers: listed, warnings: [], observedAtMs: nowMs }),
  ...changes,
})
