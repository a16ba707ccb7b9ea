import type { CancelSignal, ListError, Listing, ListingContext, OfferSource, Warning } from '@aima/gpu-core'
import { err, ok, type Result, ResultAsync } from 'neverthrow'
import type { z } from 'zod'
import { convert, Page, Stock } from './convert.ts'
import { getJson, type ToyOptions } from './http.ts'

const defaultMostPages = 20

const read = async <T>(
  schema: z.ZodType<T>,
  url: string,
  options: ToyOptions,
  cancel?: CancelSignal,
): Promise<Result<T, ListError>> => {
  const json = await getJson(url, options, cancel)
  return json.andThen((value) => {
    const parsed = schema.safeParse(value)
    return parsed.success
      ? ok(parsed.data)
      : err({ kind: 'unexpected-shape' as const, issues: ['expected another shape'] })
  })
}

const isCancelled = ({ kind }: ListError, { takesAbortsForLosses = false }: ToyOptions): boolean =>
  kind === 'cancelled' && !takesAbortsForLosses

const missing = (part: string, error: ListError): Warning => ({ kind: 'part-missing', part, error })

interface Walk {
  readonly rows: readonly unknown[]
  readonly warnings: readonly Warning[]
}

const walk = async (
  options: ToyOptions,
  cancel: CancelSignal | undefined,
): Promise<Result<Walk, ListError>> => {
  const rows: unknown[] = []
  let cursor: string | null = ''
  for (let page = 1; cursor !== null; page += 1) {
    if (page > (options.mostPages ?? defaultMostPages))
      return ok({ rows, warnings: [{ kind: 'limited', reason: 'there are more pages than are read' }] })
    const url: string = `${options.baseUrl}/v1/gpus?cursor=${encodeURIComponent(cursor)}`
    const read1: Result<z.infer<typeof Page>, ListError> = await read(Page, url, options, cancel)
    if (read1.isErr()) {
      if (page === 1 || isCancelled(read1.error, options)) return err(read1.error)
      return ok({ rows, warnings: [missing(`page ${page}`, read1.error)] })
    }
    rows.push(...read1.value.rows)
    cursor = read1.value.next
  }
  return ok({ rows, warnings: [] })
}

const keyWarning: Warning = { kind: 'limited', reason: 'a key would bring more' }

const list = async (
  options: ToyOptions,
  { signal, nowMs }: ListingContext,
): Promise<Result<Listing, ListError>> => {
  const walked = await walk(options, signal)
  if (walked.isErr()) return err(walked.error)
  const { offers, warnings } = convert(walked.value.rows, nowMs)
  if (offers.length === 0 && walked.value.rows.length > 0)
    return err({ kind: 'unexpected-shape', issues: ['expected one sound row or more'] })
  const stock = await read(Stock, `${options.baseUrl}/v1/stock`, options, signal)
  if (stock.isErr() && isCancelled(stock.error, options)) return err(stock.error)
  const known: Readonly<Record<string, 'none' | 'low' | 'available'>> = stock.unwrapOr({})
  return ok({
    offers: offers.map((offer) => {
      const { machine } = offer.launch
      const state = known[String(machine)]
      return state === undefined ? offer : { ...offer, capacity: { stock: state } }
    }),
    warnings: [
      ...walked.value.warnings,
      ...warnings,
      ...(stock.isErr() ? [missing('stock', stock.error)] : []),
      ...(options.secret === undefined ? [keyWarning] : []),
    ],
    observedAtMs: nowMs,
  })
}

/** A small adapter for a provider that does not exist. It keeps every promise. */
export const createToy = (options: ToyOptions): OfferSource => ({
  specificationVersion: 'v1',
  id: 'toy',
  provider: 'toy',
  providerKind: 'gpu-cloud',
  capabilities: { spot: true, stock: true, needsCredentials: 'for-more' },
  listOffers: (_query, context) => new ResultAsync(list(options, context)),
})
