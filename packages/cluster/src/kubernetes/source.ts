import type { OfferSource, Warning } from '@aima/gpu-core'
import { err } from 'neverthrow'
import { clusterSource } from '../cluster-source.ts'
import { secretsOf } from '../endpoint.ts'
import type { Access } from './access.ts'
import { prepareConnections } from './connections.ts'
import { findAccess } from './find-access.ts'
import { KubernetesOptions } from './options.ts'
import { readState } from './read-state.ts'
import { toKubernetesGroups } from './to-groups.ts'

const defaultPageSize = 500

const unchecked = ({ tls }: Access): readonly Warning[] =>
  tls.isUnchecked
    ? [
        {
          kind: 'limited',
          reason: "the kubeconfig says not to check the server's certificate, so anybody may have answered",
        },
      ]
    : []

/**
 * Lists the GPUs of a Kubernetes cluster: what nodes hand out and pods do not request, by node and resource, and devices of Dynamic
 * Resource Allocation that no claim holds.
 *
 * The cluster is found by the options, else by `KUBECONFIG`, the service account of the pod that this runs in, or `~/.kube/config`.
 * Listing needs `list` on nodes and pods in all namespaces, and on `resourceslices` and `resourceclaims` where devices are used.
 * Without pods, GPUs are listed as busy.
 *
 * A cluster is no place for sensitive jobs by itself: its site is what the user grants with `grantSite`.
 *
 * @param options - Where the cluster is and what its GPUs cost; each has a default. Wrong ones are the error of each listing.
 * @returns The source. Its listing fails with `unauthorized`, `rate-limited`, `provider-failed`, `unreachable` (also when a file cannot
 *   be opened), `timed-out`, `cancelled`, `too-large`, `unexpected-shape` or `invalid-options`, and only when no node could be read.
 * Source: Kubernetes API reference (1.34): NodeList, PodList, ResourceSliceList, ResourceClaimList.
 * @example
 * createKubernetesGpus({ cluster: 'hall-2', country: 'DE' }).capabilities // => { spot: false, stock: true, needsCredentials: 'always' }
 */
export const createKubernetesGpus = (options?: KubernetesOptions | null): OfferSource => {
  let connect: ReturnType<typeof prepareConnections> | undefined
  return clusterSource(options ?? {}, {
    provider: 'kubernetes',
    schema: KubernetesOptions,
    // An address alone is that of a proxy that brings them, such as `kubectl proxy`.
    needsCredentials: options?.baseUrl == null ? 'always' : 'never',
    read: async (checked, context, source) => {
      const found = await findAccess(checked)
      if (found.isErr()) return err(found.error)
      const access = found.value
      connect ??= prepareConnections(checked.http)
      const { pageSize = defaultPageSize, includeDevices = true, models = {} } = checked
      const http = connect(access)
      const state = await readState({ http, access, context, pageSize, source }, includeDevices)
      return state.map((read) => ({
        ...toKubernetesGroups({ ...read, models }),
        warnings: [...unchecked(access), ...read.warnings],
        secrets: secretsOf(access.baseUrl, access.token),
      }))
    },
  })
}
