import type { OfferSource } from '@aima/gpu-core'
import { type Http, httpFrom } from '@aima/gpu-http'
import { clusterSource } from '../cluster-source.ts'
import { secretsOf } from '../endpoint.ts'
import { nodesByCommand } from './commands.ts'
import { SlurmOptions } from './options.ts'
import { nodesByRest, slurmTokenOf } from './rest.ts'
import { toSlurmGroups } from './to-groups.ts'

/**
 * Lists the GPUs of a Slurm cluster, as this machine's commands or slurmrestd tell them: what is free now, by node and type.
 *
 * Slurm does not know how much memory a GPU has. The model comes from the type of the resource, from a feature of the node, or from
 * the option `models`; a type such as `a100`, which may have 40 or 80 GB, has no model without one of these.
 *
 * A cluster is no place for sensitive jobs by itself: its site is what the user grants with `grantSite`.
 *
 * @param options - Where Slurm is and what its GPUs cost; each has a default. Wrong ones are the error of each listing.
 * @returns The source. Its listing fails with `unreachable` (no command, no controller), `unauthorized`, `rate-limited`,
 *   `provider-failed`, `timed-out`, `cancelled`, `too-large`, `unexpected-shape` or `invalid-options`.
 * Source: recordings of Slurm 21.08, 22.05, 24.11 and 25.05, and a Slurm 22.05 that the tests start.
 * @example
 * createSlurmCluster({ cluster: 'hall-2', country: 'DE' }).capabilities // => { spot: false, stock: true, needsCredentials: 'never' }
 */
export const createSlurmCluster = (options?: SlurmOptions | null): OfferSource => {
  let http: Http | undefined
  return clusterSource(options ?? {}, {
    provider: 'slurm',
    schema: SlurmOptions,
    needsCredentials: options?.rest == null ? 'never' : 'always',
    read: async (checked, context, source) => {
      const { rest, commands = {}, models = {}, partitions, wakeHours } = checked
      if (rest !== undefined) http ??= httpFrom(rest.http)
      const nodes = await (rest === undefined || http === undefined
        ? nodesByCommand({ commands, context, source })
        : nodesByRest({ rest, http, context, source }))
      return nodes.map((read) => ({
        ...toSlurmGroups(read.nodes, { models, partitions, wakeHours }),
        warnings: read.warnings,
        secrets: rest === undefined ? [] : secretsOf(rest.baseUrl, slurmTokenOf(rest)),
      }))
    },
  })
}
