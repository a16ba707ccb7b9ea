import type { Device, Ecc } from '../inventory.ts'
import { readCount, readNumber, readWord } from './cell.ts'
import { judge, type Verdict } from './health.ts'
import { toEnabled, toMigMode } from './reading.ts'
import type { XmlElement } from './xml-element.ts'

/** Uncorrected errors: one total up to Volta, static and dynamic memory apart later, the first of them in two parts from 550 on. */
const uncorrectedIn = (gpu: XmlElement, period: 'volatile' | 'aggregate'): number | undefined => {
  const total = readCount(gpu.text('ecc_errors', period, 'double_bit', 'total'))
  const parts = [
    'sram_uncorrectable',
    'sram_uncorrectable_parity',
    'sram_uncorrectable_secded',
    'dram_uncorrectable',
  ]
  const known = parts
    .map((part) => readCount(gpu.text('ecc_errors', period, part)))
    .filter((count) => count !== undefined)
  return total ?? (known.length === 0 ? undefined : known.reduce((sum, count) => sum + count, 0))
}

/**
 * Memory errors.
 *
 * @param gpu - The `<gpu>` block.
 * @returns Undefined where it tells nothing of them.
 */
export const eccOf = (gpu: XmlElement): Ecc | undefined => {
  const ecc = {
    enabled: toEnabled(gpu.text('ecc_mode', 'current_ecc')),
    uncorrected: uncorrectedIn(gpu, 'volatile'),
    uncorrectedInLife: uncorrectedIn(gpu, 'aggregate'),
    remappedRows: readCount(gpu.text('remapped_rows', 'remapped_row_unc')),
  }
  return Object.values(ecc).every((value) => value === undefined) ? undefined : ecc
}

/** The same element under the name that it has had since 535, and before. */
const slowdown = (gpu: XmlElement, reason: string): string | undefined =>
  gpu.text('clocks_event_reasons', `clocks_event_reason_${reason}`) ??
  gpu.text('clocks_throttle_reasons', `clocks_throttle_reason_${reason}`)

const signedCelsius = (text: string | undefined): number | undefined => {
  const digits = /^(-?\d+)\s*C$/.exec(text?.trim() ?? '')?.[1]
  return digits === undefined ? undefined : Number(digits)
}

/** Older GPUs tell the temperature at which they slow down, newer ones how far they are from their limit and at which distance they do. */
const isHot = (gpu: XmlElement): boolean => {
  const now = readNumber(gpu.text('temperature', 'gpu_temp'), 'C')
  const slowAt = readNumber(gpu.text('temperature', 'gpu_temp_slow_threshold'), 'C')
  const distance = signedCelsius(gpu.text('temperature', 'gpu_temp_tlimit'))
  const slowDistance = signedCelsius(gpu.text('temperature', 'gpu_temp_slow_tlimit_threshold'))
  return (
    (now !== undefined && slowAt !== undefined && now >= slowAt) ||
    (distance !== undefined && slowDistance !== undefined && distance <= slowDistance)
  )
}

/**
 * Whether it is a virtual GPU, and whether it is licensed.
 *
 * @param gpu - The `<gpu>` block.
 * @returns Undefined for a whole GPU.
 */
export const virtualOf = (gpu: XmlElement): Device['virtual'] => {
  const mode = readWord(gpu.text('gpu_virtualization_mode', 'virtualization_mode'))?.toLowerCase()
  if (mode !== 'vgpu') return undefined
  const status =
    readWord(gpu.text('vgpu_software_licensed_product', 'license_status')) ??
    readWord(gpu.text('grid_licensed_product', 'license_status'))
  if (status === undefined) return {}
  return { licensed: /^licensed/i.test(status) }
}

/**
 * Its health.
 *
 * @param gpu - The `<gpu>` block.
 * @returns The verdict.
 */
export const verdictOf = (gpu: XmlElement): Verdict =>
  judge({
    name: gpu.text('product_name'),
    identity: [gpu.text('uuid')],
    vital: [
      gpu.text('fb_memory_usage', 'total'),
      gpu.text('fb_memory_usage', 'used'),
      gpu.text('utilization', 'gpu_util'),
      gpu.text('temperature', 'gpu_temp'),
    ],
    recoveryAction: gpu.text('gpu_recovery_action'),
    resets: [
      gpu.text('gpu_reset_status', 'reset_required'),
      gpu.text('gpu_reset_status', 'drain_and_reset_recommended'),
    ],
    failures: [
      gpu.text('remapped_rows', 'remapped_row_failure'),
      gpu.text('ecc_errors', 'unrepairable_memory'),
    ],
    remapPending: gpu.text('remapped_rows', 'remapped_row_pending'),
    retirements: [
      gpu.text('retired_pages', 'pending_retirement'),
      gpu.text('retired_pages', 'pending_blacklist'),
    ],
    uncorrected: uncorrectedIn(gpu, 'volatile'),
    computeMode: gpu.text('compute_mode'),
    fabricState: gpu.text('fabric', 'state'),
    fabricStatus: gpu.text('fabric', 'status'),
    isMigChangePending:
      toMigMode(gpu.text('mig_mode', 'current_mig'), gpu.text('mig_mode', 'pending_mig'))?.changePending ??
      false,
    heat: [slowdown(gpu, 'hw_thermal_slowdown'), slowdown(gpu, 'sw_thermal_slowdown')],
    hardware: [slowdown(gpu, 'hw_slowdown'), slowdown(gpu, 'hw_power_brake_slowdown')],
    isHot: isHot(gpu),
    isUnlicensed: virtualOf(gpu)?.licensed === false,
  })
