import type { MemorySizes } from '../host/device-memory.ts'
import type { Device, Ecc, GpuProcess, Mig, MigInstance } from '../inventory.ts'
import { readWord } from './cell.ts'
import type { Verdict } from './health.ts'
import type { Identity } from './identity.ts'

/** What one view says of one GPU, or what all views together say. */
export interface Reading extends Identity {
  /** Name as it is printed. */
  readonly name?: string | undefined
  /** Memory (bytes). */
  readonly memory: MemorySizes
  /** Share of time in which it worked (0 to 1). */
  readonly utilisation?: number | undefined
  /** Temperature (°C). */
  readonly temperatureC?: number | undefined
  /** Temperature from which it slows down (°C). */
  readonly slowdownC?: number | undefined
  /** Power that it draws (W). */
  readonly powerW?: number | undefined
  /** Most that it may draw (W). */
  readonly powerLimitW?: number | undefined
  /** Programs that use it; absent: not told. */
  readonly processes?: readonly GpuProcess[] | undefined
  /** How programs may share it. */
  readonly computeMode?: Device['computeMode']
  /** MIG mode; absent: it has none. */
  readonly migMode?: Pick<Mig, 'enabled' | 'changePending'> | undefined
  /** MIG instances, without UUIDs. */
  readonly instances?: readonly MigInstance[] | undefined
  /** Memory errors. */
  readonly ecc?: Ecc | undefined
  /** Driver version. */
  readonly driverVersion?: string | undefined
  /** Highest CUDA version of the driver. */
  readonly cudaVersion?: number | undefined
  /** CUDA compute capability. */
  readonly computeCapability?: number | undefined
  /** Windows' driver model. */
  readonly driverModel?: Device['driverModel']
  /** Present when it is a virtual GPU. */
  readonly virtual?: Device['virtual']
  /** Its health. */
  readonly verdict: Verdict
}

/**
 * Compute mode.
 *
 * @param cell - Such as `Exclusive_Process`.
 * @returns Undefined where it is not told or not known.
 * @example
 * toComputeMode('Exclusive_Process') // => 'exclusive'
 */
export const toComputeMode = (cell: string | undefined): Device['computeMode'] => {
  const word = readWord(cell)?.toLowerCase() ?? ''
  if (word.startsWith('exclusive')) return 'exclusive'
  return word === 'default' || word === 'prohibited' ? word : undefined
}

/**
 * Windows' driver model.
 *
 * @param cell - Such as `WDDM`.
 * @returns Undefined where there is none.
 * @example
 * toDriverModel('TCC') // => 'tcc'
 */
export const toDriverModel = (cell: string | undefined): Device['driverModel'] => {
  const word = readWord(cell)?.toLowerCase()
  return word === 'wddm' || word === 'tcc' || word === 'mcdm' ? word : undefined
}

/**
 * MIG mode.
 *
 * @param current - Such as `Enabled`.
 * @param pending - The same after the next reset.
 * @returns Undefined for a GPU that cannot be cut.
 * @example
 * toMigMode('Enabled', 'Disabled') // => { enabled: true, changePending: true }
 */
export const toMigMode = (current: string | undefined, pending: string | undefined): Reading['migMode'] => {
  const now = readWord(current)?.toLowerCase()
  if (now !== 'enabled' && now !== 'disabled') return undefined
  return { enabled: now === 'enabled', changePending: (readWord(pending)?.toLowerCase() ?? now) !== now }
}

/**
 * Whether errors are corrected.
 *
 * @param cell - `Enabled` or `Disabled`.
 * @returns Undefined where it is not told.
 * @example
 * toEnabled('Disabled') // => false
 */
export const toEnabled = (cell: string | undefined): boolean | undefined => {
  const word = readWord(cell)?.toLowerCase()
  return word === 'enabled' || word === 'disabled' ? word === 'enabled' : undefined
}

const preferFirst = <Part extends object>(first: Part, second: Part): Part => ({
  ...second,
  ...Object.fromEntries(Object.entries(first).filter(([, value]) => value !== undefined)),
})

/**
 * What two views say of one GPU, as one. The first wins where both speak, except of health: there every complaint counts.
 *
 * @param first - The view that tells more.
 * @param second - The other one.
 * @returns Both together.
 */
export const mergeReadings = (first: Reading, second: Reading): Reading => ({
  ...preferFirst(first, second),
  memory: preferFirst(first.memory, second.memory),
  ecc: first.ecc && second.ecc ? preferFirst(first.ecc, second.ecc) : (first.ecc ?? second.ecc),
  verdict: {
    sickness: first.verdict.sickness ?? second.verdict.sickness,
    warnings: [...new Set([...first.verdict.warnings, ...second.verdict.warnings])],
  },
})
