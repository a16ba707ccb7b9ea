import type { ListError, Warning } from '@aima/gpu-core'
import { err, ok, type Result } from 'neverthrow'
import { type Connection, type NamedRows, readList } from './client.ts'
import type { StockedType } from './convert.ts'
import { type BadRow, readRows } from './rows.ts'
import { stockOf } from './stock.ts'

/** What a zone has. */
export interface Zone {
  /** Its types with GPUs. */
  readonly types: readonly StockedType[]
  /** Rows that could not be read. */
  readonly bad: readonly BadRow[]
  /** Parts that are missing. */
  readonly missing: readonly Warning[]
}

const nothing: ReadonlyMap<string, unknown> = new Map()

const missingPage = (part: string, { missing }: NamedRows): readonly Warning[] =>
  missing === undefined
    ? []
    : [{ kind: 'part-missing', part: `${part}, page ${missing.page}`, error: missing.error }]

const missingPart = (part: string, listed: Result<NamedRows, ListError>): readonly Warning[] =>
  listed.match(
    (rows) => missingPage(part, rows),
    (error) => [{ kind: 'part-missing', part, error }],
  )

/**
 * Reads a zone: its types, and then their stock, without which they are offers all the same.
 *
 * @param connection - Where to.
 * @param zone - The zone.
 * @returns Its types; the error when they cannot be had, or when somebody cancelled.
 */
export const readZone = async (connection: Connection, zone: string): Promise<Result<Zone, ListError>> => {
  const servers = await readList(connection, `${zone}/products/servers`)
  if (servers.isErr()) return err(servers.error)
  const { rows, bad } = readRows(zone, servers.value.rows)
  const missing = missingPage(zone, servers.value)
  if (rows.length === 0) return ok({ types: [], bad, missing })
  const stock = await readList(connection, `${zone}/products/servers/availability`)
  if (stock.isErr() && stock.error.kind === 'cancelled') return err(stock.error)
  const stockByType = stock.isOk() ? stock.value.rows : nothing
  return ok({
    types: rows.map((row) => ({ ...row, stock: stockOf(stockByType.get(row.type)) })),
    bad,
    missing: [...missing, ...missingPart(`stock of ${zone}`, stock)],
  })
}
