import type { ListError } from '@aima/gpu-core'
import { csvRows, type HttpError, type ResultStream, toListError, type UnexpectedShape } from '@aima/gpu-http'
import { err, ok, type Result } from 'neverthrow'
import { readFailure } from './aws-error.ts'
import { BulkRow, type PricedType, readBulkRow } from './bulk-row.ts'
import type { PublicConnection } from './client.ts'
import { gpuLines } from './gpu-lines.ts'
import { addressOf, bulkFileOf } from './hosts.ts'
import type { PriceScope } from './price-product.ts'
import type { BadRow } from './rows.ts'

/** What a public price file has of a region. */
export interface BulkPrices {
  /** Types with GPUs and their prices, each once. */
  readonly types: readonly PricedType[]
  /** Rows that could not be read. */
  readonly bad: readonly BadRow[]
}

/** Facts of the call are left out. */
const plain = (error: HttpError | UnexpectedShape): ListError =>
  'target' in error && 'attempts' in error ? toListError(error) : error

/** The plainest of each type, then the first. */
const isBetter = (read: PricedType, known: PricedType | undefined): boolean =>
  known === undefined || read.rank > known.rank

/** Limits of a large file. */
export interface FileLimits {
  /** Longest time for it (ms). */
  readonly bulkTimeoutMs: number
  /** Its largest size, unpacked (bytes). */
  readonly maximumBulkBytes: number
}

/**
 * Reads a price file as it comes; little of it is in memory at any time.
 *
 * @param bytes - The file.
 * @param scope - Which prices are meant.
 * @returns The error of the bytes; `unexpected-shape` when it is no CSV or none of its rows can be read.
 */
export const readBulkFile = async (
  bytes: ResultStream<Uint8Array, HttpError>,
  scope: PriceScope,
): Promise<Result<BulkPrices, ListError>> => {
  const types = new Map<string, PricedType>()
  const bad: BadRow[] = []
  for await (const row of csvRows(gpuLines(bytes), { schema: BulkRow })) {
    if (row.isErr()) {
      if (row.error.kind !== 'bad-row') return err(plain(row.error))
      bad.push(row.error)
      continue
    }
    const read = readBulkRow(row.value, scope)
    if (read === undefined) continue
    if ('kind' in read) bad.push(read)
    else if (isBetter(read, types.get(read.machine.type))) types.set(read.machine.type, read)
  }
  return ok({ types: [...types.values()], bad })
}

/** Gets the public price file of a region: 400 to 500 MB, unpacked. No account is needed. */
export const readBulkPrices = (
  { http, baseUrl, partition, context, filesInFlight }: PublicConnection,
  scope: PriceScope,
  { bulkTimeoutMs, maximumBulkBytes }: FileLimits,
): Promise<Result<BulkPrices, ListError>> =>
  filesInFlight(async () => {
    const reply = await http.stream(
      {
        url: addressOf(baseUrl, bulkFileOf(scope.region, partition)),
        headers: { accept: 'text/csv' },
        callTimeoutMs: bulkTimeoutMs,
        maximumBodyBytes: maximumBulkBytes,
        readFailure,
      },
      context,
    )
    if (reply.isErr()) return err(toListError(reply.error))
    return readBulkFile(reply.value.bytes, scope)
  }, context.signal)
