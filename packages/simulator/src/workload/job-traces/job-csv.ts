import { type Assumption, defaults, findGpuModel, type Job, resolveGpuModel } from '@aima/gpu-core'
import { parse } from 'csv-parse/sync'
import { Result } from 'neverthrow'
import { z } from 'zod'
import { nonNegativeCell, orEmpty, wholeCell } from '../../traces/csv-cell.ts'
import { readCsvRows } from '../../traces/read-csv-rows.ts'
import type { TraceFault } from '../../traces/trace-fault.ts'
import { fixedWorkload } from '../fixed-workload.ts'
import { nameCell } from '../trace-cells.ts'
import type { LeftOut, TraceWorkload } from './trace-workload.ts'
import { uniqueIds } from './unique-ids.ts'

const isoTime = z.iso
  .datetime({ offset: true, error: 'expected a time with a zone, such as 2026-09-01T08:00:00Z' })
  .transform((text) => Date.parse(text))

const aboveZero = nonNegativeCell.refine((value) => value > 0, 'expected a number above 0')

const gpuCell = nameCell.transform((name, context) => {
  const model = findGpuModel(name) ?? resolveGpuModel(name).unwrapOr(undefined)?.model
  if (model !== undefined) return model.model
  context.addIssue({ code: 'custom', message: 'expected a known GPU model' })
  return z.NEVER
})

const required = {
  arrives_at: isoTime,
  ref_hours: nonNegativeCell,
  confidentiality: z.string().pipe(z.enum(['public', 'internal', 'confidential'])),
}

const optional = {
  id: orEmpty(nameCell),
  reference_gpu: orEmpty(gpuCell),
  gpus: orEmpty(wholeCell),
  vram_gib: orEmpty(aboveZero),
  input_gb: orEmpty(nonNegativeCell),
  output_gb: orEmpty(nonNegativeCell),
  deadline_hours: orEmpty(aboveZero),
  workload: orEmpty(nameCell),
  urgency: orEmpty(z.enum(['low', 'normal', 'high'])),
}

type JobRow = z.infer<z.ZodObject<typeof required>> & Partial<z.infer<z.ZodObject<typeof optional>>>

const parseHeader = Result.fromThrowable(
  (text: string): readonly string[] => parse(text, { bom: true, to: 1 })[0] ?? [],
)

/** The schema of the rows of this file: all columns that must be there, and of the others those that are. */
const rowOf = (text: string) => {
  const header = parseHeader(text).unwrapOr<readonly string[]>([])
  const fields = Object.entries(optional).filter(([name]) => header.includes(name))
  return z.object({ ...required, ...Object.fromEntries(fields) })
}

const toJob = (row: JobRow, id: string): Job => ({
  id,
  confidentiality: row.confidentiality,
  urgency: row.urgency,
  workload: row.workload,
  needs: { gpuCount: row.gpus, vramGiB: row.vram_gib },
  run: {
    refHours: row.ref_hours,
    referenceGpu: row.reference_gpu ?? defaults.referenceGpu,
    referenceGpuCount: row.gpus,
  },
  data: { inputGB: row.input_gb ?? 0, outputGB: row.output_gb ?? 0 },
  deadlineHours: row.deadline_hours,
})

/** Columns whose absence means a number or a name; absence of the others means that there is no such thing. */
const filledIn = [
  { column: 'reference_gpu', name: 'referenceGpu', value: defaults.referenceGpu, unit: '' },
  { column: 'gpus', name: 'gpuCount', value: 1, unit: '' },
  { column: 'input_gb', name: 'inputGB', value: 0, unit: 'GB' },
  { column: 'output_gb', name: 'outputGB', value: 0, unit: 'GB' },
  { column: 'urgency', name: 'urgency', value: 'normal', unit: '' },
] as const

const assumptionsOf = (rows: readonly JobRow[]): readonly Assumption[] =>
  filledIn.flatMap(({ column, ...filled }) => {
    const empty = rows.filter((row) => row[column] === undefined).length
    const basis = `${column} is empty in ${empty} of ${rows.length} rows`
    return empty === 0 ? [] : [{ ...filled, basis }]
  })

const sift = (rows: readonly JobRow[]) => {
  const leftOut: LeftOut = {
    withoutGpu: rows.filter(({ gpus }) => gpus === 0).length,
    withoutDuration: rows.filter(({ gpus, ref_hours }) => gpus !== 0 && ref_hours === 0).length,
    tooManyGpus: 0,
  }
  const kept = rows.filter(({ gpus, ref_hours }) => gpus !== 0 && ref_hours > 0)
  return { kept: [...kept].sort((one, other) => one.arrives_at - other.arrives_at), leftOut }
}

const toWorkload = (rows: readonly JobRow[]): TraceWorkload => {
  const { kept, leftOut } = sift(rows)
  const ids = uniqueIds(kept.map(({ id }, index) => id ?? `job-${index + 1}`))
  const arrivals = kept.map((row, index) => ({ atMs: row.arrives_at, job: toJob(row, ids[index] ?? '') }))
  return {
    workload: fixedWorkload(arrivals),
    jobs: kept.length,
    leftOut,
    assumptions: assumptionsOf(kept),
  }
}

/**
 * Reads jobs from a CSV of our own, one on each line. The first line names the columns, in any order; others are ignored.
 *
 * | column | what | empty or absent |
 * | --- | --- | --- |
 * | `arrives_at` | ISO 8601 with a zone, such as `2026-09-01T08:00:00Z` | a fault |
 * | `ref_hours` | hours of work on the reference device; a job of 0 is left out | a fault |
 * | `confidentiality` | `public`, `internal` or `confidential` | a fault: somebody must have decided it |
 * | `id` | name; one that comes again gets a number | `job-1` and so on, by arrival |
 * | `reference_gpu` | GPU on which `ref_hours` was measured, in any usual spelling | core's reference GPU |
 * | `gpus` | least GPUs, on as many of which `ref_hours` was measured; a job of 0 is left out | 1 |
 * | `vram_gib` | least memory of each GPU (GiB, above 0) | no demand |
 * | `input_gb`, `output_gb` | what is moved (GB) | 0 |
 * | `deadline_hours` | hours from the arrival until it is due (above 0) | never |
 * | `workload` | class of work | none |
 * | `urgency` | `low`, `normal` or `high` | `normal` |
 *
 * @param text - The text.
 * @returns The workload with every default that was used, or `unreadable-trace`.
 * @example
 * const { workload, assumptions } = readJobCsv('arrives_at,ref_hours,confidentiality\n2026-09-01T08:00:00Z,2,internal')._unsafeUnwrap()
 * ;[Array.from(workload, ({ job }) => job.id), assumptions.length] // => [['job-1'], 5]
 */
export const readJobCsv = (text: string): Result<TraceWorkload, TraceFault> =>
  readCsvRows<JobRow>(text, rowOf(text)).map(toWorkload)
