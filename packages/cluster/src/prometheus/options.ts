import { HttpOrOptions } from '@aima/gpu-http'
import { z } from 'zod'
import { type ClusterOptions, clusterShape } from '../cluster-options.ts'
import { Address, Token } from '../endpoint.ts'

/** Options of the source. */
export interface PrometheusOptions extends ClusterOptions {
  /** Address of Prometheus without `/api`, such as `http://prometheus.example:9090`. User and password in it are sent. Default: the environment's `PROMETHEUS_URL`. */
  readonly baseUrl?: string | undefined
  /** Bearer token, where something in front of Prometheus wants one. */
  readonly token?: string | undefined
  /** Labels that samples must have, where one Prometheus watches many clusters: `{ cluster: 'hall-2' }`. */
  readonly labels?: Readonly<Record<string, string>> | undefined
  /** Label that names the node. Default: the first of `node`, `kubernetes_node`, `Hostname`, `hostname` and `instance`. */
  readonly hostLabel?: string | undefined
  /** Oldest measurement that counts (ms). Default 120 000; a GPU that was not measured since is left out. */
  readonly maximumAgeMs?: number | undefined
  /** Memory in use up to which a GPU is idle (MiB). Default: 600 or 2 %, whichever is more; of a MIG instance 64 or 2 %. */
  readonly idleMiB?: number | undefined
  /** How requests are made: options for gpu-http, or an `Http` that is shared. */
  readonly http?: HttpOrOptions | undefined
}

const labelName = z.string().regex(/^[A-Za-z_]\w{0,127}$/, 'expected the name of a label')

/** Schema of {@link PrometheusOptions}. */
export const PrometheusOptions: z.ZodType<PrometheusOptions> = z.strictObject({
  ...clusterShape,
  baseUrl: Address.optional(),
  token: Token.optional(),
  labels: z.record(labelName, z.string().max(256)).optional(),
  hostLabel: labelName.optional(),
  maximumAgeMs: z.number().positive().optional(),
  idleMiB: z.number().nonnegative().optional(),
  http: HttpOrOptions.optional(),
})
