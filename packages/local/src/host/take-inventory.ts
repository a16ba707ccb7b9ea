import type { Vendor } from '@aima/gpu-core'
import { ResultAsync } from 'neverthrow'
import { probeAmd } from '../amd/probe-amd.ts'
import { probeApple } from '../apple/probe-apple.ts'
import { probeIntel } from '../intel/probe-intel.ts'
import type { HostInventory, UnusableReason } from '../inventory.ts'
import { probeNvidia } from '../nvidia/probe.ts'
import { addUnlistedCards } from '../pci/add-unlisted-cards.ts'
import { readPciCards } from '../pci/pci-cards.ts'
import type { ProbeFault, ProbeFaultKind } from '../probe-fault.ts'
import type { HostAccess } from './host-access.ts'
import { mostGpus } from './most-gpus.ts'
import { oneLine } from './run-fault.ts'
import { noFindings, type VendorFindings } from './vendor-findings.ts'
import { visibilityIn } from './visibility.ts'

/** What is asked of a host. */
export interface InventoryRequest {
  /** Whose GPUs are looked for. */
  readonly vendors: readonly Vendor[]
  /** The time (ms since 1970-01-01 UTC). */
  readonly nowMs: number
  /** When everything that has not answered is given up (ms from now). It should be a little after the host's own deadline. */
  readonly timeoutMs: number
}

const probes: Readonly<Record<Vendor, (host: HostAccess) => Promise<VendorFindings>>> = {
  nvidia: probeNvidia,
  amd: probeAmd,
  intel: probeIntel,
  apple: probeApple,
}

/** A file of a driver that hangs cannot be given up, only left alone. */
const withinTime = <T>(promise: Promise<T>, timeoutMs: number, late: () => T): Promise<T> => {
  let timer: NodeJS.Timeout | undefined
  const timeout = new Promise<T>((resolve) => {
    timer = setTimeout(() => resolve(late()), timeoutMs)
  })
  return Promise.race([promise, timeout]).finally(() => clearTimeout(timer))
}

const lateFault = (vendor: Vendor, timeoutMs: number): ProbeFault => ({
  kind: 'timed-out',
  tool: vendor,
  text: `no answer in ${Math.round(timeoutMs)} ms`,
  hint: 'A file of the driver may hang: look at the kernel log.',
})

/** A probe that breaks takes nothing with it. */
const brokenFault = (vendor: Vendor, cause: unknown): ProbeFault => ({
  kind: 'unexpected-output',
  tool: vendor,
  text: oneLine(String(cause)),
  hint: 'This is a mistake in gpu-local: please report it.',
})

/** So many cards are noise, and whatever is done with each two of them would have no end. */
const withinReason = (vendor: Vendor, { devices, unusable, faults }: VendorFindings): VendorFindings => {
  if (devices.length <= mostGpus) return { devices, unusable, faults }
  const fault: ProbeFault = {
    kind: 'unexpected-output',
    tool: vendor,
    text: `${devices.length} GPUs told of, of which the first ${mostGpus} count`,
    hint: "Run the vendor's tool by hand and look at its output.",
  }
  return { devices: devices.slice(0, mostGpus), unusable, faults: [...faults, fault] }
}

const ask = (vendor: Vendor, host: HostAccess, timeoutMs: number): Promise<VendorFindings> =>
  withinTime(
    ResultAsync.fromPromise(probes[vendor](host), (cause) => cause).match(
      (findings) => withinReason(vendor, findings),
      (cause) => ({ ...noFindings, faults: [brokenFault(vendor, cause)] }),
    ),
    timeoutMs,
    () => ({ ...noFindings, faults: [lateFault(vendor, timeoutMs)] }),
  )

const noGpu = (vendors: readonly Vendor[]): ProbeFault => ({
  kind: 'no-gpu',
  tool: 'pci',
  text: `no GPU of ${vendors.join(', ')}`,
  hint: 'This machine has none, or it is not given to this container or virtual machine.',
})

/** Faults of a run, and not of what it says: several runs of one tool mostly meet the same. */
const runKinds: ReadonlySet<ProbeFaultKind> = new Set([
  'timed-out',
  'still-running',
  'too-large',
  'cancelled',
])

const onceEach = (faults: readonly ProbeFault[]): readonly ProbeFault[] =>
  faults.filter(
    ({ kind, tool }, at) =>
      !runKinds.has(kind) || faults.findIndex((fault) => fault.kind === kind && fault.tool === tool) === at,
  )

const kindOf: Readonly<Partial<Record<UnusableReason, ProbeFaultKind>>> = {
  'no-permission': 'no-permission',
  'no-driver': 'no-driver',
}

/** Without a device there is at least one fault, so that nobody takes silence for an answer. */
const withReason = (findings: VendorFindings, vendors: readonly Vendor[]): VendorFindings => {
  if (findings.devices.length > 0 || findings.faults.length > 0) return findings
  const [first] = findings.unusable
  if (first === undefined) return { ...findings, faults: [noGpu(vendors)] }
  const kind = kindOf[first.reason] ?? 'driver-broken'
  const hint = 'No GPU of this machine can be used; each one says why.'
  return { ...findings, faults: [{ kind, tool: first.vendor, text: oneLine(first.text), hint }] }
}

/**
 * Asks a host for its GPUs: all vendors at the same time, then the list of PCI cards for what they do not tell.
 *
 * @param host - The host.
 * @param request - What is asked.
 * @returns The inventory. It has a device or a fault. Never rejects, and is there when the time is over, whatever the host does.
 * @see {@link probeHost} for this machine.
 */
export const takeInventory = async (host: HostAccess, request: InventoryRequest): Promise<HostInventory> => {
  const { nowMs, timeoutMs } = request
  const vendors = [...new Set(request.vendors)]
  const [cards, ...answers] = await Promise.all([
    withinTime(
      readPciCards(host).catch(() => undefined),
      timeoutMs,
      () => undefined,
    ),
    ...vendors.map((vendor) => ask(vendor, host, timeoutMs)),
  ])
  const compared = vendors.map((vendor, at) => addUnlistedCards(vendor, answers[at] ?? noFindings, cards))
  const { devices, unusable, faults } = withReason(
    {
      devices: compared.flatMap((findings) => findings.devices),
      unusable: compared.flatMap((findings) => findings.unusable),
      faults: onceEach(compared.flatMap((findings) => findings.faults)),
    },
    vendors,
  )
  return {
    host: host.host,
    probedAtMs: nowMs,
    machine: host.machine,
    devices,
    unusable,
    faults,
    visibility: visibilityIn(host.environment),
  }
}
