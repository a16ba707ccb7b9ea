import { believableSizes } from '../host/device-memory.ts'
import { mostGpus } from '../host/most-gpus.ts'
import { pciAddressOf } from '../host/pci-address.ts'
import { readCount, readMebibytes, readNumber, readPercent, readVersion, readWord } from './cell.ts'
import { judge } from './health.ts'
import { toUuid } from './identity.ts'
import { type Reading, toComputeMode, toDriverModel, toEnabled, toMigMode } from './reading.ts'

/** A field of `--query-gpu`. */
export type GpuField = (typeof agedFields)[number][0]

/**
 * The fields that are asked for, by the first driver that is known to have them, oldest first. Source: `--help-query-gpu` of drivers
 * 340 to 610.
 */
const agedFields = [
  ['index', 340],
  ['uuid', 340],
  ['name', 340],
  ['pci.bus_id', 340],
  ['driver_version', 340],
  ['driver_model.current', 340],
  ['memory.total', 340],
  ['memory.used', 340],
  ['memory.free', 340],
  ['utilization.gpu', 340],
  ['temperature.gpu', 340],
  ['power.draw', 340],
  ['power.limit', 340],
  ['compute_mode', 340],
  ['ecc.mode.current', 340],
  ['ecc.errors.uncorrected.volatile.total', 340],
  ['ecc.errors.uncorrected.aggregate.total', 340],
  ['retired_pages.pending', 340],
  ['clocks_throttle_reasons.hw_slowdown', 340],
  ['clocks_throttle_reasons.hw_thermal_slowdown', 390],
  ['clocks_throttle_reasons.hw_power_brake_slowdown', 390],
  ['mig.mode.current', 450],
  ['mig.mode.pending', 450],
  ['compute_cap', 525],
  ['memory.reserved', 525],
  ['fabric.state', 525],
  ['fabric.status', 525],
  ['gpu_recovery_action', 590],
  ['remapped_rows.pending', 590],
  ['remapped_rows.failure', 590],
] as const

/** Every field that is asked for. */
export const gpuFields: readonly GpuField[] = agedFields.map(([field]) => field)

const ageOf = (field: string): number => agedFields.find(([name]) => name === field)?.[1] ?? Infinity

/**
 * The fields to ask for after one was refused. A driver that does not know a field does not know those that came with it or later, so
 * that one further question is enough; a field of the oldest drivers that is gone takes none with it.
 *
 * @param fields - The fields that were asked for.
 * @param output - What nvidia-smi printed.
 * @returns The fields that are left; undefined where the output refuses none of them.
 * @example
 * fieldsAfterRefusal(['index', 'compute_cap'], 'Field "compute_cap" is not a valid field to query.') // => ['index']
 */
export const fieldsAfterRefusal = (
  fields: readonly GpuField[],
  output: string,
): readonly GpuField[] | undefined => {
  const refused = /Field "([^"]*)" is not a valid field to query/i.exec(output)?.[1]
  if (refused === undefined || !fields.some((field) => field === refused)) return undefined
  const age = ageOf(refused)
  return fields.filter((field) => field !== refused && (age === ageOf('index') || ageOf(field) < age))
}

/** What the rows say. */
export interface CsvTable {
  /** One reading a row, in the order of the rows. */
  readonly readings: readonly Reading[]
  /** Lines that are no row. */
  readonly strayLines: readonly string[]
}

type Cells = Partial<Record<GpuField, string>>

const cellsOf = (line: string, fields: readonly GpuField[]): Cells | undefined => {
  const cells = line.split(', ')
  if (cells.length !== fields.length) return undefined
  return Object.fromEntries(fields.map((field, place) => [field, cells[place] ?? '']))
}

const eccOf = (cells: Cells): Reading['ecc'] => {
  const ecc = {
    enabled: toEnabled(cells['ecc.mode.current']),
    uncorrected: readCount(cells['ecc.errors.uncorrected.volatile.total']),
    uncorrectedInLife: readCount(cells['ecc.errors.uncorrected.aggregate.total']),
  }
  return Object.values(ecc).every((value) => value === undefined) ? undefined : ecc
}

const verdictOf = (cells: Cells): Reading['verdict'] =>
  judge({
    name: cells.name,
    identity: [cells.index, cells.uuid, cells['pci.bus_id']],
    vital: [cells['memory.total'], cells['memory.used'], cells['utilization.gpu'], cells['temperature.gpu']],
    recoveryAction: cells.gpu_recovery_action,
    resets: [],
    failures: [cells['remapped_rows.failure']],
    remapPending: cells['remapped_rows.pending'],
    retirements: [cells['retired_pages.pending']],
    uncorrected: readCount(cells['ecc.errors.uncorrected.volatile.total']),
    computeMode: cells.compute_mode,
    fabricState: cells['fabric.state'],
    fabricStatus: cells['fabric.status'],
    isMigChangePending:
      toMigMode(cells['mig.mode.current'], cells['mig.mode.pending'])?.changePending ?? false,
    heat: [cells['clocks_throttle_reasons.hw_thermal_slowdown']],
    hardware: [
      cells['clocks_throttle_reasons.hw_slowdown'],
      cells['clocks_throttle_reasons.hw_power_brake_slowdown'],
    ],
    isHot: false,
    isUnlicensed: false,
  })

const toReading = (cells: Cells): Reading => ({
  index: readCount(cells.index),
  uuid: toUuid(cells.uuid),
  pciAddress: pciAddressOf(cells['pci.bus_id']),
  name: readWord(cells.name),
  memory: believableSizes({
    totalBytes: readMebibytes(cells['memory.total']),
    usedBytes: readMebibytes(cells['memory.used']),
    freeBytes: readMebibytes(cells['memory.free']),
    reservedBytes: readMebibytes(cells['memory.reserved']),
  }),
  utilisation: readPercent(cells['utilization.gpu']),
  temperatureC: readNumber(cells['temperature.gpu'], 'C'),
  powerW: readNumber(cells['power.draw'], 'W'),
  powerLimitW: readNumber(cells['power.limit'], 'W'),
  computeMode: toComputeMode(cells.compute_mode),
  migMode: toMigMode(cells['mig.mode.current'], cells['mig.mode.pending']),
  ecc: eccOf(cells),
  driverVersion: readVersion(cells.driver_version),
  computeCapability: readNumber(cells.compute_cap),
  driverModel: toDriverModel(cells['driver_model.current']),
  verdict: verdictOf(cells),
})

/**
 * Reads what `nvidia-smi --query-gpu=… --format=csv,noheader` printed. Cells are taken by position: headers differ from the names that
 * were asked for.
 *
 * @param output - What it printed, without header, with or without units.
 * @param fields - The fields that were asked for, in their order.
 * @returns The readings, and lines with another number of cells.
 * @example
 * readCsv('0, [GPU is lost]', ['index', 'name']).readings[0]?.verdict.sickness?.reason // => 'lost'
 */
export const readCsv = (output: string, fields: readonly GpuField[]): CsvTable => {
  const lines = output.split(/\r?\n/).filter((line) => line.trim() !== '')
  const rows = lines.map((line) => ({ line, cells: cellsOf(line, fields) }))
  const whole = rows.flatMap(({ cells }) => (cells === undefined ? [] : [cells]))
  return {
    readings: whole.slice(0, mostGpus).map(toReading),
    strayLines: rows.filter(({ cells }) => cells === undefined).map(({ line }) => line.trim()),
  }
}
