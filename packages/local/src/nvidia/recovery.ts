import type { HostAccess } from '../host/host-access.ts'
import type { ProbeFault } from '../probe-fault.ts'
import type { GpuField } from './csv.ts'
import type { Reading } from './reading.ts'
import type { Complaint } from './unusable.ts'
import { askLog, askTable } from './views.ts'

/** What single questions about GPUs gave. */
export interface Recovered {
  /** Readings of the logs. */
  readonly xml: readonly Reading[]
  /** Readings of the tables. */
  readonly csv: readonly Reading[]
  /** GPUs that cannot be opened either. */
  readonly failures: readonly Complaint[]
  /** What went wrong. */
  readonly faults: readonly ProbeFault[]
}

/** Each process of nvidia-smi loads the driver's library and can take seconds on a sick machine. */
const mostAtOnce = 4

const askOne = async (
  host: HostAccess,
  index: number,
  fields: readonly GpuField[] | undefined,
): Promise<Recovered> => {
  const selection = ['-i', String(index)] as const
  const table = await askTable(host, selection, fields)
  const log = await askLog(host, selection)
  const failures = [...table.failures, ...log.failures].slice(0, 1)
  // A question about one GPU that answers for another would be worse than none.
  const csv = (table.content?.readings ?? []).filter((reading) => (reading.index ?? index) === index)
  const readings = log.content?.readings ?? []
  return {
    csv,
    xml: readings.length === 1 ? readings.map((reading) => ({ ...reading, index })) : [],
    failures: csv.length + readings.length > 0 ? [] : failures.map((failure) => ({ ...failure, index })),
    faults: [...table.faults, ...log.faults],
  }
}

/**
 * Asks about GPUs one by one, after a bad one among them kept nvidia-smi from telling of any.
 *
 * @param host - The host.
 * @param indexes - The GPUs that the list still names.
 * @param fields - The fields that this driver knows.
 * @returns What could be saved.
 */
export const recover = async (
  host: HostAccess,
  indexes: readonly number[],
  fields: readonly GpuField[] | undefined,
): Promise<Recovered> => {
  const answers = new Map<number, Recovered>()
  const waiting = indexes.values()
  const work = async (): Promise<void> => {
    for (const index of waiting) answers.set(index, await askOne(host, index, fields))
  }
  await Promise.all(Array.from({ length: Math.min(mostAtOnce, indexes.length) }, work))
  // In the order of the list, not in that of the answers.
  const all = indexes.map((index) => answers.get(index)).filter((answer) => answer !== undefined)
  return {
    xml: all.flatMap(({ xml }) => xml),
    csv: all.flatMap(({ csv }) => csv),
    failures: all.flatMap(({ failures }) => failures),
    faults: all.flatMap(({ faults }) => faults),
  }
}
