import { HttpOrOptions } from '@aima/gpu-http'
import { z } from 'zod'
import { type ClusterOptions, clusterShape } from '../cluster-options.ts'
import { Address } from '../endpoint.ts'

/** Options of the source. Without an address the cluster is that of the environment; see {@link createKubernetesGpus}. */
export interface KubernetesOptions extends ClusterOptions {
  /** Address of the API server, such as `http://127.0.0.1:8001` of `kubectl proxy`. */
  readonly baseUrl?: string | undefined
  /** Bearer token, or what fetches one. It wins over that of a kubeconfig, and stands in for plugins, which are not run. */
  readonly token?: string | (() => string | Promise<string>) | undefined
  /** Certificate of the authority that signed the server's, as PEM. Used with `baseUrl`. */
  readonly certificateAuthority?: string | undefined
  /** A kubeconfig: path of the file, or its content as an object. Default: that of the environment. */
  readonly kubeconfig?: string | object | undefined
  /** Context of the kubeconfig. Default: its current one. */
  readonly context?: string | undefined
  /** Folder with `token` and `ca.crt` of a service account. Default: where Kubernetes mounts it. */
  readonly serviceAccountFolder?: string | undefined
  /** Whether devices of Dynamic Resource Allocation are read too. Default true: one or two more requests. */
  readonly includeDevices?: boolean | undefined
  /** Items of one page. Default 500, as kubectl asks for. */
  readonly pageSize?: number | undefined
  /** How requests are made: options for gpu-http, or an `Http` that is shared. Its `dispatcher` wins over certificates. */
  readonly http?: HttpOrOptions | undefined
}

const isToken = (value: unknown): boolean => typeof value === 'string' || typeof value === 'function'
const isKubeconfig = (value: unknown): boolean =>
  (typeof value === 'string' && value !== '') || (typeof value === 'object' && value !== null)

/** Schema of {@link KubernetesOptions}. */
export const KubernetesOptions: z.ZodType<KubernetesOptions> = z.strictObject({
  ...clusterShape,
  baseUrl: Address.optional(),
  token: z
    .custom<string | (() => string | Promise<string>)>(isToken, 'expected a text or a function')
    .optional(),
  certificateAuthority: z.string().max(1_000_000).optional(),
  kubeconfig: z.custom<string | object>(isKubeconfig, 'expected a path or an object').optional(),
  context: z.string().min(1).optional(),
  serviceAccountFolder: z.string().min(1).optional(),
  includeDevices: z.boolean().optional(),
  pageSize: z.int().min(1).max(10_000).optional(),
  http: HttpOrOptions.optional(),
})
