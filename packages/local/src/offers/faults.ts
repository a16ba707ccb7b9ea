import type { Warning } from '@aima/gpu-core'
import type { Device, HealthWarning, HostInventory, UnusableDevice, UnusableReason } from '../inventory.ts'
import type { LocalGpusOptions } from '../options.ts'
import type { ProbeFault } from '../probe-fault.ts'

/** Each kind of fault in a few words. */
const headlines: Readonly<Record<ProbeFault['kind'], string>> = {
  'no-gpu': 'no GPU',
  'no-driver': 'no driver',
  'driver-broken': 'driver broken',
  'timed-out': 'timed out',
  'still-running': 'an earlier probe hangs still',
  'no-permission': 'no permission',
  'too-large': 'output too large',
  'invalid-options': 'invalid options',
  'unexpected-output': 'unexpected output',
  'tool-failed': 'tool failed',
  cancelled: 'cancelled',
}

const faultWarning = ({ kind, tool, text, hint }: ProbeFault, host: string): Warning => {
  const said = [`${headlines[kind]} on ${host}`, tool, text].filter(Boolean).join(': ')
  return { kind: 'limited', reason: [said, hint].filter(Boolean).join('; ') }
}

/**
 * Warns of what went wrong in a probe. No GPU, no driver, a broken driver and a time-out begin with these words.
 *
 * @param inventory - What was found. Nothing found and nothing said is told as no GPU.
 * @example
 * const fault = { kind: 'no-driver', tool: 'pci', text: '10de:2204', hint: 'Install one' }
 * const machine = { platform: 'linux', architecture: 'x64', vcpus: 1, ramBytes: 1 }
 * const found = { host: 'a', probedAtMs: 0, machine, devices: [], unusable: [], faults: [fault], visibility: {} }
 * faultWarnings(found)[0].reason // => 'no driver on a: pci: 10de:2204; Install one'
 */
export const faultWarnings = ({ faults, devices, unusable, host }: HostInventory): readonly Warning[] => {
  const warnings = faults.map((fault) => faultWarning(fault, host))
  if (warnings.length + devices.length + unusable.length > 0) return warnings
  return [{ kind: 'limited', reason: `no GPU on ${host}` }]
}

const unusableBecause: Readonly<Record<UnusableReason, string>> = {
  lost: 'is lost: reboot',
  'needs-reset': 'must be reset',
  'needs-replacement': 'must be replaced',
  'no-permission': 'may not be used by this user',
  'no-driver': 'has no driver',
  prohibited: 'has the compute mode Prohibited',
  'no-fabric': 'waits for the NVLink fabric: is the fabric manager running?',
  'unknown-error': 'answers with an unknown error',
  unreadable: 'tells nothing that can be read',
}

/** Says in one English line why a GPU cannot be used. */
export const unusableNote = (
  { vendor, uuid, pciAddress, index, name, reason, text }: UnusableDevice,
  host: string,
): string => {
  const key = uuid ?? pciAddress ?? (index === undefined ? undefined : `index ${index}`)
  const gpu = `${name || `a GPU of ${vendor}`}${key === undefined ? '' : ` (${key})`} of ${host}`
  return `${gpu} ${unusableBecause[reason]}${text === '' ? '' : ` (${text.slice(0, 200)})`}`
}

const healthTexts: Readonly<Record<HealthWarning, string>> = {
  'row-remap-pending': 'must be reset soon: memory rows wait for replacement',
  'page-retirement-pending': 'must be reset soon: memory pages wait for retirement',
  'uncorrected-errors': 'has had uncorrected memory errors since its driver was loaded',
  'mig-change-pending': 'changes its MIG mode at the next reset',
  'slowed-by-heat': 'is slowed by heat',
  'slowed-by-hardware': 'is slowed by its hardware: look at its power supply',
  hot: 'is hot',
  unlicensed: 'is a virtual GPU without a licence, which is slowed',
}

/** Whether a GPU that answers is too sick to be offered, and what is to be said of it. */
export interface Sickness {
  /** Whether it is too sick. */
  readonly isSick: boolean
  /** What is amiss, in English lines. */
  readonly lines: readonly string[]
}

/**
 * Judges a GPU that answers.
 *
 * @param device - The GPU.
 * @param options - What makes it too sick. Default: uncorrected memory errors.
 * @param title - What it is called in a line.
 */
export const sicknessOf = (
  { warnings, computeMode }: Device,
  { sickWhen = ['uncorrected-errors'] }: LocalGpusOptions,
  title: string,
): Sickness => {
  if (computeMode === 'prohibited')
    return { isSick: true, lines: [`${title} ${unusableBecause.prohibited}, so it is not offered`] }
  const lines = warnings.map((warning) => {
    const end = sickWhen.includes(warning) ? ', so it is not offered' : ''
    return `${title} ${healthTexts[warning]}${end}`
  })
  return { isSick: warnings.some((warning) => sickWhen.includes(warning)), lines }
}
