import { err, ok, Result } from 'neverthrow'
import type { HttpError } from './http-error.ts'
import { type HttpSettings, limitIssues } from './options.ts'
import { type Redact, redactor } from './redact.ts'
import type { CallLimits, HttpMethod, HttpRequest } from './request.ts'
import { revealed, type Secret } from './secret.ts'
import { shownIssues } from './shape-issues.ts'
import { shownTarget } from './target.ts'

/** The limits of one call, all of them known. */
type Limits = { readonly [Name in keyof CallLimits]-?: NonNullable<CallLimits[Name]> }

/** A request that can be sent as it is. */
export interface PreparedRequest {
  /** Address with its query, without user and password. */
  readonly url: URL
  /** Method. */
  readonly method: HttpMethod
  /** Headers, their names in lower case. */
  readonly headers: Readonly<Record<string, string>>
  /** Body. */
  readonly body: string | undefined
  /** Whether it may be sent again. */
  readonly isIdempotent: boolean
  /**
   * Whether a reply to another call with the same address and headers will do: a read with the usual limits.
   */
  readonly isShareable: boolean
  /** Limits of the call. */
  readonly limits: Limits
  /** Address as it may be shown. */
  readonly target: string
  /** Removes the secrets of this request and of the options. */
  readonly redact: Redact
  /** The request as it was given. */
  readonly source: HttpRequest
}

const sensitiveHeader = /auth|cookie|key|secret|token/i
const headerName = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/
// Source: RFC 9110, section 5.5: visible characters, space and tab.
const headerValue = /^[\t\u0020-\u007e\u0080-\u00ff]*$/
// Source: RFC 9110, sections 7.6.1, 8.6 and 10.1.1. They are for undici to set.
const connectionHeader = /^(connection|content-length|expect|keep-alive|transfer-encoding|upgrade)$/
const repeatableMethods: readonly HttpMethod[] = ['GET', 'HEAD', 'OPTIONS', 'PUT', 'DELETE']

const decoded = (text: string): string => Result.fromThrowable(decodeURIComponent)(text).unwrapOr(text)

const basicAuthentication = ({ username, password }: URL): Readonly<Record<string, string>> => {
  if (username === '' && password === '') return {}
  const credentials = `${decoded(username)}:${decoded(password)}`
  return { authorization: `Basic ${Buffer.from(credentials).toString('base64')}` }
}

/**
 * What is secret in a request: its `Secret`s, credentials among its headers, and user and password of its
 * address.
 */
const secretsIn = ({ headers = {}, query = {} }: HttpRequest, url: URL): readonly (string | Secret)[] => {
  const inHeaders = Object.entries(headers).flatMap(([name, value]) =>
    value !== undefined && (typeof value !== 'string' || sensitiveHeader.test(name)) ? [value] : [],
  )
  const inQuery = Object.values(query).flat()
  const wrapped = inQuery.flatMap((value) => (typeof value === 'object' ? [value] : []))
  const inAddress = [decoded(url.username), decoded(url.password), ...Object.values(basicAuthentication(url))]
  return [...inHeaders, ...wrapped, ...inAddress]
}

const withQuery = (url: URL, query: HttpRequest['query']): URL => {
  const whole = new URL(url)
  whole.username = ''
  whole.password = ''
  whole.hash = ''
  for (const [name, value] of Object.entries(query ?? {})) {
    for (const one of [value].flat()) {
      if (one !== undefined)
        whole.searchParams.append(name, typeof one === 'object' ? one.reveal() : String(one))
    }
  }
  return whole
}

const headersOf = (request: HttpRequest, url: URL, userAgent: string): Readonly<Record<string, string>> => {
  const own = Object.entries(request.headers ?? {}).flatMap(([name, value]) =>
    value === undefined ? [] : [[name.toLowerCase(), revealed(value)] as const],
  )
  return {
    'user-agent': userAgent,
    // Servers differ in what they mean by `deflate`.
    'accept-encoding': 'gzip, br',
    ...(request.json === undefined ? {} : { 'content-type': 'application/json' }),
    ...basicAuthentication(url),
    ...Object.fromEntries(own),
  }
}

const headerIssues = (headers: Readonly<Record<string, string>>): readonly string[] =>
  Object.entries(headers).flatMap(([name, value]) => {
    if (!headerName.test(name)) return ['headers: a name that HTTP allows expected']
    if (connectionHeader.test(name)) return [`headers.${name}: nothing expected, the connection sets it`]
    return headerValue.test(value)
      ? []
      : [`headers.${name}: no line breaks or other control characters expected`]
  })

const bodyOf = ({ json, body }: HttpRequest): Result<string | undefined, readonly string[]> => {
  if (json === undefined) return ok(body)
  return Result.fromThrowable(JSON.stringify, () => ['json: data that JSON can hold expected'])(json)
}

const isWeb = ({ protocol }: URL): boolean => protocol === 'http:' || protocol === 'https:'

const addressOf = ({ url }: HttpRequest): URL | undefined => {
  const address = URL.parse(String(url))
  return address !== null && isWeb(address) ? address : undefined
}

const limitsOf = (request: HttpRequest, settings: HttpSettings): Limits => ({
  attemptTimeoutMs: request.attemptTimeoutMs ?? settings.attemptTimeoutMs,
  callTimeoutMs: request.callTimeoutMs ?? settings.callTimeoutMs,
  maximumAttempts: request.maximumAttempts ?? settings.maximumAttempts,
  maximumBodyBytes: request.maximumBodyBytes ?? settings.maximumBodyBytes,
})

/**
 * Checks a request and fills in what it leaves open.
 *
 * @param request - The request.
 * @param settings - How calls are made.
 * @returns The request to send, or `invalid-options` with each fault and its path.
 */
export const prepareRequest = (
  request: HttpRequest,
  settings: HttpSettings,
): Result<PreparedRequest, HttpError> => {
  const address = addressOf(request)
  const redact = redactor([
    ...settings.secrets,
    ...(address === undefined ? [] : secretsIn(request, address)),
  ])
  const target = address === undefined ? 'no address' : shownTarget(address, redact)
  const refused = (issues: readonly string[]): Result<never, HttpError> =>
    err({ kind: 'invalid-options', issues: shownIssues(issues, redact), target, attempts: 0 })
  if (address === undefined) return refused(['url: an address with http: or https: expected'])
  const method = request.method ?? 'GET'
  const headers = headersOf(request, address, settings.userAgent)
  const issues = [...limitIssues(request), ...headerIssues(headers)]
  if (issues.length > 0) return refused(issues)
  return bodyOf(request)
    .map((body) => ({
      url: withQuery(address, request.query),
      method,
      headers,
      body,
      isIdempotent: request.isIdempotent ?? repeatableMethods.includes(method),
      isShareable: method === 'GET' && body === undefined && request.maximumBodyBytes === undefined,
      limits: limitsOf(request, settings),
      target,
      redact,
      source: request,
    }))
    .orElse(refused)
}
