import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'

/** Where real traces lie beside the checkout; they are not part of the product. */
const { AIMA_TRACES: folder = join(import.meta.dirname, '../../../../../shared/data/traces') } = process.env

/** Whether the traces are there. Tests that need them are skipped without. */
export const hasTraces = existsSync(join(folder, 'jobs-philly-2017.csv.gz'))

if (!hasTraces) console.log('No shared traces: tests on real jobs and nodes are skipped (set AIMA_TRACES).')

export const unpacked = (name: string): string =>
  gunzipSync(readFileSync(join(folder, name))).toString('utf8')
