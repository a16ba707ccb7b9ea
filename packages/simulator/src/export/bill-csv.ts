import type { BillLine } from '../result/bill-line.ts'
import type { SimulationResult } from '../result/simulation-result.ts'
import { type Columns, csvTable } from './csv-table.ts'

const columns: Columns<BillLine> = {
  jobId: ({ jobId }) => jobId,
  offerId: ({ offerId }) => offerId,
  provider: ({ provider }) => provider,
  item: ({ item }) => item,
  atMs: ({ atMs }) => atMs,
  quantity: ({ quantity }) => quantity,
  unit: ({ unit }) => unit,
  usdPerUnit: ({ usdPerUnit }) => usdPerUnit,
  usd: ({ usd }) => usd,
}

/**
 * Writes what the jobs of a result cost as CSV, a row for each line of a bill, job after job in the order in which they ended.
 *
 * Columns, as in {@link BillLine}: `jobId`, `offerId`, `provider`, `item`, `atMs` (ms since 1970-01-01 UTC), `quantity` (in `unit`), `unit`, `usdPerUnit` (USD), `usd` (USD).
 *
 * @param result - The result, with its jobs kept.
 * @example
 * billCsv({ jobs: [] }) // => 'jobId,offerId,provider,item,atMs,quantity,unit,usdPerUnit,usd\n'
 */
export const billCsv = ({ jobs }: SimulationResult): string =>
  csvTable(
    jobs.flatMap(({ bill }) => bill),
    columns,
  )
