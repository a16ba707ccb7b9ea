import { homedir } from 'node:os'
import { delimiter, join } from 'node:path'
import type { ListError } from '@aima/gpu-core'
import { err, ok, type Result } from 'neverthrow'
import { Token, tokenIssue } from '../endpoint.ts'
import { type Access, invalid, readText } from './access.ts'
import { readKubeconfig } from './kubeconfig.ts'
import type { KubernetesOptions } from './options.ts'

/** Where Kubernetes mounts the service account of a pod. */
const mounted = '/var/run/secrets/kubernetes.io/serviceaccount'

const plainTls = { isUnchecked: false }

/** An IPv6 address stands in brackets. */
const hostText = (host: string): string => (host.includes(':') ? `[${host}]` : host)

const fromServiceAccount = async (folder: string): Promise<Result<Access, ListError>> => {
  const { KUBERNETES_SERVICE_HOST: host = '', KUBERNETES_SERVICE_PORT: port = '443' } = process.env
  const token = await readText(join(folder, 'token'))
  const ca = await readText(join(folder, 'ca.crt'))
  if (token.isErr()) return err(token.error)
  if (ca.isErr()) return err(ca.error)
  const baseUrl = `https://${hostText(host)}:${port}`
  return ok({ baseUrl, token: token.value.trim(), tls: { ...plainTls, ca: ca.value } })
}

/** The first of the environment's files; kubectl would merge them. */
const environmentFile = (): string | undefined => {
  const { KUBECONFIG = '' } = process.env
  return KUBECONFIG.split(delimiter).find((path) => path !== '')
}

const foundAccess = async (
  options: KubernetesOptions,
  hasToken: boolean,
): Promise<Result<Access, ListError>> => {
  const { baseUrl, certificateAuthority, kubeconfig, context, serviceAccountFolder = mounted } = options
  if (baseUrl !== undefined)
    return ok({ baseUrl, token: undefined, tls: { ...plainTls, ca: certificateAuthority } })
  const { KUBERNETES_SERVICE_HOST } = process.env
  const file = kubeconfig ?? environmentFile()
  if (file !== undefined) return readKubeconfig(file, { context, hasToken })
  if (KUBERNETES_SERVICE_HOST) return fromServiceAccount(serviceAccountFolder)
  return readKubeconfig(join(homedir(), '.kube', 'config'), { context, hasToken })
}

/** A token that somebody else fetches. What his function throws is his, and may hold a secret. */
const tokenOf = async ({ token }: KubernetesOptions): Promise<Result<string | undefined, ListError>> => {
  try {
    const value = typeof token === 'function' ? await token() : token
    return ok(value?.trim() || undefined)
  } catch {
    return err(invalid('token: a function that returns a token expected'))
  }
}

/**
 * Finds how to reach the cluster: the option `baseUrl`, else `kubeconfig`, else the environment's `KUBECONFIG`, else the service
 * account of the pod that this runs in, else `~/.kube/config`. Files are read anew each time, because tokens change.
 *
 * @param options - What the user said.
 * @returns The access; `unreachable` when a file cannot be opened, `invalid-options` when it does not say enough.
 */
export const findAccess = async (options: KubernetesOptions): Promise<Result<Access, ListError>> => {
  const token = await tokenOf(options)
  if (token.isErr()) return err(token.error)
  const access = await foundAccess(options, token.value !== undefined)
  return access
    .map((found) => ({ ...found, token: token.value ?? found.token }))
    .andThen((found) => (Token.safeParse(found.token ?? '').success ? ok(found) : err(invalid(tokenIssue))))
}
