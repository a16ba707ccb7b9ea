import type { RecordedRequest, Reply, Route } from '@aima/gpu-testing'
import { type Rows, type RowsByZone, serversByZone, stockByZone } from './fixtures.ts'

/** What a market holds, by zone. */
export interface Market {
  /** Types. */
  readonly servers: RowsByZone
  /** Stock. */
  readonly stock: RowsByZone
}

/** The fixtures. */
const smallMarket: Market = { servers: serversByZone, stock: stockByZone }

const numbered = (count: number, row: unknown, name: (index: number) => string): Rows =>
  Object.fromEntries(Array.from({ length: count }, (_, index) => [name(index), row]))

const typesOfZone = 134

const filledUp = (rows: Rows, row: unknown): Rows => ({
  ...numbered(typesOfZone - Object.keys(rows).length, row, (index) => `CPU-${index}C`),
  ...rows,
})

const mapRows = (byZone: RowsByZone, change: (rows: Rows) => Rows): RowsByZone =>
  Object.fromEntries(Object.entries(byZone).map(([zone, rows]) => [zone, change(rows)]))

/** As many types in each zone as a real one has; those with GPUs come last. */
export const fullMarket: Market = {
  servers: mapRows(serversByZone, (rows) => filledUp(rows, { gpu: 0, gpu_info: null })),
  stock: mapRows(stockByZone, (rows) => filledUp(rows, { availability: 'available' })),
}

/** So many types with a GPU in Paris, and as many in Warsaw. */
export const crowdedMarket = (count: number): Market => {
  const servers = numbered(count, serversByZone['fr-par-2']?.['L4-1-24G'], (index) => `L4-${index}-24G`)
  const stock = numbered(count, { availability: 'available' }, (index) => `L4-${index}-24G`)
  return {
    servers: { 'fr-par-2': servers, 'pl-waw-2': servers },
    stock: { 'fr-par-2': stock, 'pl-waw-2': stock },
  }
}

const rowsPerPage = 50
const mostRowsPerPage = 100

/** A page as Scaleway cuts it: 50 rows unless more are asked for, 100 at most, and an empty one behind the last. */
const pageOf = (rows: Rows, { query }: RecordedRequest): Reply => {
  const size = Math.min(Number(query.get('per_page') ?? rowsPerPage), mostRowsPerPage)
  const start = (Number(query.get('page') ?? 1) - 1) * size
  return { json: { servers: Object.fromEntries(Object.entries(rows).slice(start, start + size)) } }
}

/** Path of the types of a zone, or of all zones. */
export const serversPath = (zone = '[^/]+'): RegExp =>
  new RegExp(`^/instance/v1/zones/${zone}/products/servers$`)

/** Path of the stock of a zone, or of all zones. */
export const stockPath = (zone = '[^/]+'): RegExp =>
  new RegExp(`^/instance/v1/zones/${zone}/products/servers/availability$`)

const zoneOf = ({ path }: RecordedRequest): string => path.split('/')[4] ?? ''

/** Serves a market. Unknown zones are empty. */
export const marketRoutes = ({ servers, stock }: Market = smallMarket): readonly Route[] => [
  {
    method: 'GET',
    path: serversPath(),
    reply: (request) => pageOf(servers[zoneOf(request)] ?? {}, request),
  },
  { method: 'GET', path: stockPath(), reply: (request) => pageOf(stock[zoneOf(request)] ?? {}, request) },
]
