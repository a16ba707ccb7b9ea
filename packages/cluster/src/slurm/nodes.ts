import type { ListError, Warning } from '@aima/gpu-core'
import { err, ok, type Result } from 'neverthrow'
import { memberOf } from '../member-of.ts'
import { nodeRow } from '../node-name.ts'
import type { SlurmNode } from './slurm-node.ts'
import { readNode, type WireNodes } from './wire.ts'

/** The nodes of one reply, and the rows that are none. */
export interface SlurmNodes {
  /** The nodes, each once. */
  readonly nodes: readonly SlurmNode[]
  /** A warning for each row that was left out. */
  readonly warnings: readonly Warning[]
}

const readRows = (rows: readonly unknown[]): SlurmNodes => {
  const nodes = new Map<string, SlurmNode>()
  const warnings: Warning[] = []
  for (const [index, row] of rows.entries()) {
    const read = readNode(row)
    const issues = 'issues' in read ? read.issues : ['name: expected once']
    if ('node' in read && !nodes.has(read.node.name)) nodes.set(read.node.name, read.node)
    else warnings.push({ kind: 'bad-row', row: nodeRow(memberOf(row, 'name'), index), issues })
  }
  return { nodes: [...nodes.values()], warnings }
}

/**
 * Reads a reply in JSON. Errors come first: `sinfo` prints them with an empty list and exits with 0.
 *
 * @param reply - The reply.
 * @returns The nodes; `unreachable` when Slurm could not reach its controller, `unexpected-shape` when no row can be read.
 * @example
 * readNodes({ errors: [{ error: 'Unspecified error' }], nodes: [] })._unsafeUnwrapErr().kind // => 'unreachable'
 */
export const readNodes = ({ errors, nodes }: WireNodes): Result<SlurmNodes, ListError> => {
  const rows = nodes ?? []
  const hasErrors = (errors ?? []).length > 0
  if (rows.length === 0 && hasErrors)
    return err({ kind: 'unreachable', target: 'slurmctld', code: 'SLURM_ERROR' })
  const read = readRows(rows)
  const issues = read.warnings.flatMap((warning) => (warning.kind === 'bad-row' ? warning.issues : []))
  if (read.nodes.length === 0 && issues.length > 0)
    return err({ kind: 'unexpected-shape', issues: issues.slice(0, 5) })
  if (!hasErrors) return ok(read)
  const partial: Warning = {
    kind: 'limited',
    reason: 'Slurm reported an error beside its nodes, so some may be missing',
  }
  return ok({ ...read, warnings: [...read.warnings, partial] })
}
