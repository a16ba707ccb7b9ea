import {
  checkOptions,
  type ListError,
  type Listing,
  type ListingContext,
  type OfferSource,
  type SourceCapabilities,
  type Warning,
} from '@aima/gpu-core'
import { interruptible, redactListing } from '@aima/gpu-http'
import { type Result, ResultAsync } from 'neverthrow'
import type { z } from 'zod'
import type { ClusterOptions } from './cluster-options.ts'
import { memberOf } from './member-of.ts'
import type { GpuGroup } from './offers/gpu-group.ts'
import { toOffers } from './offers/to-offers.ts'
import { type UnusableNode, unusableWarnings } from './offers/unusable-nodes.ts'

/** What one reading of a cluster found. */
interface ClusterReading {
  /** GPUs that work. */
  readonly groups: readonly GpuGroup[]
  /** The others. */
  readonly unusable: readonly UnusableNode[]
  /** What could not be read. */
  readonly warnings: readonly Warning[]
  /** What was sent and must not be seen. */
  readonly secrets: readonly string[]
}

/** A kind of cluster, such as Slurm. */
export interface ClusterKind<Options extends ClusterOptions> {
  /** Provider of its offers, where the user names none. */
  readonly provider: string
  /** Schema of its options. */
  readonly schema: z.ZodType<Options>
  /** Whether it needs credentials. */
  readonly needsCredentials: SourceCapabilities['needsCredentials']
  /** Reads it. The id of the source is told with progress. */
  readonly read: (
    options: Options,
    context: ListingContext,
    source: string,
  ) => Promise<Result<ClusterReading, ListError>>
}

/** Wrong options are the error of each listing, so nothing is expected of them here. */
const textIn = (options: unknown, name: 'id' | 'provider'): string | undefined => {
  const value = memberOf(options, name)
  return typeof value === 'string' && value !== '' ? value : undefined
}

/**
 * Makes a source of a kind of cluster: checks the options, reads the cluster, and turns what was found into a listing.
 *
 * @param options - What the user said; any value.
 * @param kind - The kind of cluster.
 */
export const clusterSource = <Options extends ClusterOptions>(
  options: unknown,
  { provider: defaultProvider, schema, needsCredentials, read }: ClusterKind<Options>,
): OfferSource => {
  const provider = textIn(options, 'provider') ?? defaultProvider
  const id = textIn(options, 'id') ?? provider
  const list = async (checked: Options, context: ListingContext): Promise<Result<Listing, ListError>> => {
    const { nowMs, signal } = context
    // A function of the user's may hang, and so may a file.
    const reading = await interruptible(() => read(checked, context, id), { signal })
    const listing = reading.map(({ groups, unusable, warnings }) => {
      const listed = toOffers(groups, { source: id, provider, options: checked, nowMs })
      const all = [...warnings, ...unusableWarnings(unusable), ...listed.warnings]
      return { offers: listed.offers, warnings: all, observedAtMs: nowMs }
    })
    return redactListing(listing, reading.isOk() ? reading.value.secrets : [])
  }
  return {
    specificationVersion: 'v1',
    id,
    provider,
    providerKind: 'local',
    capabilities: { spot: false, stock: true, needsCredentials },
    listOffers: (_query, context) =>
      checkOptions(schema, options).asyncAndThen((checked) => new ResultAsync(list(checked, context))),
  }
}
