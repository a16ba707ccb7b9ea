import { dirname, isAbsolute, join } from 'node:path'
import type { ListError } from '@aima/gpu-core'
import { err, ok, Result } from 'neverthrow'
import { parse } from 'yaml'
import { z } from 'zod'
import { Address } from '../endpoint.ts'
import { type Access, invalid, readText } from './access.ts'

const text = z.string().max(1_000_000).nullish()

/** Only what is used is needed: entries of other contexts may be half written, as `kubectl config` leaves them. */
const wireConfig = z.object({
  'current-context': text,
  contexts: z
    .array(z.object({ name: z.string(), context: z.object({ cluster: text, user: text }).nullish() }))
    .nullish(),
  clusters: z
    .array(
      z.object({
        name: z.string(),
        cluster: z
          .object({
            server: text,
            'certificate-authority': text,
            'certificate-authority-data': text,
            'insecure-skip-tls-verify': z.boolean().nullish(),
            'tls-server-name': text,
          })
          .nullish(),
      }),
    )
    .nullish(),
  users: z
    .array(
      z.object({
        name: z.string(),
        user: z
          .object({
            token: text,
            tokenFile: text,
            'client-certificate': text,
            'client-certificate-data': text,
            'client-key': text,
            'client-key-data': text,
            exec: z.unknown().optional(),
            'auth-provider': z.unknown().optional(),
          })
          .nullish(),
      }),
    )
    .nullish(),
})

type Kubeconfig = z.infer<typeof wireConfig>
type User = NonNullable<NonNullable<Kubeconfig['users']>[number]['user']>

/** Which context, and against which folder its paths are meant. */
interface Place {
  readonly context: string | undefined
  readonly folder: string
  /** Whether a token comes from elsewhere, so that the user's own way to get one does not matter. */
  readonly hasToken: boolean
}

/** Inline data in base64 wins over a file, as in kubectl. */
const material = async (
  data: string | null | undefined,
  path: string | null | undefined,
  folder: string,
): Promise<Result<string | undefined, ListError>> => {
  if (data) return ok(Buffer.from(data, 'base64').toString('utf8'))
  if (!path) return ok(undefined)
  return readText(isAbsolute(path) ? path : join(folder, path))
}

const pluginOf = (user: User): string | undefined => {
  if (user.exec != null) return 'exec'
  return user['auth-provider'] == null ? undefined : 'auth-provider'
}

const accessOf = async (config: Kubeconfig, place: Place): Promise<Result<Access, ListError>> => {
  const name = place.context ?? config['current-context'] ?? ''
  const context = config.contexts?.find((one) => one.name === name)?.context
  if (context == null) return err(invalid('kubeconfig: a context of that name expected'))
  const cluster = config.clusters?.find((one) => one.name === context.cluster)?.cluster
  if (cluster == null) return err(invalid('kubeconfig: the cluster of the context expected'))
  const baseUrl = cluster.server ?? ''
  if (!Address.safeParse(baseUrl).success)
    return err(invalid('kubeconfig: a server with http or https expected'))
  const user: User = config.users?.find((one) => one.name === context.user)?.user ?? {}
  const plugin = place.hasToken || user.token || user.tokenFile ? undefined : pluginOf(user)
  if (plugin !== undefined)
    return err(
      invalid(
        `kubeconfig: the user's ${plugin} is a program, which is not run; pass its token as the option token`,
      ),
    )
  const read = Result.combine([
    await material(cluster['certificate-authority-data'], cluster['certificate-authority'], place.folder),
    await material(user['client-certificate-data'], user['client-certificate'], place.folder),
    await material(user['client-key-data'], user['client-key'], place.folder),
    user.token ? ok(user.token) : await material(undefined, user.tokenFile, place.folder),
  ])
  return read.map(([ca, cert, key, token]) => ({
    baseUrl,
    token: token?.trim() || undefined,
    tls: {
      ca,
      cert,
      key,
      servername: cluster['tls-server-name'] || undefined,
      isUnchecked: cluster['insecure-skip-tls-verify'] === true,
    },
  }))
}

/** Warnings of the parser would be printed with the line that they are about, which may hold a token. */
const parseYaml = Result.fromThrowable(
  (yaml: string): unknown => parse(yaml, { logLevel: 'error' }),
  () => invalid('kubeconfig: YAML expected'),
)

const check = (value: unknown): Result<Kubeconfig, ListError> => {
  const read = wireConfig.safeParse(value)
  if (read.success) return ok(read.data)
  const issues = read.error.issues.map(({ path, message }) => `kubeconfig.${path.join('.')}: ${message}`)
  return err({ kind: 'invalid-options', issues: issues.slice(0, 5) })
}

/**
 * Reads how to reach a cluster from a kubeconfig.
 *
 * Tokens and client certificates are used, inline or from files. Plugins are programs of others and are not run.
 *
 * @param kubeconfig - Path of the file, or its content.
 * @param options - Context, and whether a token comes from elsewhere.
 * @returns The access; `unreachable` when a file cannot be opened, `invalid-options` when it does not say enough.
 * Source: Kubernetes documentation, "kubeconfig (v1)" (1.34).
 */
export const readKubeconfig = async (
  kubeconfig: string | object,
  options: { readonly context: string | undefined; readonly hasToken: boolean },
): Promise<Result<Access, ListError>> => {
  if (typeof kubeconfig !== 'string') {
    const config = check(kubeconfig)
    if (config.isErr()) return err(config.error)
    return accessOf(config.value, { ...options, folder: process.cwd() })
  }
  const file = await readText(kubeconfig)
  const config = file.andThen(parseYaml).andThen(check)
  if (config.isErr()) return err(config.error)
  return accessOf(config.value, { ...options, folder: dirname(kubeconfig) })
}
