import type { HostAccess } from '../host/host-access.ts'
import type { VendorFindings } from '../host/vendor-findings.ts'
import type { ProbeFaultKind } from '../probe-fault.ts'
import { askXpuSmi } from './ask-xpu-smi.ts'
import { readIntelSysfs } from './read-intel-sysfs.ts'

/** Faults of the tool and not of the driver, and its "none", which it also says of integrated GPUs that it does not support. */
const toolFaults: ReadonlySet<ProbeFaultKind> = new Set([
  'no-gpu',
  'tool-failed',
  'unexpected-output',
  'too-large',
])

/**
 * Finds Intel GPUs: by `xpu-smi`, else by what the driver writes in `/sys`, which does not tell the memory.
 *
 * When the tool hangs, is cancelled, lacks permission or says that the driver is at fault, `/sys` is not asked, because what it
 * told would pass for health.
 *
 * @param host - The host.
 * @returns Its GPUs, and the faults of a tool that was asked in vain.
 */
export const probeIntel = async (host: HostAccess): Promise<VendorFindings> => {
  const asked = await askXpuSmi(host)
  if (asked === undefined) return readIntelSysfs(host)
  if (asked.devices.length > 0 || asked.faults.some(({ kind }) => !toolFaults.has(kind))) return asked
  const seen = await readIntelSysfs(host)
  return { ...seen, faults: asked.faults }
}
