import type { ListError, Warning } from '@aima/gpu-core'
import { type FailedReply, type HttpRequest, secret } from '@aima/gpu-http'
import { Result } from 'neverthrow'
import { WireFailure } from './account-wire.ts'
import { addressOf, type Connection } from './client.ts'

/** An account that may be asked. */
export interface Account extends Connection {
  /** Address of Azure's management without path. */
  readonly managementUrl: string
  /** Token. */
  readonly token: string
}

/** What is asked of an account. */
export interface AccountCall {
  /** What it brings, as a warning says it. */
  readonly brings: string
  /** What the account must be allowed to do. */
  readonly permission: string
  /** The least role that has it. */
  readonly role: string
}

/** Everything that is asked of an account. Source of the permissions: Microsoft's page "Azure built-in roles" (2026). */
export const accountCalls = {
  skus: { brings: 'restrictions of sizes', permission: 'Microsoft.Compute/skus/read', role: 'Reader' },
  usages: { brings: 'quotas', permission: 'Microsoft.Compute/locations/usages/read', role: 'Reader' },
  evictions: {
    brings: 'eviction rates of Spot',
    permission: 'Microsoft.ResourceGraph/resources/read',
    role: 'Reader',
  },
  scores: {
    brings: 'placement scores of Spot',
    permission: 'Microsoft.Compute/locations/placementScores/generate/action',
    role: 'Compute Recommendations Role',
  },
} as const satisfies Record<string, AccountCall>

/** Something that an account did not say. */
export interface Loss {
  /** What was asked. */
  readonly call: AccountCall
  /** Of which region, page or group. */
  readonly of: string
  /** Why. */
  readonly error: ListError
}

const parseJson = Result.fromThrowable((body: string): unknown => JSON.parse(body))

const codeOf = ({ body }: FailedReply): string =>
  parseJson(body)
    .map((json) => WireFailure.safeParse(json).data?.error.code ?? '')
    .unwrapOr('')

/** A subscription that is not there is a wrong one. */
const readFailure = (reply: FailedReply): ListError | undefined =>
  reply.status === 404 && /^(SubscriptionNotFound|InvalidSubscriptionId)$/.test(codeOf(reply))
    ? { kind: 'unauthorized', status: 404 }
    : undefined

/**
 * A request to an account.
 *
 * @param account - Whom.
 * @param path - With a slash at its beginning.
 * @param request - The rest of it. All requests only read, so they may be repeated.
 */
export const accountRequest = (
  { managementUrl, token }: Account,
  path: string,
  request: Pick<HttpRequest, 'method' | 'query' | 'json'>,
): HttpRequest => ({
  ...request,
  url: addressOf(managementUrl, path),
  headers: { authorization: secret(`Bearer ${token}`) },
  isIdempotent: true,
  readFailure,
})

const isForbidden = ({ error }: Loss): boolean => error.kind === 'unauthorized' && error.status === 403

const isRefused = (loss: Loss): boolean => loss.error.kind === 'unauthorized' && !isForbidden(loss)

const forbidden = (losses: readonly Loss[]): readonly Warning[] =>
  [...new Set(losses.filter(isForbidden).map(({ call }) => call))].map(({ brings, permission, role }) => ({
    kind: 'limited',
    reason: `the credentials lack ${permission} (role ${role}), so these are missing: ${brings}`,
  }))

/**
 * Warns of what an account did not say: once of wrong credentials, once of each missing permission, and of each other part.
 *
 * @param losses - All of them.
 */
export const lossWarnings = (losses: readonly Loss[]): readonly Warning[] => {
  const refused = losses.find(isRefused)
  const others = losses.filter(({ error }) => error.kind !== 'unauthorized')
  return [
    ...(refused === undefined
      ? []
      : [{ kind: 'part-missing', part: 'account', error: refused.error } as const]),
    ...forbidden(losses),
    ...others.map(
      ({ call, of, error }): Warning => ({ kind: 'part-missing', part: `${call.brings}, ${of}`, error }),
    ),
  ]
}
