import { type ListError, type ListingContext, tellProgress } from '@aima/gpu-core'
import { type Http, type HttpError, secret, toListError } from '@aima/gpu-http'
import { err, ok, type Result } from 'neverthrow'
import { Token, tokenIssue, withoutSlash } from '../endpoint.ts'
import { readNodes, type SlurmNodes } from './nodes.ts'
import type { SlurmRest } from './options.ts'
import { WireNodes } from './wire.ts'

/** One listing by slurmrestd. */
export interface RestTask {
  /** Where it is. */
  readonly rest: SlurmRest
  /** Sends requests. */
  readonly http: Http
  /** Cancellation and the present. */
  readonly context: ListingContext
  /** Id of the source, which is told with progress. */
  readonly source: string
}

/** 24.05 to 25.05, 25.05 and later, 23.02 to 23.11, 22.05. Source: slurmrestd(8), release notes of each version. */
const knownVersions = ['v0.0.41', 'v0.0.43', 'v0.0.39', 'v0.0.38']

/**
 * The token to use now.
 *
 * @param rest - Whose token comes first.
 * @returns Undefined where there is none.
 */
export const slurmTokenOf = ({ token }: SlurmRest): string | undefined => {
  const { SLURM_JWT } = process.env
  return (token ?? SLURM_JWT)?.trim() || undefined
}

const userOf = ({ user }: SlurmRest): string | undefined => {
  const { SLURM_USER_NAME, USER } = process.env
  return user ?? SLURM_USER_NAME ?? USER
}

const ask = (
  { rest, http, context }: RestTask,
  { version, token }: { readonly version: string; readonly token: string },
): Promise<Result<WireNodes, HttpError>> =>
  Promise.resolve(
    http.json(
      {
        url: `${withoutSlash(rest.baseUrl)}/slurm/${version}/nodes`,
        headers: { 'x-slurm-user-name': userOf(rest), 'x-slurm-user-token': secret(token) },
      },
      WireNodes,
      context,
    ),
  )

/**
 * Asks slurmrestd for its nodes: one request, and one more for each version of its API that it does not have.
 *
 * @param task - The listing.
 * @returns The nodes; `unauthorized` without a request when there is no token.
 */
export const nodesByRest = async (task: RestTask): Promise<Result<SlurmNodes, ListError>> => {
  const { rest, context, source } = task
  const token = slurmTokenOf(rest)
  if (token === undefined) return err({ kind: 'unauthorized' })
  if (!Token.safeParse(token).success)
    return err({ kind: 'invalid-options', issues: [`SLURM_JWT: ${tokenIssue}`] })
  const versions = rest.version === undefined ? knownVersions : [rest.version]
  let failed: ListError = { kind: 'provider-failed', status: 404 }
  for (const version of versions) {
    const part = `slurmrestd ${version} nodes`
    const reply = await ask(task, { version, token })
    const nodes = reply.mapErr(toListError).andThen(readNodes)
    if (nodes.isOk()) {
      tellProgress(context, { source, part, rows: nodes.value.nodes.length })
      return ok(nodes.value)
    }
    failed = nodes.error
    tellProgress(context, { source, part, rows: 0, error: failed })
    if (reply.isOk() || reply.error.status !== 404) break
  }
  return err(failed)
}
