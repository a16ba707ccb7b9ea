import type { Warning } from '@aima/gpu-core'
import { err, ok, type Result } from 'neverthrow'
import { hasNoGpu, WireServer } from './wire.ts'

/** One type of instance in one zone. */
export interface ServerType {
  /** The zone. */
  readonly zone: string
  /** Scaleway's name of the type. */
  readonly type: string
  /** What it is. */
  readonly server: WireServer
}

/** A row that was left out. */
export type BadRow = Extract<Warning, { readonly kind: 'bad-row' }>

/** The types with GPUs, and those that could not be read. */
export interface ReadRows {
  /** The types. */
  readonly rows: readonly ServerType[]
  /** The others. */
  readonly bad: readonly BadRow[]
}

const longestName = 64
const plainName = /^[A-Za-z0-9][\w.-]*$/

const isPlain = (type: string): boolean => type.length <= longestName && plainName.test(type)

/** The type, or what was expected of it. */
const readRow = (type: string, row: unknown): Result<WireServer, readonly string[]> => {
  if (!isPlain(type)) return err(['name: expected that of a type'])
  const read = WireServer.safeParse(row)
  if (read.success) return ok(read.data)
  return err(
    read.error.issues.map(({ path, message }) =>
      path.length === 0 ? message : `${path.join('.')}: ${message}`,
    ),
  )
}

/**
 * Reads the types of a zone that have GPUs. A faulty one costs a warning.
 *
 * @param zone - The zone.
 * @param servers - Any values by the name of their type.
 * @example
 * const servers = new Map<string, unknown>([['L4-1-24G', { gpu: 1 }], ['DEV1-S', { gpu: 0 }], ['L4-2-24G', { gpu: 'two' }]])
 * const { rows, bad } = readRows('fr-par-2', servers)
 * rows.map(({ type }) => type) // => ['L4-1-24G']
 * bad.map(({ row }) => row) // => ['fr-par-2: L4-2-24G']
 */
export const readRows = (zone: string, servers: ReadonlyMap<string, unknown>): ReadRows => {
  const rows: ServerType[] = []
  const bad: BadRow[] = []
  for (const [type, row] of servers) {
    if (hasNoGpu(row)) continue
    readRow(type, row).match(
      (server) => rows.push({ zone, type, server }),
      (issues) => bad.push({ kind: 'bad-row', row: `${zone}: ${type.slice(0, longestName)}`, issues }),
    )
  }
  return { rows, bad }
}
