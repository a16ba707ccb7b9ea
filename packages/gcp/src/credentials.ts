import type { CancelSignal, ListError } from '@aima/gpu-core'
import { interruptible, type Secret, secret } from '@aima/gpu-http'
import { err, ok, type Result, ResultAsync } from 'neverthrow'
import { applicationDefault, type TokenIssuer } from './application-default.ts'
import type { GcpOptions } from './options.ts'

/** Headers of a request. */
type Headers = Readonly<Record<string, string | Secret | undefined>>

/** What requests carry. */
export interface Credentials {
  /** Of requests for prices. */
  readonly billing: Headers
  /** Of requests to Compute Engine, and the project that they are about; undefined: there is no token, or no project. */
  readonly compute: { readonly headers: Headers; readonly projectId: string } | undefined
  /** What is missing for Compute Engine; undefined: nothing. */
  readonly missing: 'token' | 'project' | 'library' | undefined
}

/** What is read of the environment. */
export interface Environment {
  /** API key. */
  readonly GOOGLE_API_KEY?: string | undefined
  /** File of the Application Default Credentials. */
  readonly GOOGLE_APPLICATION_CREDENTIALS?: string | undefined
  /** Project. */
  readonly GOOGLE_CLOUD_PROJECT?: string | undefined
}

const unauthorized: ListError = { kind: 'unauthorized' }

/** A header cannot carry anything else, and a token that holds it is none. */
const isPlainToken = (token: unknown): token is string =>
  typeof token === 'string' && /^[\x21-\x7e]{1,16384}$/.test(token)

/** What a function of the user throws is dropped, because it may hold a part of a key. */
const byFunction =
  (accessToken: () => Promise<string>): TokenIssuer =>
  () =>
    ResultAsync.fromPromise((async () => accessToken())(), () => unauthorized).map((token) => ({ token }))

/**
 * Prepares the issuing of tokens.
 *
 * @param load - Loads google-auth-library; for tests.
 * @returns A function that picks the issuer that options and environment ask for; undefined: none.
 */
export const tokenIssuers = (load?: Parameters<typeof applicationDefault>[0]) => {
  let issueDefault: TokenIssuer | undefined
  return ({ apiKey, accessToken }: GcpOptions, environment: Environment): TokenIssuer | undefined => {
    if (typeof accessToken === 'function') return byFunction(accessToken)
    const isByEnvironment = apiKey === undefined && Boolean(environment.GOOGLE_APPLICATION_CREDENTIALS)
    if (accessToken === undefined && !isByEnvironment) return undefined
    issueDefault ??= applicationDefault(load)
    return issueDefault
  }
}

const keyHeaders = (apiKey: string): Headers => ({ 'x-goog-api-key': secret(apiKey) })

const tokenHeaders = (token: string, quotaProjectId: string | undefined): Headers => ({
  authorization: secret(`Bearer ${token}`),
  'x-goog-user-project': quotaProjectId,
})

/** What would bring an account where google-auth-library is missing. */
export const libraryRemedy = 'install google-auth-library, or give a function as accessToken'

/** A key brings prices all the same. */
const withoutLibrary = (options: GcpOptions, environment: Environment): Result<Credentials, ListError> => {
  const apiKey = options.apiKey ?? environment.GOOGLE_API_KEY
  return isPlainToken(apiKey)
    ? ok({ billing: keyHeaders(apiKey), compute: undefined, missing: 'library' })
    : err({ kind: 'invalid-options', issues: [`accessToken: ${libraryRemedy}`] })
}

/** Circumstances in which credentials are read. */
export interface CredentialCircumstances {
  /** The environment. */
  readonly environment: Environment
  /** Issues tokens; undefined: nobody does. */
  readonly issue: TokenIssuer | undefined
  /** Cancels it. */
  readonly signal: CancelSignal | undefined
}

/**
 * Reads the credentials of a listing.
 *
 * @param options - What the user gave.
 * @param circumstances - Environment, tokens and cancellation.
 * @returns What requests carry; `unauthorized` without a key and a token, `invalid-options` where google-auth-library is missing
 *   and there is no key, `cancelled`.
 */
export const readCredentials = async (
  options: GcpOptions,
  { environment, issue, signal }: CredentialCircumstances,
): Promise<Result<Credentials, ListError>> => {
  if (issue === undefined) {
    const apiKey = options.apiKey ?? environment.GOOGLE_API_KEY
    if (!isPlainToken(apiKey)) return err(unauthorized)
    return ok({ billing: keyHeaders(apiKey), compute: undefined, missing: 'token' })
  }
  if (options.apiKey !== undefined && !isPlainToken(options.apiKey)) return err(unauthorized)
  const issued = await interruptible(issue, { signal })
  if (issued.isErr())
    return issued.error.kind === 'not-installed' ? withoutLibrary(options, environment) : err(issued.error)
  const { token, projectId: ownProject, quotaProjectId } = issued.value
  if (!isPlainToken(token)) return err(unauthorized)
  const headers = tokenHeaders(token, options.quotaProjectId ?? quotaProjectId)
  const billing = options.apiKey === undefined ? headers : keyHeaders(options.apiKey)
  const projectId = options.projectId ?? (environment.GOOGLE_CLOUD_PROJECT || ownProject)
  if (!projectId || !/^[a-z0-9.:-]{1,128}$/.test(projectId))
    return ok({ billing, compute: undefined, missing: 'project' })
  return ok({ billing, compute: { headers, projectId }, missing: undefined })
}
