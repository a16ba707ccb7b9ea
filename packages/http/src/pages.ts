import type { ListError } from '@aima/gpu-core'
import { err, ok, type Result, type ResultAsync } from 'neverthrow'
import type { HttpError } from './http-error.ts'
import { type HttpSettings, limitIssues } from './options.ts'
import { type PreparedRequest, prepareRequest } from './prepared-request.ts'
import type { HttpRequest } from './request.ts'

/** Where a walk through pages ends, whatever they say. */
export interface PagingLimits {
  /** Most pages. Default 1 000: it stops lists that have no end; Google's prices have about ten. */
  readonly maximumPages?: number | undefined
  /**
   * Hosts, with their port where it is not the usual one, to which links may lead besides the host of the
   * first page. Credentials go with them.
   */
  readonly allowedHosts?: readonly string[] | undefined
}

/** A list that comes page by page. */
export interface Paging<Page> extends PagingLimits {
  /** Asks for the first page. */
  readonly first: HttpRequest
  /** Gets a page, such as by `http.json`. */
  readonly read: (request: HttpRequest) => ResultAsync<Page, HttpError>
  /**
   * Finds the next page in one that has come. A text is a link: the same request with another address, which
   * may be relative to that of this page. `undefined` is the end.
   */
  readonly next: (page: Page, request: HttpRequest) => HttpRequest | string | undefined
}

const defaultMaximumPages = 1_000

/** The way so far. */
interface Trail {
  readonly firstUrl: URL
  readonly seen: ReadonlySet<string>
}

const keyOf = ({ method, url, headers, body }: PreparedRequest): string =>
  JSON.stringify([method, url.href, headers, body])

/**
 * A link may lead to the host that it comes from or to an allowed one, and from `https:` only to `https:`.
 */
const isAtHome = (url: URL, from: URL, allowedHosts: readonly string[]): boolean =>
  (url.host === from.host || allowedHosts.includes(url.host)) &&
  (url.protocol === 'https:' || from.protocol === 'http:')

const stopFault = (
  prepared: PreparedRequest,
  { maximumPages = defaultMaximumPages, allowedHosts = [] }: PagingLimits,
  { firstUrl, seen }: Trail,
): ListError | undefined => {
  const fault = (issue: string): ListError => ({ kind: 'unexpected-shape', issues: [`next page: ${issue}`] })
  if (!isAtHome(prepared.url, firstUrl, allowedHosts))
    return fault(`a link to ${prepared.redact(firstUrl.host)} expected`)
  if (seen.has(keyOf(prepared))) return fault('one that has not come before expected')
  return seen.size >= maximumPages ? fault(`the end expected after ${maximumPages} pages`) : undefined
}

/** User and password of an address go on to the next one, as headers do. */
const linked = (link: string, from: HttpRequest): string | URL => {
  const { href, username, password } = new URL(from.url)
  const url = URL.parse(link, href)
  if (url === null) return link
  if (url.username === '' && url.password === '') Object.assign(url, { username, password })
  return url
}

const following = (next: HttpRequest | string | undefined, from: HttpRequest): HttpRequest | undefined =>
  typeof next === 'string' ? { ...from, query: undefined, url: linked(next, from) } : next

/** A wrong address is the caller's fault on the first page and the provider's on the others. */
const prepareFollowing = (request: HttpRequest, settings: HttpSettings): Result<PreparedRequest, HttpError> =>
  prepareRequest(request, settings).mapErr((error) =>
    error.kind === 'invalid-options'
      ? { ...error, kind: 'unexpected-shape', issues: error.issues.map((issue) => `next page: ${issue}`) }
      : error,
  )

const prepareFirst = <Page>(
  paging: Paging<Page>,
  settings: HttpSettings,
): Result<PreparedRequest, HttpError> =>
  prepareRequest(paging.first, settings).andThen((prepared) => {
    const issues = limitIssues(paging)
    const { target } = prepared
    if (issues.length === 0) return ok(prepared)
    return err<never, HttpError>({ kind: 'invalid-options', issues, target, attempts: 0 })
  })

/** Gets page after page; see `Http.pages`. */
export async function* readPages<Page>(
  paging: Paging<Page>,
  settings: HttpSettings,
): AsyncGenerator<Result<Page, HttpError>, void, undefined> {
  const first = prepareFirst(paging, settings)
  if (first.isErr()) {
    yield err(first.error)
    return
  }
  const seen = new Set<string>()
  let request: HttpRequest | undefined = paging.first
  while (request !== undefined) {
    const prepared = seen.size === 0 ? first : prepareFollowing(request, settings)
    if (prepared.isErr()) {
      yield err(prepared.error)
      return
    }
    const fault = stopFault(prepared.value, paging, { firstUrl: first.value.url, seen })
    if (fault !== undefined) {
      yield err({ target: first.value.target, attempts: 0, ...fault })
      return
    }
    seen.add(keyOf(prepared.value))
    const page: Result<Page, HttpError> = await paging.read(request)
    yield page
    if (page.isErr()) return
    request = following(paging.next(page.value, request), request)
  }
}
