import type { ListError, ListedOffer, Listing, ListingContext, OfferSource, Warning } from '@aima/gpu-core'
import { err, ok, type Result, ResultAsync } from 'neverthrow'
import { factsOf } from './facts/facts-of.ts'
import { inOrderOfIds, offersOf } from './offers.ts'
import { checkOptions, SkypilotCatalogOptions } from './options.ts'
import { type CatalogFile, findCatalogFiles } from './skypilot/catalog-files.ts'
import { type FileContent, readCatalogFile } from './skypilot/read-catalog-file.ts'
import { warnOfOldPrices, withoutStock } from './warnings.ts'

/** A file with what it holds. */
interface ReadFile extends FileContent {
  readonly cloud: string
}

const offersIn = (source: string, files: readonly ReadFile[]): readonly ListedOffer[] =>
  inOrderOfIds(
    files.flatMap(({ cloud, machines }) => {
      const facts = factsOf(cloud)
      return machines.flatMap((machine) => offersOf(machine, { source, facts }))
    }),
  )

/** How often each key occurs, in the order of the keys. */
const counted = (keys: readonly string[]): readonly (readonly [key: string, count: number])[] => {
  const counts = new Map<string, number>()
  for (const key of keys) counts.set(key, (counts.get(key) ?? 0) + 1)
  return [...counts].sort(([one], [other]) => (one < other ? -1 : 1))
}

const warnOfUnknownModels = (offers: readonly ListedOffer[]): readonly Warning[] =>
  counted(offers.filter(({ gpu }) => gpu.model === undefined).map(({ gpu }) => gpu.name)).map(
    ([name, count]) => ({ kind: 'unknown-model', name, offers: count }),
  )

/** One warning for each kind of accelerator that is no GPU. */
const warnOfOtherAccelerators = (files: readonly ReadFile[]): readonly Warning[] => {
  const kinds = files.flatMap(({ otherAccelerators }) =>
    [...otherAccelerators].flatMap(([kind, count]) => Array.from({ length: count }, () => kind)),
  )
  return counted(kinds).map(([kind, count]) => ({
    kind: 'limited',
    reason: `rows left out because ${kind} is no GPU: ${count}`,
  }))
}

const toListing = (source: string, files: readonly ReadFile[], nowMs: number): Listing => {
  const offers = offersIn(source, files)
  const warnings = [
    ...files.flatMap((file) => file.warnings),
    ...warnOfUnknownModels(offers),
    ...warnOfOtherAccelerators(files),
    ...warnOfOldPrices(offers, nowMs),
    withoutStock,
  ]
  return { offers, warnings, observedAtMs: nowMs }
}

const readFiles = async (
  files: readonly CatalogFile[],
  options: SkypilotCatalogOptions,
  { signal }: ListingContext,
): Promise<Result<readonly ReadFile[], ListError>> => {
  const read: ReadFile[] = []
  for (const file of files) {
    if (signal?.aborted === true) break
    read.push({ cloud: file.cloud, ...(await readCatalogFile(file, options, signal)) })
  }
  return signal?.aborted === true ? err({ kind: 'cancelled' }) : ok(read)
}

const list = (
  source: string,
  options: SkypilotCatalogOptions,
  context: ListingContext,
): ResultAsync<Listing, ListError> =>
  findCatalogFiles(options.folder)
    .andThen((files) => new ResultAsync(readFiles(files, options, context)))
    .map((files) => toListing(source, files, context.nowMs))

/**
 * Lists prices from a folder of SkyPilot's catalog.
 *
 * For each cloud one file is read, whichever of `<cloud>-gpu.csv`, `<cloud>-vms.csv`, `<cloud>/vms.csv` and
 * `<cloud>-all-vms.csv` is there first, as it is or with `.gz`. Files are streamed. A row that cannot be read
 * is a warning with its line, a file that cannot be read to its end a warning with the reason.
 *
 * A price of 0 is unknown, not free: such an offer is listed and refused for its price. The list's known
 * faults are set right, and each such correction is reported in the offer's assumptions.
 *
 * @param options - The folder, the day of the prices, the id of the source (default `skypilot-catalog`).
 * @returns The source. Its listing fails with `unreachable` (the folder cannot be read), `unexpected-shape`
 *   (it holds no catalog), `cancelled` or `invalid-options`.
 * @see {@link embeddedCatalog} for prices that come with this package.
 * @example
 * const listed = await skypilotCatalog({ folder: '/no/such/folder' }).listOffers({}, { nowMs: 0 })
 * listed._unsafeUnwrapErr() // => { kind: 'unreachable', target: '/no/such/folder', code: 'ENOENT' }
 */
export const skypilotCatalog = (options: SkypilotCatalogOptions): OfferSource => {
  const id = options.id ?? 'skypilot-catalog'
  return {
    specificationVersion: 'v1',
    id,
    provider: 'catalog',
    providerKind: 'hyperscaler',
    capabilities: { spot: true, stock: false, needsCredentials: 'never' },
    listOffers: (_query, context) =>
      checkOptions(SkypilotCatalogOptions, options).asyncAndThen((checked) => list(id, checked, context)),
  }
}
