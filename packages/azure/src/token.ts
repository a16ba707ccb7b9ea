import type { CancelSignal, ListError } from '@aima/gpu-core'
import { interruptible } from '@aima/gpu-http'
import { err, ok, type Result, type ResultAsync } from 'neverthrow'
import { tokenScope } from './facts.ts'

/** Why there is no token. */
export type TokenError =
  | ListError
  | {
      /** Nobody has given the means to get one. */
      readonly kind: 'no-credentials'
      /** What would bring them. */
      readonly remedy: string
    }

/** How a token is had. */
export interface TokenRequest {
  /** Gives it. */
  readonly getToken: () => Promise<string>
  /** Longest time to wait (ms). */
  readonly timeoutMs: number
  /** Cancels the wait. */
  readonly signal: CancelSignal | undefined
}

/** The part of `@azure/identity` that is used. */
interface Identity {
  readonly DefaultAzureCredential: new () => {
    readonly getToken: (scope: string) => Promise<{ readonly token: string }>
  }
}

type LoadIdentity = () => Promise<Identity>

/** How `@azure/identity` is loaded: when it is first needed, and only if somebody has installed it. */
const loadIdentity: LoadIdentity = () => import('@azure/identity')

/**
 * A function that gets tokens by `@azure/identity`.
 *
 * @param load - Loads the package.
 */
export const identityToken =
  (load: LoadIdentity = loadIdentity): (() => Promise<string>) =>
  async () => {
    const { DefaultAzureCredential } = await load()
    const { token } = await new DefaultAzureCredential().getToken(tokenScope)
    return token
  }

const textOf = (error: unknown, field: string): string => {
  const value: unknown = typeof error === 'object' && error !== null ? Reflect.get(error, field) : undefined
  return typeof value === 'string' ? value : ''
}

/** Hosts of the identity platform, one for each of its clouds. */
const identityHost = 'https://login.microsoftonline.com'

const isConnectionCode = (code: string): boolean => /^(E[A-Z_]{3,30}|REQUEST_SEND_ERROR)$/.test(code)

/**
 * Reads why a token could not be had. No text of the error is kept: it may name the tenant or hold a secret.
 *
 * Sources: `CredentialUnavailableError`, `AggregateAuthenticationError` and `AuthenticationError` of @azure/identity 4.13; `RestError` of
 * @azure/core-rest-pipeline; Node's codes of modules that are not there.
 *
 * @param error - Whatever was thrown.
 */
export const tokenErrorOf = (error: unknown): TokenError => {
  const [name, code] = [textOf(error, 'name'), textOf(error, 'code')]
  if (/^(ERR_)?MODULE_NOT_FOUND$/.test(code))
    return { kind: 'no-credentials', remedy: 'install @azure/identity, or give the option accessToken' }
  if (/^(CredentialUnavailableError|AggregateAuthenticationError)$/.test(name))
    return {
      kind: 'no-credentials',
      remedy:
        'sign in, for example with `az login` or AZURE_TENANT_ID, AZURE_CLIENT_ID and AZURE_CLIENT_SECRET',
    }
  if (isConnectionCode(code)) return { kind: 'unreachable', target: identityHost, code }
  return { kind: 'unauthorized' }
}

/** A header cannot carry anything else, and a token that holds it is none. */
const plainToken = /^[\x21-\x7e]{1,16384}$/

const got = async (getToken: () => Promise<string>): Promise<Result<string, TokenError>> => {
  try {
    const token: unknown = await getToken()
    const text = typeof token === 'string' ? token.trim() : ''
    return plainToken.test(text) ? ok(text) : err({ kind: 'unauthorized' })
  } catch (error) {
    return err(tokenErrorOf(error))
  }
}

/**
 * Gets a token, unless it takes too long or somebody cancels.
 *
 * @param request - How.
 * @returns The token; `no-credentials`, `unauthorized`, `unreachable`, `timed-out` or `cancelled`.
 */
export const tokenOf = ({ getToken, timeoutMs, signal }: TokenRequest): ResultAsync<string, TokenError> =>
  interruptible(() => got(getToken), { signal, timeoutMs })
