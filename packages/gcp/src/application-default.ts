import type { ListError } from '@aima/gpu-core'
import { err, ok, ResultAsync } from 'neverthrow'

type AuthLibrary = Pick<typeof import('google-auth-library'), 'GoogleAuth'>

/** A token, and what the credentials say of projects. */
interface IssuedToken {
  /** The token. */
  readonly token: string
  /** Project of the credentials. */
  readonly projectId?: string | undefined
  /** Project that requests count against. */
  readonly quotaProjectId?: string | undefined
}

/** Why there is no token. */
type TokenError =
  | ListError
  | {
      /** google-auth-library is asked for, and not installed. */
      readonly kind: 'not-installed'
    }

/** Asks for a token. */
export type TokenIssuer = () => ResultAsync<IssuedToken, TokenError>

/** What is read: machines, quota and advice need the first, prices without a key the second. Source: Google, "OAuth 2.0 scopes". */
const scopes = [
  'https://www.googleapis.com/auth/compute.readonly',
  'https://www.googleapis.com/auth/cloud-billing.readonly',
]

const notInstalled: TokenError = { kind: 'not-installed' }

const unauthorized: TokenError = { kind: 'unauthorized' }

const importLibrary = (): Promise<AuthLibrary> => import('google-auth-library')

/**
 * Issues tokens by Google's Application Default Credentials: a file that `GOOGLE_APPLICATION_CREDENTIALS` names, the credentials of
 * gcloud, or the machine's own account. The library keeps a token until it ends.
 *
 * What the library throws is dropped, because it may hold a part of a key.
 *
 * @param load - Loads google-auth-library, on the first call.
 * @returns A function whose result is a token, `not-installed` where the library is not installed, or `unauthorized`.
 */
export const applicationDefault = (load: () => Promise<AuthLibrary> = importLibrary): TokenIssuer => {
  let auth: InstanceType<AuthLibrary['GoogleAuth']> | undefined
  const issue = async ({ GoogleAuth }: AuthLibrary): Promise<IssuedToken | undefined> => {
    auth ??= new GoogleAuth({ scopes })
    const client = await auth.getClient()
    const { token } = await client.getAccessToken()
    const projectId = await auth.getProjectId().catch(() => undefined)
    return token ? { token, projectId, quotaProjectId: client.quotaProjectId } : undefined
  }
  return () =>
    ResultAsync.fromPromise(load(), () => notInstalled)
      .andThen((library) => ResultAsync.fromPromise(issue(library), () => unauthorized))
      .andThen((issued) => (issued === undefined ? err(unauthorized) : ok(issued)))
}
