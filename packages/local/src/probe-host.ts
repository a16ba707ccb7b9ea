import { hostname } from 'node:os'
import type { Vendor } from '@aima/gpu-core'
import { createLocalHost } from './host/local-host.ts'
import { readMachine } from './host/machine.ts'
import { checkProbeOptions, deadlineOf, type ProbeOptions } from './host/probe-options.ts'
import { createSharedProbes } from './host/shared-probes.ts'
import { takeInventory } from './host/take-inventory.ts'
import { visibilityIn } from './host/visibility.ts'
import type { HostInventory } from './inventory.ts'
import type { ProbeFault } from './probe-fault.ts'

export type { ProbeOptions } from './host/probe-options.ts'

/** An output is read all at once, 4 MiB of XML in about a second, and nothing can interrupt that. */
const defaultOutputBytes = 4 * 2 ** 20

const allVendors: readonly Vendor[] = ['nvidia', 'amd', 'intel', 'apple']

/** How long before the deadline tools are killed, so that their end is told in time on a busy machine (ms, and share at most). */
const reserve = { ms: 100, share: 0.1 }

/** When a vendor that has not answered is left alone (ms after the deadline). */
const lastWordMs = 50

const sharedProbes = createSharedProbes()

let hasAnswered = false

/** An inventory without GPUs. */
const empty = (fault: ProbeFault, nowMs: number): HostInventory => ({
  host: hostname(),
  probedAtMs: nowMs,
  machine: readMachine(),
  devices: [],
  unusable: [],
  faults: [fault],
  visibility: visibilityIn(process.env),
})

const invalid = (issues: readonly string[]): ProbeFault => ({
  kind: 'invalid-options',
  tool: 'options',
  text: issues.join('; '),
  hint: 'Correct the options of the probe.',
})

const texts = {
  cancelled: { text: 'cancelled by the caller', hint: 'Probe again.' },
  'still-running': {
    text: 'an earlier probe did not end in time',
    hint: 'Wait for the earlier probe, or use the same options, which shares it.',
  },
} as const

const probe = (options: ProbeOptions): Promise<HostInventory> => {
  const calledAtMs = performance.now()
  const deadlineMs = deadlineOf(options, hasAnswered)
  const maximumOutputBytes = options.maximumOutputBytes ?? defaultOutputBytes
  const { toolPaths, vendors = allVendors, nowMs = Date.now() } = options
  return sharedProbes({
    key: JSON.stringify([deadlineMs, maximumOutputBytes, vendors, Object.entries(toolPaths ?? {}).sort()]),
    timeoutMs: deadlineMs,
    signal: options.signal,
    instead: (kind) => empty({ kind, tool: 'probe', ...texts[kind] }, nowMs),
    probe: async (signal) => {
      const deadlineAtMs = calledAtMs + deadlineMs
      const endsAtMs = deadlineAtMs - Math.min(reserve.ms, reserve.share * deadlineMs)
      const host = createLocalHost({ endsAtMs, maximumOutputBytes, toolPaths, signal })
      const timeoutMs = deadlineAtMs + lastWordMs - performance.now()
      const inventory = await takeInventory(host, { vendors, nowMs, timeoutMs })
      hasAnswered ||= inventory.faults.every(({ kind }) => kind !== 'timed-out' && kind !== 'cancelled')
      return inventory
    },
  })
}

/**
 * Finds the GPUs of this machine: what they are, what is free now, what is sick, and why there is none.
 *
 * Runs the tools of the vendors (`nvidia-smi`, `amd-smi` or `rocm-smi`, `xpu-smi`, `system_profiler`) without a shell, and reads
 * `/proc` and `/sys`. It needs no privileges and changes nothing. At most one probe runs: a call with equal options shares the one
 * that runs, another waits for its turn within its own deadline. A tool that hangs is killed with everything that it started;
 * one that cannot be killed is left alone, and is not started again while it lives.
 *
 * @param options - Options, all with defaults. Wrong ones are a fault `invalid-options`, and nothing is probed.
 * @returns The inventory, at most 200 ms after the deadline whatever the tools do; only the reading of an output of megabytes that comes
 *   last of all can add a second. Never rejects. Without any device there is a
 *   fault that says why: no GPU, no driver, a broken driver, no permission, no answer in time.
 * @example
 * const { faults } = await probeHost({ deadlineMs: 0 })
 * faults[0]?.kind // => 'invalid-options'
 */
export const probeHost = async (options: ProbeOptions = {}): Promise<HostInventory> =>
  checkProbeOptions(options).match(probe, async (issues) => empty(invalid(issues), Date.now()))
