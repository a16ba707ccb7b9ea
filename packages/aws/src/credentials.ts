import type { ListError } from '@aima/gpu-core'
import { err, ok, type Result, ResultAsync } from 'neverthrow'
import { z } from 'zod'

/** Keys of an account, a user or a session. */
export interface AwsCredentials {
  /** Id of the key. */
  readonly accessKeyId: string
  /** The key, with which requests are signed. It is never sent. */
  readonly secretAccessKey: string
  /** Token of a session, for keys that expire. */
  readonly sessionToken?: string | undefined
}

/** Where credentials come from: see the option `credentials`. */
export type CredentialsOption =
  | 'environment'
  | 'chain'
  | 'none'
  | AwsCredentials
  | (() => Promise<AwsCredentials>)

/** What goes into a header: visible characters of ASCII. A shorter text is no key, and would be hidden everywhere. */
const headerText = z.string().regex(/^[\x21-\x7e]{8,8192}$/, 'expected a key without spaces')

/** Further fields, such as `expiration`, are of no use here: a function is called anew for each listing. */
const AwsCredentials: z.ZodType<AwsCredentials> = z.object(
  { accessKeyId: headerText, secretAccessKey: headerText, sessionToken: headerText.optional() },
  'expected accessKeyId and secretAccessKey',
)

const isFunction = (value: unknown): value is () => Promise<AwsCredentials> => typeof value === 'function'

/** Schema of {@link CredentialsOption}. */
export const CredentialsOption: z.ZodType<CredentialsOption> = z.union(
  [
    z.enum(['environment', 'chain', 'none']),
    z.custom<() => Promise<AwsCredentials>>(isFunction),
    AwsCredentials,
  ],
  'expected credentials, a function that gives them, environment, chain or none',
)

/** Loads the credential chain of AWS's own SDK. */
export type LoadChain = () => Promise<
  Pick<typeof import('@aws-sdk/credential-providers'), 'fromNodeProviderChain'>
>

const loadChain: LoadChain = () => import('@aws-sdk/credential-providers')

/** Why there are no credentials. */
type CredentialsError =
  | ListError
  | {
      /** The SDK's chain is asked for, and not installed. */
      readonly kind: 'not-installed'
    }

const invalid = (issue: string): ListError => ({ kind: 'invalid-options', issues: [`credentials: ${issue}`] })

const fromEnvironment = (): AwsCredentials | undefined => {
  const { AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_SESSION_TOKEN } = process.env
  if (!AWS_ACCESS_KEY_ID || !AWS_SECRET_ACCESS_KEY) return undefined
  return {
    accessKeyId: AWS_ACCESS_KEY_ID,
    secretAccessKey: AWS_SECRET_ACCESS_KEY,
    sessionToken: AWS_SESSION_TOKEN || undefined,
  }
}

const checked = (value: unknown): Result<AwsCredentials, ListError> => {
  const { data } = AwsCredentials.safeParse(value)
  return data === undefined ? err(invalid('expected accessKeyId and secretAccessKey')) : ok(data)
}

/** Whoever has no credentials to give throws; why is theirs to know, for it may hold a secret. */
const given = (give: () => Promise<unknown>): ResultAsync<AwsCredentials, ListError> =>
  ResultAsync.fromPromise<unknown, ListError>(Promise.resolve().then(give), () => ({
    kind: 'unauthorized',
  })).andThen(checked)

const fromChain = (load: LoadChain): ResultAsync<AwsCredentials, CredentialsError> =>
  ResultAsync.fromPromise(load(), (): CredentialsError => ({ kind: 'not-installed' })).andThen(
    ({ fromNodeProviderChain }) => given(fromNodeProviderChain()),
  )

/**
 * Gets the credentials of a listing.
 *
 * @param option - Where they come from. Default `environment`.
 * @param load - Loads the chain of AWS's SDK.
 * @returns Undefined: there are none. `unauthorized` when a function or the chain has none to give, `invalid-options` when what it
 *   gives is no credential, `not-installed` when the chain is not.
 */
export const credentialsFor = async (
  option: CredentialsOption = 'environment',
  load: LoadChain = loadChain,
): Promise<Result<AwsCredentials | undefined, CredentialsError>> => {
  if (option === 'none') return ok(undefined)
  if (option === 'environment') {
    const found = fromEnvironment()
    return found === undefined ? ok(undefined) : checked(found)
  }
  if (option === 'chain') return fromChain(load)
  return typeof option === 'function' ? given(option) : ok(option)
}

/** Everything in credentials that must not be seen. */
export const secretsOf = (credentials: AwsCredentials | undefined): readonly string[] =>
  credentials === undefined
    ? []
    : [credentials.accessKeyId, credentials.secretAccessKey, credentials.sessionToken ?? '']
