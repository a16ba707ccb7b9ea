import type { HostAccess } from '../host/host-access.ts'
import { noFindings, type VendorFindings } from '../host/vendor-findings.ts'
import { toFindings } from './findings.ts'
import { readHostMemory } from './host-memory.ts'
import { seesAllProcesses } from './process-view.ts'
import { type Recovered, recover } from './recovery.ts'
import { askList, askLog, askTable, askTopology, type View } from './views.ts'

const isHidden = ({ content, failures }: View<{ readonly readings: readonly unknown[] }>): boolean =>
  failures.length > 0 && (content?.readings ?? []).length === 0

const isSilent = ({ content, failures, faults }: View<unknown>): boolean =>
  content === undefined && failures.length === 0 && faults.length === 0

const nothingRecovered: Recovered = { xml: [], csv: [], failures: [], faults: [] }

/**
 * Finds the NVIDIA GPUs of a host with `nvidia-smi`.
 *
 * Its views are asked for at once (log, table, list, ways between GPUs), because each knows what the others do not. When one bad GPU
 * keeps it from telling of any, the others are asked for one by one.
 *
 * @param host - The host. Deadlines and limits are its own; several runs at a time must be allowed.
 * @returns Devices, unusable GPUs and faults side by side. It never fails: what goes wrong is a fault.
 */
export const probeNvidia = async (host: HostAccess): Promise<VendorFindings> => {
  const [log, table, list, topology] = await Promise.all([
    askLog(host, []),
    askTable(host, []),
    askList(host),
    askTopology(host),
  ])
  if ([log, table, list].every(isSilent)) return noFindings
  const gpuList = list.content ?? { gpus: [], failures: [] }
  const indexes = gpuList.gpus.map(({ index }) => index)
  const recovered =
    isHidden(log) || isHidden(table) ? await recover(host, indexes, table.content?.fields) : nothingRecovered
  const [meminfo, seesAll] = await Promise.all([host.readText('/proc/meminfo'), seesAllProcesses(host)])
  return toFindings(
    {
      xml: [...(log.content?.readings ?? []), ...(isHidden(log) ? recovered.xml : [])],
      csv: [...(table.content?.readings ?? []), ...(isHidden(table) ? recovered.csv : [])],
      list: gpuList,
      complaints: [log.failures, table.failures, recovered.failures],
      unreadable: log.content?.unreadable ?? [],
      attached: log.content?.attached,
      faults: [...log.faults, ...table.faults, ...list.faults, ...topology.faults, ...recovered.faults],
    },
    {
      hostMemory: readHostMemory(meminfo, host.machine.ramBytes),
      seesAll,
      connections: topology.content ?? [],
    },
  )
}
