import { err, ok, Result } from 'neverthrow'
import { z } from 'zod'
import { issueText } from '../traces/read-json.ts'
import { faultIn, type TraceFault } from '../traces/trace-fault.ts'

/** How fast one training job runs on each GPU. */
export interface MeasuredThroughput {
  /** What is trained, such as `ResNet-18`. */
  readonly model: string
  /** Size of its batch; absent: it is not told. */
  readonly batchSize?: number | undefined
  /** On how many GPUs of one machine (1 or more). */
  readonly gpuCount: number
  /**
   * Steps per second of the whole job by canonical model of the GPU, for `run.throughputByGpu`, of which only ratios count. A GPU on
   * which the job does not run is absent.
   */
  readonly throughputByGpu: Readonly<Record<string, number>>
}

/** What the trace calls GPUs. Its V100 are taken as SXM2 and its P100 as PCIe cards, as clouds rent them (assumption). */
const canonical = { k80: 'K80', p100: 'P100-PCIe-16GB', v100: 'V100-SXM2-16GB' } as const

const speed = z.number().min(0)

const Table = z.record(z.string(), z.object({ k80: speed, p100: speed, v100: speed }))

type Speeds = z.infer<typeof Table>[string]

/** A key such as `('ResNet-18 (batch size 16)', 1)`. */
const keyPattern = /^\('([^()']+?)(?: \(batch size (\d+)\))?', (\d+)\)$/

const parseJson = Result.fromThrowable((text: string): unknown => JSON.parse(text))

const lineOf = (text: string, key: string): number => {
  const index = text.indexOf(JSON.stringify(key))
  return text.slice(0, Math.max(0, index)).split('\n').length
}

const checkTable = (value: unknown, text: string): Result<z.infer<typeof Table>, TraceFault> => {
  const read = Table.safeParse(value)
  if (read.success) return ok(read.data)
  const key = read.error.issues[0]?.path[0]
  const issues = read.error.issues.filter(({ path }) => path[0] === key).map(issueText)
  return err(faultIn(lineOf(text, String(key)), ...issues))
}

const throughputOf = (speeds: Speeds): MeasuredThroughput['throughputByGpu'] =>
  Object.fromEntries(
    (['k80', 'p100', 'v100'] as const)
      .filter((gpu) => speeds[gpu] > 0)
      .map((gpu) => [canonical[gpu], speeds[gpu]]),
  )

const toThroughput = (key: string, speeds: Speeds): Result<MeasuredThroughput, string> => {
  const [, model, batchSize, gpuCount] = keyPattern.exec(key) ?? []
  if (model === undefined || !(Number(gpuCount) >= 1))
    return err(`${key}: expected a key such as ('ResNet-18 (batch size 16)', 1)`)
  return ok({
    model,
    batchSize: batchSize === undefined ? undefined : Number(batchSize),
    gpuCount: Number(gpuCount),
    throughputByGpu: throughputOf(speeds),
  })
}

/**
 * Reads how fast training jobs run on K80, P100 and V100, which shows that one number for each GPU is not enough.
 *
 * Speeds of GPUs that are spread over machines (`_unconsolidated`) are ignored.
 *
 * @param text - JSON, unpacked: for each job and number of GPUs the steps per second by GPU.
 * @returns The jobs in their order, or `unreadable-trace` with the line of the first faulty job.
 * Source: Narayanan et al., Heterogeneity-Aware Cluster Scheduling Policies (OSDI 2020), stanford-futuredata/gavel.
 * @example
 * const text = `{"('ResNet-18 (batch size 16)', 1)": { "k80": 5, "p100": 36, "v100": 0 }}`
 * readGavelThroughput(text)._unsafeUnwrap()[0]?.throughputByGpu // => { K80: 5, 'P100-PCIe-16GB': 36 }
 */
export const readGavelThroughput = (text: string): Result<readonly MeasuredThroughput[], TraceFault> =>
  parseJson(text)
    .mapErr(() => faultIn(1, 'expected JSON'))
    .andThen((value) => checkTable(value, text))
    .andThen((table) =>
      Result.combine(
        Object.entries(table).map(([key, speeds]) =>
          toThroughput(key, speeds).mapErr((issue) => faultIn(lineOf(text, key), issue)),
        ),
      ),
    )
