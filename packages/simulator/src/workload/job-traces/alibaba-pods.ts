import type { Assumption, InvalidOptions } from '@aima/gpu-core'
import type { Result } from 'neverthrow'
import { z } from 'zod'
import { nonNegativeCell, orEmpty, wholeCell } from '../../traces/csv-cell.ts'
import { readCsvRows } from '../../traces/read-csv-rows.ts'
import type { TraceFault } from '../../traces/trace-fault.ts'
import { nameCell } from '../trace-cells.ts'
import { allowedModelsIn } from './allowed-models.ts'
import type { TraceDefaults, TraceTerms } from './trace-terms.ts'
import { type TracedJob, type TraceWorkload, traceWorkload } from './trace-workload.ts'

const PodRow = z.object({
  name: nameCell,
  cpu_milli: nonNegativeCell,
  memory_mib: nonNegativeCell,
  num_gpu: wholeCell,
  gpu_milli: nonNegativeCell,
  gpu_spec: orEmpty(nameCell),
  qos: nameCell,
  creation_time: nonNegativeCell,
  deletion_time: nonNegativeCell,
  scheduled_time: orEmpty(nonNegativeCell),
})

type PodRow = z.infer<typeof PodRow>

const defaults: TraceDefaults = {
  idPrefix: 'alibaba-',
  workload: 'pod',
  referenceGpu: 'T4',
  vramGiB: 16,
}

const assumptions: readonly Assumption[] = [
  {
    name: 'gpuShare',
    value: 'whole GPU',
    unit: '',
    basis:
      'jobs of the trace that use part of a GPU take all of it, for the same time, with that part of its memory',
  },
]

/** What a caller says about Alibaba's trace beside {@link TraceTerms}. */
export interface AlibabaTerms extends TraceTerms {
  /** Moment of the trace's second 0 (ms since 1970-01-01 UTC). Default 0. */
  readonly startMs?: number | undefined
}

/** A job that was never given a machine has no duration. */
const hoursOf = ({ scheduled_time, deletion_time }: PodRow): number =>
  scheduled_time === undefined ? 0 : Math.max(0, deletion_time - scheduled_time) / 3600

const toTracedJob = (row: PodRow, startMs: number): TracedJob => ({
  name: row.name,
  atMs: startMs + row.creation_time * 1000,
  hours: hoursOf(row),
  gpus: row.num_gpu,
  gpuShare: row.gpu_milli > 0 && row.gpu_milli < 1000 ? row.gpu_milli / 1000 : 1,
  needs: {
    vcpus: row.cpu_milli / 1000,
    ramGiB: row.memory_mib / 1024,
    allowedModels: allowedModelsIn(row.gpu_spec ?? ''),
  },
  labels: { qos: row.qos },
})

/**
 * Reads the tasks of Alibaba's GPU clusters of 2023, a third of which may run on certain models only.
 *
 * Columns: `name`, `cpu_milli`, `memory_mib`, `num_gpu`, `gpu_milli` (part of a GPU), `gpu_spec` (models with `|` between them), `qos`
 * (which becomes a label), `creation_time`, `scheduled_time` and `deletion_time` (s). A job works from when it got its machine until it was deleted; one
 * that never got a machine is left out. A T4 as the reference and 16 GiB for a whole GPU are assumptions.
 *
 * @param text - CSV, unpacked.
 * @param terms - What the trace does not say.
 * @returns The workload, `unreadable-trace`, or `invalid-options`.
 * Source: alibaba/clusterdata, cluster-trace-gpu-v2023; Weng et al., Beware of Fragmentation (USENIX ATC 2023).
 * @example
 * const head = 'name,cpu_milli,memory_mib,num_gpu,gpu_milli,gpu_spec,qos,creation_time,deletion_time,scheduled_time'
 * const [arrival] = readAlibabaPods(`${head}\npod-1,6000,12288,1,500,T4,LS,0,7200,3600`)._unsafeUnwrap().workload
 * arrival?.job.needs // => { vramGiB: 8, vcpus: 6, ramGiB: 12, allowedModels: ['T4'], gpuCount: 1 }
 */
export const readAlibabaPods = (
  text: string,
  { startMs = 0, ...terms }: AlibabaTerms = {},
): Result<TraceWorkload, TraceFault | InvalidOptions> =>
  readCsvRows(text, PodRow)
    .map((rows) => rows.map((row) => toTracedJob(row, startMs)))
    .andThen((traced) => traceWorkload(traced, { terms, defaults, assumptions }))
