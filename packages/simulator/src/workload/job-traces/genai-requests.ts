import type { InvalidOptions } from '@aima/gpu-core'
import type { Result } from 'neverthrow'
import { z } from 'zod'
import { nonNegativeCell } from '../../traces/csv-cell.ts'
import { readCsvRows } from '../../traces/read-csv-rows.ts'
import type { TraceFault } from '../../traces/trace-fault.ts'
import { nameCell, utcCell } from '../trace-cells.ts'
import type { TraceDefaults, TraceTerms } from './trace-terms.ts'
import { type TraceWorkload, traceWorkload } from './trace-workload.ts'

const RequestRow = z.object({
  gmt_create: utcCell,
  predict_type: nameCell,
  exec_time_seconds: nonNegativeCell,
})

const defaults: TraceDefaults = {
  idPrefix: 'genai-',
  workload: 'image-generation',
  referenceGpu: 'A10',
  vramGiB: 16,
}

const assumptions = [
  { name: 'gpuCount', value: 1, unit: '', basis: 'each request runs on one GPU' },
  { name: 'arrivalZone', value: 'UTC', unit: '', basis: 'the trace gives times without a zone' },
]

/**
 * Reads requests to a service of Alibaba that generates images (2024).
 *
 * Columns: `gmt_create` (when it came, taken as UTC), `predict_type`, `exec_time_seconds`; others are ignored. Requests that failed did
 * run and are kept; those of 0 s never ran and are left out. One GPU for each, an A10 as the reference and 16 GiB are assumptions.
 * Each job carries its type as the label `predict_type`.
 *
 * @param text - CSV, unpacked.
 * @param terms - What the trace does not say.
 * @returns The workload, `unreadable-trace`, or `invalid-options`.
 * Source: alibaba/clusterdata, cluster-trace-v2026-GenAI.
 * @example
 * const text = 'gmt_create,predict_type,exec_time_seconds\n2024-11-15 16:57:50,TXT_2_IMG,36\n2024-11-15 16:58:00,TXT_2_IMG,0'
 * const { jobs, leftOut } = readGenaiRequests(text)._unsafeUnwrap()
 * ;[jobs, leftOut.withoutDuration] // => [1, 1]
 */
export const readGenaiRequests = (
  text: string,
  terms: TraceTerms = {},
): Result<TraceWorkload, TraceFault | InvalidOptions> =>
  readCsvRows(text, RequestRow)
    .map((rows) =>
      rows.map((row) => ({
        atMs: row.gmt_create,
        hours: row.exec_time_seconds / 3600,
        gpus: 1,
        labels: { predict_type: row.predict_type },
      })),
    )
    .andThen((traced) => traceWorkload(traced, { terms, defaults, assumptions }))
