import type { HostAccess } from '../host/host-access.ts'
import type { VendorFindings } from '../host/vendor-findings.ts'
import type { ProbeFault } from '../probe-fault.ts'
import { isFinal } from './amd-fault.ts'
import { askAmdSmi } from './ask-amd-smi.ts'
import { askRocmSmi } from './ask-rocm-smi.ts'
import { readAmdSysfs } from './read-amd-sysfs.ts'

/** Ways to ask, the best first; each is tried when the one before is not installed or failed by itself. */
const ways = [askAmdSmi, askRocmSmi, readAmdSysfs]

/**
 * Finds AMD GPUs: by `amd-smi`, else by `rocm-smi`, else by what the driver writes in `/sys`.
 *
 * A tool that hangs, is cancelled, lacks permission or says that the driver is at fault is the last that is asked: the others
 * would meet the same driver, and what they still told would pass for health.
 *
 * @param host - The host.
 * @returns Its GPUs, and the faults of every tool that was asked in vain.
 */
export const probeAmd = async (host: HostAccess): Promise<VendorFindings> => {
  const faults: ProbeFault[] = []
  for (const ask of ways) {
    const findings = await ask(host)
    if (findings === undefined) continue
    faults.push(...findings.faults)
    if (findings.devices.length > 0 || findings.faults.some(isFinal)) return { ...findings, faults }
  }
  return { devices: [], unusable: [], faults }
}
