import { z } from 'zod'
import { issuesOf } from '../issues-of.ts'
import { NodeName } from '../node-name.ts'
import type { SlurmNode } from './slurm-node.ts'

/** A number as Slurm writes it since 23.02; not set and infinite are no number. */
const setNumber = z.object({ set: z.boolean(), infinite: z.boolean(), number: z.number() })

const amount = z
  .union([z.number(), setNumber])
  .nullish()
  .transform((value) => {
    if (typeof value === 'number' || value == null) return value ?? undefined
    return value.set && !value.infinite ? value.number : undefined
  })
  // Below 0 means unknown: 22.05 says -2. More than 10^9 is no machine.
  .transform((value) => (value === undefined || value < 0 || value > 1e9 ? undefined : value))

const word = z.string().max(4096)

const words = z
  .union([z.array(word).max(256), word.transform((text) => text.split(',').filter((part) => part !== ''))])
  .nullish()
  .transform((value) => value ?? [])

const text = word.nullish().transform((value) => value ?? undefined)

/** Schema of a node in JSON, of Slurm 21.08 to 25.05. Its state is one word with flags beside it, or a list of words. */
const wireNode: z.ZodType<SlurmNode> = z
  .object({
    name: NodeName,
    state: z.union([z.array(word).min(1).max(64), word]),
    state_flags: z.array(word).max(64).nullish(),
    gres: text,
    gres_used: text,
    gres_drained: text,
    cpus: amount,
    effective_cpus: amount,
    alloc_cpus: amount,
    real_memory: amount,
    alloc_memory: amount,
    partitions: words,
    active_features: words,
    features: words,
    architecture: text,
  })
  .transform((node) => ({
    name: node.name,
    state: [node.state, node.state_flags ?? []].flat(),
    gres: node.gres,
    gresUsed: node.gres_used,
    gresDrained: node.gres_drained,
    cpus: node.effective_cpus || node.cpus,
    allocatedCpus: node.alloc_cpus,
    memoryMiB: node.real_memory,
    allocatedMemoryMiB: node.alloc_memory,
    partitions: node.partitions,
    features: node.active_features.length > 0 ? node.active_features : node.features,
    architecture: node.architecture,
  }))

/** A reply of `scontrol show nodes --json`, `sinfo --json` or slurmrestd. Nodes are checked one by one. */
export interface WireNodes {
  /** What went wrong; `sinfo` exits with 0 all the same. */
  readonly errors?: readonly unknown[] | null | undefined
  /** The nodes; absent when something went wrong. */
  readonly nodes?: readonly unknown[] | null | undefined
}

/** Schema of {@link WireNodes}. */
export const WireNodes: z.ZodType<WireNodes> = z
  .object({ errors: z.array(z.unknown()).nullish(), nodes: z.array(z.unknown()).nullish() })
  .refine(({ errors, nodes }) => nodes != null || (errors ?? []).length > 0, {
    path: ['nodes'],
    message: 'expected a list of nodes',
  })

/** A node that was read, or what is wrong with it. */
export type ReadNode = { readonly node: SlurmNode } | { readonly issues: readonly string[] }

/**
 * Reads one node.
 *
 * @param row - Any value.
 * @example
 * readNode({ name: 'n1', state: ['IDLE'], gres: 42 }) // => { issues: ['gres: Invalid input: expected string, received number'] }
 */
export const readNode = (row: unknown): ReadNode => {
  const read = wireNode.safeParse(row)
  return read.success ? { node: read.data } : { issues: issuesOf(read.error, 'node') }
}
