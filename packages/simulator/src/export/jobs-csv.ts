import type { BillItem } from '../result/bill-line.ts'
import { byName } from '../result/by-name.ts'
import type { JobOutcome, RefusalCounts } from '../result/job-outcome.ts'
import type { SimulationResult } from '../result/simulation-result.ts'
import { type Cell, type Columns, csvTable } from './csv-table.ts'

const usdFor =
  (item: BillItem) =>
  ({ bill }: JobOutcome): Cell =>
    bill.reduce((sum, line) => (line.item === item ? sum + line.usd : sum), 0)

const refusalsText = (refusals: RefusalCounts): string =>
  Object.entries(refusals)
    .filter(([, count]) => count !== undefined)
    .sort(byName)
    .map(([kind, count]) => `${kind}: ${count}`)
    .join('; ')

const columns: Columns<JobOutcome> = {
  jobId: ({ jobId }) => jobId,
  workload: ({ workload }) => workload,
  confidentiality: ({ confidentiality }) => confidentiality,
  end: ({ end }) => end,
  arrivedAtMs: ({ arrivedAtMs }) => arrivedAtMs,
  endedAtMs: ({ endedAtMs }) => endedAtMs,
  waitHours: ({ waitHours }) => waitHours,
  completionHours: ({ completionHours }) => completionHours,
  lateHours: ({ lateHours }) => lateHours,
  stays: ({ stays }) => stays.length,
  lastOfferId: ({ stays }) => stays.at(-1)?.offerId ?? null,
  lastProvider: ({ stays }) => stays.at(-1)?.provider ?? null,
  interruptions: ({ interruptions }) => interruptions,
  decisions: ({ decisions }) => decisions,
  uploadedGB: ({ uploadedGB }) => uploadedGB,
  downloadedGB: ({ downloadedGB }) => downloadedGB,
  computeUsd: usdFor('compute'),
  ingressUsd: usdFor('ingress'),
  sourceEgressUsd: usdFor('source-egress'),
  egressUsd: usdFor('egress'),
  storageUsd: usdFor('storage'),
  usd: ({ usd }) => usd,
  refusals: ({ refusals }) => refusalsText(refusals),
}

/**
 * Writes the jobs of a result as CSV, a row for each, in the order in which they ended; only the names of the columns when the jobs were not kept.
 *
 * Columns, as in {@link JobOutcome} unless said otherwise; an empty cell is a null:
 *
 * - `jobId`, `workload`, `confidentiality`, `end`
 * - `arrivedAtMs`, `endedAtMs` (ms since 1970-01-01 UTC)
 * - `waitHours`, `completionHours`, `lateHours` (h)
 * - `stays`: how many machines it had; `lastOfferId` and `lastProvider`: which was the last
 * - `interruptions`, `decisions`
 * - `uploadedGB`, `downloadedGB` (GB)
 * - `computeUsd`, `ingressUsd`, `sourceEgressUsd`, `egressUsd`, `storageUsd`: sums of its bill (USD); `usd`: in all
 * - `refusals`: how many offers broke which rule first, such as `price-unknown: 2; vram-too-small: 3`
 *
 * @param result - The result.
 * @example
 * jobsCsv({ jobs: [] }).startsWith('jobId,workload,') // => true
 */
export const jobsCsv = ({ jobs }: SimulationResult): string => csvTable(jobs, columns)
