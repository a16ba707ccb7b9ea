import { err, ok, type Result } from 'neverthrow'
import { z } from 'zod'
import { Assumption } from './assumption.ts'
import { Capacity, SpotRisk } from './capacity.ts'
import { type Site, TrustClass } from './clearance.ts'
import { Host, Place } from './host.ts'
import { JsonValue } from './json-value.ts'
import { Network } from './network.ts'
import { OfferedGpu } from './offered-gpu.ts'
import { count, type ParseFailure, type ParseIssue, parseWith, recordOf, shortText } from './parse.ts'
import { Billing, Energy, Ownership, Price } from './price.ts'

/** What kind of house a provider is; defaults such as boot times differ by it. */
export type ProviderKind = 'local' | 'gpu-cloud' | 'hyperscaler'

/** Schema of {@link ProviderKind}. */
export const ProviderKind: z.ZodType<ProviderKind> = z.enum(['local', 'gpu-cloud', 'hyperscaler'])

/** How an offer is had: owned, rented until given back, or rented until the provider takes it back. */
export type PurchaseModel = 'owned' | 'on-demand' | 'spot'

/** Schema of {@link PurchaseModel}. */
export const PurchaseModel: z.ZodType<PurchaseModel> = z.enum(['owned', 'on-demand', 'spot'])

/** Labels by which jobs are let onto a machine: names, each with the values that open it. */
export type AccessLabels = Readonly<Record<string, readonly string[]>>

/** Schema of {@link AccessLabels}. */
export const AccessLabels: z.ZodType<AccessLabels> = recordOf(z.array(z.string().max(512)))

/** One configuration that can be had now (or is owned), as a source lists it: without a site, which no data can claim. */
export interface ListedOffer {
  /** Unique among all offers of a decision, and stable from listing to listing. */
  readonly id: string
  /** Id of the source that listed it. */
  readonly source: string
  /** Provider: `aws`, `runpod`, `local`, or any name that an adapter declares. */
  readonly provider: string
  /** Kind of provider. */
  readonly providerKind: ProviderKind
  /** How it is had. */
  readonly purchase: PurchaseModel
  /** The GPU. */
  readonly gpu: OfferedGpu
  /** How many of it, in one machine (1 or more). */
  readonly gpuCount: number
  /** The machine around it. */
  readonly host?: Host | undefined
  /** Where it is. */
  readonly place: Place
  /** How far its operator is trusted; absent: unknown. */
  readonly trust?: TrustClass | undefined
  /** Certifications of its operator, such as `ISO 27001`; absent: unknown. */
  readonly certifications?: readonly string[] | undefined
  /** Labels that a job must carry to be let in: of each name one of the values, such as `{ team: ['forensics'] }`; absent: none. */
  readonly access?: AccessLabels | undefined
  /** What the provider asks; absent for owned GPUs, whose cost is computed. */
  readonly price?: Price | undefined
  /** What an owned GPU costs its owner. */
  readonly ownership?: Ownership | undefined
  /** How time is billed. */
  readonly billing?: Billing | undefined
  /** Power and carbon. */
  readonly energy?: Energy | undefined
  /** Whether and when it can be had. */
  readonly capacity?: Capacity | undefined
  /** Interruptions, for spot offers. */
  readonly spotRisk?: SpotRisk | undefined
  /** Lines and data prices. */
  readonly network?: Network | undefined
  /** Benchmark scores by name; higher is faster. For the whole offer divided by its GPUs. */
  readonly benchmarks?: Readonly<Record<string, number>> | undefined
  /** Names of the hardware that it holds, such as UUIDs of GPUs; offers that share one exclude each other. Absent: it excludes none. */
  readonly exclusiveKeys?: readonly string[] | undefined
  /** When the source saw it (ms since 1970-01-01 UTC). */
  readonly observedAtMs: number
  /** Numbers that the source filled in itself. */
  readonly assumptions?: readonly Assumption[] | undefined
  /** What is needed to really get it: instance type, zone, cloud type, bid and so on. */
  readonly launch: { readonly [key: string]: JsonValue }
}

/** A listed offer with the site that the user granted its source. */
export interface Offer extends ListedOffer {
  /** Where it stands, as granted by {@link grantSite}. */
  readonly site: Site
}

/** Schema of {@link ListedOffer}. Unknown fields are dropped. */
export const ListedOffer: z.ZodType<ListedOffer> = z.object({
  id: shortText,
  source: shortText,
  provider: shortText,
  providerKind: ProviderKind,
  purchase: PurchaseModel,
  gpu: OfferedGpu,
  gpuCount: count,
  host: Host.optional(),
  place: Place,
  trust: TrustClass.optional(),
  certifications: z.array(shortText).optional(),
  access: AccessLabels.optional(),
  price: Price.optional(),
  ownership: Ownership.optional(),
  billing: Billing.optional(),
  energy: Energy.optional(),
  capacity: Capacity.optional(),
  spotRisk: SpotRisk.optional(),
  network: Network.optional(),
  benchmarks: recordOf(z.number().positive()).optional(),
  exclusiveKeys: z.array(shortText).min(1).optional(),
  observedAtMs: z.number(),
  assumptions: z.array(Assumption).optional(),
  launch: recordOf(JsonValue),
})

/**
 * Grants a site to what a source listed. Only who registers a source may call it.
 *
 * @param listed - Offers of one source. A `site` that a source smuggled in is overwritten.
 * @param site - Where these machines stand.
 * @example
 * grantSite([], 'local') // => []
 */
export const grantSite = (listed: readonly ListedOffer[], site: Site): readonly Offer[] =>
  listed.map((offer) => ({ ...offer, site }))

/**
 * Reads one offer from an input of unknown shape.
 *
 * @param input - For example one row of a file. A `site` in it is ignored: the caller grants it.
 * @param site - The site to grant.
 * @returns The offer, or `invalid-offer` with the path and the expectation of every fault.
 * @example
 * parseOffer({ id: 'a' }, 'cloud')._unsafeUnwrapErr().kind // => 'invalid-offer'
 */
export const parseOffer = (input: unknown, site: Site): Result<Offer, ParseFailure<'invalid-offer'>> =>
  parseWith(ListedOffer, 'invalid-offer', input).map((listed) => ({ ...listed, site }))

/** What {@link parseOffers} made of a list. Nothing is lost: each row is an offer or a fault. */
export interface ParsedOffers {
  /** The rows that are sound, in their order. */
  readonly offers: readonly Offer[]
  /** The others, each fault with its row in the path. */
  readonly failures: readonly ParseFailure<'invalid-offer' | 'duplicate-offer-id'>[]
}

const inRow = (index: number, issues: readonly ParseIssue[]): readonly ParseIssue[] =>
  issues.map(({ path, expected }) => ({ path: path === '' ? `[${index}]` : `[${index}].${path}`, expected }))

/**
 * Reads a list of offers and keeps the sound ones.
 *
 * @param input - For example a parsed JSON file.
 * @param site - The site to grant to all of them.
 * @returns The sound offers beside the faults (`invalid-offer`, `duplicate-offer-id`), or `invalid-offer` when the input is no list.
 * @example
 * parseOffers([{ id: 'a' }], 'cloud')._unsafeUnwrap().failures.length // => 1
 */
export const parseOffers = (
  input: unknown,
  site: Site,
): Result<ParsedOffers, ParseFailure<'invalid-offer'>> => {
  if (!Array.isArray(input))
    return err({ kind: 'invalid-offer', issues: [{ path: '', expected: 'a list of offers' }] })
  const seen = new Set<string>()
  const offers: Offer[] = []
  const failures: ParseFailure<'invalid-offer' | 'duplicate-offer-id'>[] = []
  for (const [index, row] of input.entries()) {
    const read = parseOffer(row, site)
    if (read.isErr()) failures.push({ kind: 'invalid-offer', issues: inRow(index, read.error.issues) })
    else if (seen.has(read.value.id))
      failures.push({
        kind: 'duplicate-offer-id',
        issues: inRow(index, [{ path: 'id', expected: 'an id of its own' }]),
      })
    else {
      seen.add(read.value.id)
      offers.push(read.value)
    }
  }
  return ok({ offers, failures })
}
