import type { HostAccess } from '../host/host-access.ts'
import { parseJsonOutput } from '../host/json-output.ts'
import { faultOfRun, faultOfText } from '../host/run-fault.ts'
import type { ToolRun } from '../host/tool-run.ts'
import { noFindings, type VendorFindings } from '../host/vendor-findings.ts'
import type { ProbeFault } from '../probe-fault.ts'
import { toMacDevices } from './system-profiler.ts'
import { freeBytesIn } from './vm-stat.ts'

/** Displays, with their serial numbers, are in what the tool prints, so none of it is repeated. */
const unread = (run: ToolRun): ProbeFault =>
  faultOfRun(run) ?? {
    ...faultOfText(
      { ...run, stdout: '' },
      run.end.kind === 'exited' && run.end.code === 0 ? 'unexpected-output' : 'tool-failed',
      'Run `system_profiler SPDisplaysDataType -json` by hand.',
    ),
  }

const missing: ProbeFault = {
  kind: 'tool-failed',
  tool: 'system_profiler',
  text: 'not found',
  hint: 'It is part of macOS, in /usr/sbin; state its path in toolPaths.',
}

const nothing: ProbeFault = {
  kind: 'no-gpu',
  tool: 'system_profiler',
  text: 'no GPU of a known vendor',
  hint: 'A virtual Mac mostly has none.',
}

/**
 * Finds the GPUs of a Mac: Apple's, and those of other vendors in older Macs. Which programs use them is not told.
 *
 * @param host - The host; one that is no Mac has none and is not asked.
 * @returns Its GPUs, or the fault that says why there are none.
 */
export const probeApple = async (host: HostAccess): Promise<VendorFindings> => {
  if (host.machine.platform !== 'darwin') return noFindings
  const [run, memory] = await Promise.all([
    host.run('system_profiler', ['SPDisplaysDataType', '-json']),
    host.run('vm_stat', []),
  ])
  if (run === undefined) return { ...noFindings, faults: [missing] }
  const freeBytes = memory?.end.kind === 'exited' ? freeBytesIn(memory.stdout) : undefined
  const json = run.end.kind === 'exited' ? parseJsonOutput(run.stdout) : undefined
  const devices = toMacDevices(json, { totalBytes: host.machine.ramBytes, freeBytes })
  if (devices === undefined) return { ...noFindings, faults: [unread(run)] }
  return { devices, unusable: [], faults: devices.length > 0 ? [] : [nothing] }
}
