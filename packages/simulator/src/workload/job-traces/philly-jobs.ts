import type { InvalidOptions } from '@aima/gpu-core'
import type { Result } from 'neverthrow'
import { z } from 'zod'
import { nonNegativeCell, wholeCell } from '../../traces/csv-cell.ts'
import { readCsvRows } from '../../traces/read-csv-rows.ts'
import type { TraceFault } from '../../traces/trace-fault.ts'
import { utcCell } from '../trace-cells.ts'
import type { TraceDefaults, TraceTerms } from './trace-terms.ts'
import { type TraceWorkload, traceWorkload } from './trace-workload.ts'

const PhillyRow = z.object({ timestamp: utcCell, duration: nonNegativeCell, num_gpus: wholeCell })

const defaults: TraceDefaults = {
  idPrefix: 'philly-',
  workload: 'training',
  referenceGpu: 'P100-PCIe-16GB',
  vramGiB: 12,
}

const assumptions = [
  { name: 'arrivalZone', value: 'UTC', unit: '', basis: 'the trace gives local times without a zone' },
]

/**
 * Reads the jobs that a cluster of Microsoft (Philly) trained in 2017.
 *
 * Columns: `timestamp` (when it was submitted, taken as UTC), `duration` (s), `num_gpus`; others are ignored. The trace names neither
 * GPUs nor data: the defaults are a P100 with 16 GB as the reference and 12 GiB of memory for each GPU, both assumptions about a
 * cluster of 2017. All GPUs of a job are asked of one machine; {@link TraceTerms.mostGpus} leaves out what is too large for it.
 *
 * @param text - CSV, unpacked.
 * @param terms - What the trace does not say.
 * @returns The workload, `unreadable-trace`, or `invalid-options`.
 * Source: Jeon et al., Analysis of Large-Scale Multi-Tenant GPU Clusters (USENIX ATC 2019), trace under CC-BY-4.0.
 * @example
 * const text = 'timestamp,duration,num_gpus,gpu_time,cluster\n2017-10-09 07:01:55,7200,2,14400,a'
 * const [arrival] = readPhillyJobs(text)._unsafeUnwrap().workload
 * ;[arrival?.job.id, arrival?.job.run?.refHours, arrival?.job.needs?.gpuCount] // => ['philly-1', 2, 2]
 */
export const readPhillyJobs = (
  text: string,
  terms: TraceTerms = {},
): Result<TraceWorkload, TraceFault | InvalidOptions> =>
  readCsvRows(text, PhillyRow)
    .map((rows) =>
      rows.map((row) => ({
        atMs: row.timestamp,
        hours: row.duration / 3600,
        gpus: row.num_gpus,
      })),
    )
    .andThen((traced) => traceWorkload(traced, { terms, defaults, assumptions }))
