import type { ListError } from '@aima/gpu-core'
import { collect, type Http, type HttpContext, type HttpRequest, toListError } from '@aima/gpu-http'
import { err, ok, type Result } from 'neverthrow'
import { maximumPages, pageSize } from './facts.ts'
import { WirePage } from './wire.ts'

/** Where requests go. */
export interface Connection {
  /** Sends them. */
  readonly http: Http
  /** Address of the API without path. */
  readonly baseUrl: string
  /** Cancellation and the present. */
  readonly context: HttpContext
}

/** What came of a list. */
export interface NamedRows {
  /** The rows by name, unread; of a name that comes twice the first. */
  readonly rows: ReadonlyMap<string, unknown>
  /** The page that failed, and why; undefined: all came. */
  readonly missing: { readonly page: number; readonly error: ListError } | undefined
}

const pageOf = (url: string, page: number): HttpRequest => ({ url, query: { page, per_page: pageSize } })

/** A list ends with a page that is not full, or that repeats what came: a service may not know pages. */
const turnsFor = (url: string) => {
  const seen = new Set<string>()
  let page = 1
  return ({ servers }: WirePage): HttpRequest | undefined => {
    const names = Object.keys(servers)
    const isNew = names.some((name) => !seen.has(name))
    for (const name of names) seen.add(name)
    if (names.length < pageSize || !isNew) return undefined
    page += 1
    return pageOf(url, page)
  }
}

/**
 * Reads a list of a zone, page by page.
 *
 * @param connection - Where to.
 * @param path - Path of the list, such as `fr-par-2/products/servers`.
 * @returns What came; the error when nothing did, or when somebody cancelled.
 */
export const readList = async (
  { http, baseUrl, context }: Connection,
  path: string,
): Promise<Result<NamedRows, ListError>> => {
  const url = `${baseUrl.replace(/\/+$/, '')}/instance/v1/zones/${path}`
  const read = (request: HttpRequest) => http.json(request, WirePage, context)
  const pages = http.pages({ first: pageOf(url, 1), read, next: turnsFor(url), maximumPages })
  const { values, errors } = await collect(pages)
  const [error] = errors.map(toListError)
  if (error !== undefined && (values.length === 0 || error.kind === 'cancelled')) return err(error)
  return ok({
    rows: new Map(values.toReversed().flatMap(({ servers }) => Object.entries(servers))),
    missing: error === undefined ? undefined : { page: values.length + 1, error },
  })
}
