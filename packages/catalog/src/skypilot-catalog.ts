import {
  type ListError,
  type ListedOffer,
  type Listing,
  type ListingContext,
  type OfferSource,
  unknownModels,
  type Warning,
} from '@aima/gpu-core'
import { err, ok, type Result, ResultAsync } from 'neverthrow'
import { factsOf } from './facts/facts-of.ts'
import { inOrderOfIds, offersOf } from './offers.ts'
import {
  checkSkypilotOptions,
  type SkypilotCatalogOptions,
  type SkypilotFolderOptions,
  type SkypilotUrlOptions,
} from './options.ts'
import { type CatalogFile, findCatalogFiles } from './skypilot/catalog-files.ts'
import { openFolderFile } from './skypilot/folder-file.ts'
import { type FileContent, readCatalogFile } from './skypilot/read-catalog-file.ts'
import { createUrlFiles } from './skypilot/url-files.ts'
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
    ...unknownModels(offers),
    ...warnOfOtherAccelerators(files),
    ...warnOfOldPrices(offers, nowMs),
    withoutStock,
  ]
  return { offers, warnings, observedAtMs: nowMs }
}

/** Reads all files that there are. */
type ReadFiles = (context: ListingContext) => ResultAsync<readonly ReadFile[], ListError>

/** Files that all fail are a failure; as long as one can be read, the others are warnings. */
const unlessAllFailed = (files: readonly ReadFile[]): Result<readonly ReadFile[], ListError> => {
  const [failure] = files.map((file) => file.failure)
  return failure !== undefined && files.every((file) => file.failure !== undefined) ? err(failure) : ok(files)
}

const readFolder = async (
  files: readonly CatalogFile[],
  options: SkypilotFolderOptions,
  { signal, nowMs }: ListingContext,
): Promise<Result<readonly ReadFile[], ListError>> => {
  const read: ReadFile[] = []
  for (const file of files) {
    if (signal?.aborted === true) break
    const opened = await openFolderFile(file, options, nowMs)
    read.push({ cloud: file.cloud, ...(await readCatalogFile(file, opened, signal)) })
  }
  return signal?.aborted === true ? err({ kind: 'cancelled' }) : unlessAllFailed(read)
}

const folderReader =
  (options: SkypilotFolderOptions): ReadFiles =>
  (context) =>
    findCatalogFiles(options.folder).andThen((files) => new ResultAsync(readFolder(files, options, context)))

const urlReader = (options: SkypilotUrlOptions): ReadFiles => {
  const open = createUrlFiles(options)
  const readFile = async (cloud: string, context: ListingContext): Promise<ReadFile> => {
    const file = { cloud, name: `${cloud}/vms.csv` }
    const opened = await open(file, context)
    return { cloud, ...(await readCatalogFile(file, opened, context.signal)) }
  }
  const readAll = async (context: ListingContext): Promise<Result<readonly ReadFile[], ListError>> => {
    const files = await Promise.all(options.clouds.map((cloud) => readFile(cloud, context)))
    return context.signal?.aborted === true ? err({ kind: 'cancelled' }) : unlessAllFailed(files)
  }
  return (context) => new ResultAsync(readAll(context))
}

const readerOf = (options: SkypilotCatalogOptions): ReadFiles =>
  options.baseUrl === undefined ? folderReader(options) : urlReader(options)

/**
 * Lists prices from SkyPilot's catalog, in a folder or on a server.
 *
 * In a folder, for each cloud one file is read, whichever of `<cloud>-gpu.csv`, `<cloud>-vms.csv`,
 * `<cloud>/vms.csv` and `<cloud>-all-vms.csv` is there first, as it is or with `.gz`. Files are streamed. A
 * row that cannot be read is a warning with its line, a file that cannot be read to its end a warning with
 * the reason; when nothing can be read of any, the listing fails with the first one's error.
 *
 * From a server, `<cloud>/vms.csv` of each of the `clouds` is downloaded, unless it is the one that came last
 * time. When the server fails or sends no catalog, the copy in the `cacheFolder` is used, with a warning that
 * says its age. A file that cannot be had is a warning; when none can, the listing fails with the first one's
 * error.
 *
 * A price of 0 is unknown, not free: such an offer is listed and refused for its price. The list's known
 * faults are set right, and each such correction is reported in the offer's assumptions.
 *
 * @param options - A folder, or an address and clouds; the day of the prices, the id of the source (default
 *   `skypilot-catalog`).
 * @returns The source. From a folder its listing fails with `unreachable` (the folder or
 *   its files cannot be read), `unexpected-shape` (it holds no catalog), `cancelled` or `invalid-options`; from a server with any error
 *   of HTTP.
 * @see {@link embeddedCatalog} for prices that come with this package.
 * @example
 * const listed = await skypilotCatalog({ folder: '/no/such/folder' }).listOffers({}, { nowMs: 0 })
 * listed._unsafeUnwrapErr() // => { kind: 'unreachable', target: '/no/such/folder', code: 'ENOENT' }
 */
export const skypilotCatalog = (options: SkypilotCatalogOptions): OfferSource => {
  const id = options?.id ?? 'skypilot-catalog'
  const reader = checkSkypilotOptions(options).map(readerOf)
  return {
    specificationVersion: 'v1',
    id,
    provider: 'catalog',
    providerKind: 'hyperscaler',
    capabilities: { spot: true, stock: false, needsCredentials: 'never' },
    listOffers: (_query, context) =>
      reader.asyncAndThen((read) => read(context)).map((files) => toListing(id, files, context.nowMs)),
  }
}
