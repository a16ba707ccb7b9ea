import type { HostAccess } from '../host/host-access.ts'
import { faultOfRun } from '../host/run-fault.ts'
import type { ToolRun } from '../host/tool-run.ts'
import type { ProbeFault } from '../probe-fault.ts'
import { type CsvTable, fieldsAfterRefusal, type GpuField, gpuFields, readCsv } from './csv.ts'
import { knownFaultIn, toFault, unreadFault } from './fault.ts'
import { handleFailuresIn } from './handle-failure.ts'
import { type GpuList, readList } from './list.ts'
import { type Connection, readTopology } from './topology.ts'
import type { Complaint } from './unusable.ts'
import { readXmlLog, type XmlLog } from './xml-log.ts'

/** What one view gave. */
export interface View<Content> {
  /** What it says; undefined: nothing that can be read. */
  readonly content: Content | undefined
  /** GPUs that it complains of. */
  readonly failures: readonly Complaint[]
  /** What went wrong. */
  readonly faults: readonly ProbeFault[]
}

/** Which GPU to ask about: none, for all of them, or one by its index. */
export type Selection = readonly [] | readonly ['-i', string]

/** Output in UTF-16, as some shells of Windows write it, has a zero byte in each letter. */
const textOf = ({ stdout }: ToolRun): string => stdout.replaceAll('\0', '').replace(/^[\uFEFF\uFFFD]+/, '')

const nothing = { content: undefined, failures: [], faults: [] } as const

const viewOf = <Content>(run: ToolRun | undefined, read: (text: string) => View<Content>): View<Content> => {
  if (run === undefined) return nothing
  // What a crashed run printed is read, and the crash is told beside it.
  const fault = run.end.kind === 'exited' ? undefined : faultOfRun(run)
  return fault === undefined ? read(textOf(run)) : { ...nothing, faults: [fault] }
}

/** What was cut off by a crash is told beside what was read. */
const crashFaults = (run: ToolRun | undefined): readonly ProbeFault[] =>
  run?.end.kind === 'exited' && run.end.signal !== undefined ? [unreadFault(run, '')] : []

/** More of them tell nothing new. */
const mostStrayLines = 5

const strayFaults = (lines: readonly string[]): readonly ProbeFault[] =>
  lines
    .slice(0, mostStrayLines)
    .map(
      (line) =>
        knownFaultIn(line) ??
        toFault('unexpected-output', line, 'A line of nvidia-smi that is not understood.'),
    )

const xmlFaults = ({ errorText, strayText, isComplete, readings }: XmlLog): readonly ProbeFault[] => [
  ...(errorText === undefined ? [] : strayFaults([errorText])),
  ...(strayText === '' || handleFailuresIn(strayText).length > 0 ? [] : strayFaults([strayText])),
  ...(isComplete
    ? []
    : [
        toFault(
          'unexpected-output',
          `the log ends after ${readings.length} GPUs`,
          'Probe again: the output was cut off.',
        ),
      ]),
]

/**
 * Asks for everything: `-q -x`.
 *
 * @param host - The host.
 * @param selection - Which GPU.
 * @returns The log.
 */
export const askLog = async (host: HostAccess, selection: Selection): Promise<View<XmlLog>> => {
  const run = await host.run('nvidia-smi', ['-q', '-x', ...selection])
  return viewOf(run, (text) => {
    const log = readXmlLog(text)
    const failures = handleFailuresIn(text)
    if (log !== undefined) return { content: log, failures, faults: [...xmlFaults(log), ...crashFaults(run)] }
    return {
      content: undefined,
      failures,
      faults: failures.length > 0 || !run ? [] : [unreadFault(run, text)],
    }
  })
}

/** The rows, and the fields that this driver knows. */
export interface FieldTable extends Pick<CsvTable, 'readings'> {
  /** The fields. */
  readonly fields: readonly GpuField[]
}

const readTable = (run: ToolRun, text: string, fields: readonly GpuField[]): View<FieldTable> => {
  const { readings, strayLines } = readCsv(text, fields)
  const failures = handleFailuresIn(text)
  const others = strayLines.filter((line) => handleFailuresIn(line).length === 0)
  const content = { readings, fields }
  if (readings.length > 0) return { content, failures, faults: [...strayFaults(others), ...crashFaults(run)] }
  const isSilent = text.trim() === '' && run.end.kind === 'exited' && run.end.code === 0
  return { content, failures, faults: failures.length > 0 || isSilent ? [] : [unreadFault(run, text)] }
}

/**
 * Asks for rows: `--query-gpu`. When the driver refuses a field, it is asked again without it.
 *
 * @param host - The host.
 * @param selection - Which GPU.
 * @param fields - The fields to begin with.
 * @returns The rows.
 */
export const askTable = async (
  host: HostAccess,
  selection: Selection,
  fields: readonly GpuField[] = gpuFields,
): Promise<View<FieldTable>> => {
  const query = `--query-gpu=${fields.join(',')}`
  const run = await host.run('nvidia-smi', [...selection, query, '--format=csv,noheader,nounits'])
  const fewer = run?.end.kind === 'exited' ? fieldsAfterRefusal(fields, textOf(run)) : undefined
  if (fewer !== undefined && fewer.length > 0) return askTable(host, selection, fewer)
  return viewOf(run, (text) => (run === undefined ? nothing : readTable(run, text, fields)))
}

/**
 * Asks for the list: `-L`.
 *
 * @param host - The host.
 * @returns The list.
 */
export const askList = async (host: HostAccess): Promise<View<GpuList>> => {
  const run = await host.run('nvidia-smi', ['-L'])
  return viewOf(run, (text) => {
    const list = readList(text)
    const isRead = list.gpus.length + list.failures.length > 0
    const faults = isRead || run === undefined ? crashFaults(run) : [unreadFault(run, text)]
    return { content: list, failures: list.failures, faults }
  })
}

/**
 * Asks for the ways between GPUs: `topo -m`. Windows has no such view, and nothing depends on it, so that only a tool that hangs is a
 * fault.
 *
 * @param host - The host.
 * @returns The connections.
 */
export const askTopology = async (host: HostAccess): Promise<View<readonly Connection[]>> => {
  if (host.machine.platform === 'win32') return nothing
  const run = await host.run('nvidia-smi', ['topo', '-m'])
  return viewOf(run, (text) => ({ ...nothing, content: readTopology(text) }))
}
