import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import type { AvailabilitySeries } from '../../src/traces/availability-series.ts'
import { readAvailabilitySeries } from '../../src/traces/availability-series.ts'
import { type OracleRun, readDeadlineOracle } from '../../src/traces/deadline-oracle.ts'
import { readZoneSlices, type ZoneSlice } from '../../src/traces/zone-slices.ts'

/** Where real traces lie beside this repository; they are not part of the product. */
const beside = join(import.meta.dirname, '../../../../../shared/data/traces')

const { AIMA_TRACES: folder = beside } = process.env

/** Whether the traces are there. Tests that need them are skipped without. */
export const hasTraces = existsSync(join(folder, 'deadline-oracle-dev.jsonl.gz'))

if (!hasTraces) console.log(`No traces at ${folder}: tests on real traces are skipped (set AIMA_TRACES).`)

const unpacked = (name: string): string => gunzipSync(readFileSync(join(folder, name))).toString('utf8')

export const oracleRuns = (): readonly OracleRun[] =>
  readDeadlineOracle(unpacked('deadline-oracle-dev.jsonl.gz'))._unsafeUnwrap()

export const zoneSlices = (): readonly ZoneSlice[] =>
  readZoneSlices(unpacked('spot-9az-v100-2023.jsonl.gz'))._unsafeUnwrap()

export const availabilitySeries = (): readonly AvailabilitySeries[] =>
  readAvailabilitySeries(unpacked('spot-availability.jsonl.gz'))._unsafeUnwrap()

/** The optimum of some slices (USD), by the number of the slice. */
export const zoneOptima = (): Readonly<Record<string, number>> =>
  JSON.parse(readFileSync(join(folder, 'deadline-oracle-9az-dev.json'), 'utf8')).optimum_usd_by_slice
