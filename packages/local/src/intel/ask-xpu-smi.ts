import { memoryOf } from '../host/device-memory.ts'
import type { HostAccess } from '../host/host-access.ts'
import { parseJsonOutput } from '../host/json-output.ts'
import { modelOf } from '../host/model-of.ts'
import { pciAddressOf } from '../host/pci-address.ts'
import { bytesOf, celsiusOf, shareOf, wattsOf } from '../host/quantity.ts'
import { faultOfText, oneOfEachKind } from '../host/run-fault.ts'
import { faultBySayings, type Saying } from '../host/said-fault.ts'
import type { ToolRun } from '../host/tool-run.ts'
import type { VendorFindings } from '../host/vendor-findings.ts'
import type { Device } from '../inventory.ts'
import type { ProbeFault } from '../probe-fault.ts'
import { isIntegrated } from './integrated.ts'
import { metricsIn, type Xpu, type XpuUser, xpuIn, xpusIn, xpuUsersIn } from './xpu-smi-wire.ts'

const mebibyte = 2 ** 20

/** `ps` divides bytes by 1000. Source: intel/xpumanager, core_stub.cpp, 2026-11-25. */
const bytesPerProcessUnit = 1_000

const json = (run: ToolRun | undefined): unknown =>
  run?.end.kind === 'exited' ? parseJsonOutput(run.stdout) : undefined

const eccOf = (state: string | undefined) =>
  state === undefined
    ? undefined
    : { enabled: /^enabled$/i.test(state) ? true : /^disabled$/i.test(state) ? false : undefined }

/** What xpu-smi told of one GPU. */
interface Told {
  readonly xpu: Xpu
  readonly metrics: ReadonlyMap<string, number>
  readonly users: readonly XpuUser[] | undefined
}

const toDevice = ({ xpu, metrics, users }: Told): Device => {
  const name = xpu.device_name ?? 'Intel GPU'
  const pciAddress = pciAddressOf(xpu.pci_bdf_address)
  const unified = isIntegrated(pciAddress)
  const totalBytes = xpu.memory_physical_size_byte
  const usedMiB = metrics.get('XPUM_STATS_MEMORY_USED')
  const usedBytes = bytesOf(usedMiB, mebibyte)
  return {
    vendor: 'intel',
    index: xpu.device_id,
    uuid: xpu.uuid,
    pciAddress,
    name,
    model: modelOf(name, unified || totalBytes === 0 ? undefined : totalBytes)?.model,
    memory: memoryOf({ totalBytes, usedBytes, freeBytes: xpu.memory_free_size_byte }, unified),
    utilisation: shareOf(metrics.get('XPUM_STATS_GPU_UTILIZATION')),
    temperatureC: celsiusOf(metrics.get('XPUM_STATS_GPU_CORE_TEMPERATURE')),
    powerW: wattsOf(metrics.get('XPUM_STATS_POWER')),
    processes: users?.flatMap(({ device_id, process_id, process_name, mem_size }) =>
      device_id !== xpu.device_id || process_id === undefined
        ? []
        : [
            {
              pid: process_id,
              name: process_name,
              usedBytes: bytesOf(mem_size, bytesPerProcessUnit),
            },
          ],
    ),
    ecc: eccOf(xpu.memory_ecc_state),
    warnings: [],
    driverVersion: xpu.driver_version,
  }
}

const told = (values: Xpu): Partial<Xpu> =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined))

const readDetails = async (
  host: HostAccess,
  xpu: Xpu,
): Promise<{ device: Omit<Told, 'users'>; runs: readonly ToolRun[] }> => {
  const id = String(xpu.device_id)
  const runs = await Promise.all([
    host.run('xpu-smi', ['discovery', '-d', id, '-j']),
    host.run('xpu-smi', ['stats', '-d', id, '-j']),
  ])
  const [details, stats] = runs
  const more = xpuIn(json(details))
  return {
    device: {
      xpu: { ...xpu, ...(more && told(more)), device_id: xpu.device_id },
      metrics: metricsIn(json(stats)),
    },
    runs: runs.filter((run) => run !== undefined),
  }
}

/** What xpu-smi says when it cannot work. */
const sayings: readonly Saying[] = [
  {
    pattern: /permission|privilege/i,
    kind: 'no-permission',
    hint: 'Add this user to the groups render and video.',
  },
  {
    pattern: /level.?zero|ZE_RESULT|zeInit|fail.{0,20}init|init.{0,20}fail/i,
    kind: 'driver-broken',
    hint: 'Install the Level Zero driver, and look at the kernel log for i915 or xe.',
  },
]

const xpuFaultOf = (run: ToolRun): ProbeFault => faultBySayings(run, sayings)

/** Faults of runs that only add to what is known; one of each kind, since they mostly fail together. */
const faultsOf = (runs: readonly ToolRun[]): readonly ProbeFault[] =>
  oneOfEachKind(runs.filter((run) => json(run) === undefined).map(xpuFaultOf))

/**
 * Asks `xpu-smi` for its GPUs, their memory, what they do and who uses them.
 *
 * @param host - The host.
 * @returns Its findings: no device without a fault that says why. Undefined: the tool is not installed.
 */
export const askXpuSmi = async (host: HostAccess): Promise<VendorFindings | undefined> => {
  const run = await host.run('xpu-smi', ['discovery', '-j'])
  if (run === undefined) return undefined
  const found = xpusIn(json(run))
  // A virtual function is a part of a GPU that is listed too.
  const xpus = found?.filter(({ device_function_type: type }) => !/virtual/i.test(type ?? ''))
  if (xpus === undefined) return { devices: [], unusable: [], faults: [xpuFaultOf(run)] }
  if (xpus.length === 0)
    return {
      devices: [],
      unusable: [],
      faults: [faultOfText(run, 'no-gpu', 'No Intel GPU is visible here.')],
    }
  const [list, ...details] = await Promise.all([
    host.run('xpu-smi', ['ps', '-j']),
    ...xpus.map((xpu) => readDetails(host, xpu)),
  ])
  const users = xpuUsersIn(json(list))
  return {
    devices: details.map(({ device }) => toDevice({ ...device, users })),
    unusable: [],
    faults: faultsOf([...(list === undefined ? [] : [list]), ...details.flatMap(({ runs }) => runs)]),
  }
}
