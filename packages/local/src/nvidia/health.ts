import type { HealthWarning, UnusableReason } from '../inventory.ts'
import { readWord } from './cell.ts'
import { type Sickness, sicknessIn } from './sickness.ts'

/** What a view says of the health of a GPU. Each is the text that stands there; absent: the view does not tell. */
export interface Signals {
  /** What stands for its name. */
  readonly name?: string | undefined
  /** What stands for its UUID and its index. */
  readonly identity: readonly (string | undefined)[]
  /** What stands for memory, load and temperature. */
  readonly vital: readonly (string | undefined)[]
  /** What the driver wants done (570 and later): `None`, `Reset`, `Reboot`, … */
  readonly recoveryAction?: string | undefined
  /** `Yes`: it needs a reset (535 to 550). */
  readonly resets: readonly (string | undefined)[]
  /** `Yes`: memory can no longer be repaired. */
  readonly failures: readonly (string | undefined)[]
  /** `Yes`: rows are replaced at the next reset. */
  readonly remapPending?: string | undefined
  /** `Yes`: pages are retired at the next reset. */
  readonly retirements: readonly (string | undefined)[]
  /** Uncorrected memory errors since the driver was loaded. */
  readonly uncorrected?: number | undefined
  /** Compute mode. */
  readonly computeMode?: string | undefined
  /** State of its NVSwitch fabric. */
  readonly fabricState?: string | undefined
  /** How joining the fabric ended. */
  readonly fabricStatus?: string | undefined
  /** Whether a change of the MIG mode waits for a reset. */
  readonly isMigChangePending: boolean
  /** `Active`: slowed because of heat. */
  readonly heat: readonly (string | undefined)[]
  /** `Active`: slowed by the hardware. */
  readonly hardware: readonly (string | undefined)[]
  /** Whether it is at the temperature from which it slows down. */
  readonly isHot: boolean
  /** Whether it is a virtual GPU without a licence. */
  readonly isUnlicensed: boolean
}

/** What the signals mean. */
export interface Verdict {
  /** Why it cannot be used; absent: it can. */
  readonly sickness?: Sickness | undefined
  /** What is amiss although it can be used. */
  readonly warnings: readonly HealthWarning[]
}

const isYes = (text: string | undefined): boolean => text?.trim().toLowerCase() === 'yes'

const isActive = (text: string | undefined): boolean => text?.trim().toLowerCase() === 'active'

const isLostOrBlocked = ({ reason }: Sickness): boolean => reason !== 'no-permission'

/** A value that may not be read (in a container) is no sickness, unless it is the name. Vital values are often unknown on healthy GPUs. */
const sicknessBySight = ({ name, identity, vital }: Signals): Sickness | undefined =>
  sicknessIn(name) ??
  identity
    .map(sicknessIn)
    .find(
      (sickness) => sickness !== undefined && (isLostOrBlocked(sickness) || /blocked/.test(sickness.text)),
    ) ??
  vital.map(sicknessIn).find((sickness) => sickness?.reason === 'lost' || sickness?.reason === 'needs-reset')

/** Whether a text names something other than the wished state. `N/A` is said where there is no such thing. */
const isOther = (text: string | undefined, wished: string): boolean => {
  const word = readWord(text)?.toLowerCase()
  return word !== undefined && word !== wished
}

const tell = (condition: boolean, reason: UnusableReason, text: string): readonly Sickness[] =>
  condition ? [{ reason, text }] : []

const sicknessBySignal = (signals: Signals): Sickness | undefined => {
  const { recoveryAction, fabricState, fabricStatus } = signals
  const [first] = [
    ...tell(signals.failures.some(isYes), 'needs-replacement', 'Memory rows can no longer be replaced'),
    ...tell(isOther(recoveryAction, 'none'), 'needs-reset', `Recovery action: ${readWord(recoveryAction)}`),
    ...tell(signals.resets.some(isYes), 'needs-reset', 'Reset required'),
    ...tell(
      isOther(fabricState, 'completed') || isOther(fabricStatus, 'success'),
      'no-fabric',
      `Fabric: ${[fabricState, fabricStatus].flatMap((text) => readWord(text) ?? []).join(', ')}`,
    ),
    ...tell(
      signals.computeMode?.trim().toLowerCase() === 'prohibited',
      'prohibited',
      'Compute mode: Prohibited',
    ),
  ]
  return first
}

const warn = (condition: boolean, warning: HealthWarning): readonly HealthWarning[] =>
  condition ? [warning] : []

/**
 * Tells whether a GPU can be used, and what is amiss.
 *
 * @param signals - What a view says of it.
 * @returns A reason not to use it, or warnings, or neither.
 * Source of the rules: field descriptions of `nvidia-smi --help-query-gpu` (340 to 610) and NVIDIA's notes on row remapping.
 */
export const judge = (signals: Signals): Verdict => ({
  sickness: sicknessBySight(signals) ?? sicknessBySignal(signals),
  warnings: [
    ...warn(isYes(signals.remapPending), 'row-remap-pending'),
    ...warn(signals.retirements.some(isYes), 'page-retirement-pending'),
    ...warn((signals.uncorrected ?? 0) > 0, 'uncorrected-errors'),
    ...warn(signals.isMigChangePending, 'mig-change-pending'),
    ...warn(signals.heat.some(isActive), 'slowed-by-heat'),
    ...warn(signals.hardware.some(isActive), 'slowed-by-hardware'),
    ...warn(signals.isHot, 'hot'),
    ...warn(signals.isUnlicensed, 'unlicensed'),
  ],
})
