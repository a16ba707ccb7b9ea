import type { ListError, Warning } from '@aima/gpu-core'
import { err, ok, type Result } from 'neverthrow'
import type { Account } from './account-client.ts'
import type { Connection } from './client.ts'
import { officialManagementUrl, subscriptionVariable } from './facts.ts'
import { type AzureOptions, subscriptionOf } from './options.ts'
import { identityToken, type TokenError, tokenOf } from './token.ts'

const defaultTokenTimeoutMs = 30_000

/** Whether an account is asked. */
export interface SignIn {
  /** The account; undefined: none. */
  readonly account: Account | undefined
  /** Its subscription; undefined: none. */
  readonly subscription: string | undefined
  /** What is missing without one. */
  readonly warnings: readonly Warning[]
}

const limited = (reason: string): Warning => ({ kind: 'limited', reason })

const withoutAccount = limited(
  `without an account there are no restrictions, quotas, eviction rates and placement scores; set ${subscriptionVariable} or the options subscriptionId and accessToken`,
)

const withoutSubscription = limited(
  `without a subscription there are no restrictions, quotas and placement scores; set ${subscriptionVariable} or the option subscriptionId`,
)

const warningOf = (error: TokenError): Warning =>
  error.kind === 'no-credentials'
    ? limited(
        `without an account there are no restrictions, quotas, eviction rates and placement scores; ${error.remedy}`,
      )
    : { kind: 'part-missing', part: 'account', error }

/**
 * Gets a token, where there is a subscription or a function that gives one.
 *
 * @param options - With whose credentials.
 * @param connection - How the account is asked.
 * @returns Whether there is an account; `cancelled` when somebody cancelled.
 */
export const signIn = async (
  options: AzureOptions,
  connection: Connection,
): Promise<Result<SignIn, Extract<ListError, { kind: 'cancelled' }>>> => {
  const subscription = subscriptionOf(options)
  const none = { account: undefined, subscription: undefined }
  if (subscription === undefined && options.accessToken === undefined)
    return ok({ ...none, warnings: [withoutAccount] })
  const token = await tokenOf({
    getToken: options.accessToken ?? identityToken(),
    timeoutMs: options.tokenTimeoutMs ?? defaultTokenTimeoutMs,
    signal: connection.context.signal,
  })
  if (token.isErr())
    return token.error.kind === 'cancelled'
      ? err({ kind: 'cancelled' })
      : ok({ ...none, warnings: [warningOf(token.error)] })
  const managementUrl = options.managementBaseUrl ?? officialManagementUrl
  const account: Account = { ...connection, managementUrl, token: token.value }
  return ok({ account, subscription, warnings: subscription === undefined ? [withoutSubscription] : [] })
}
