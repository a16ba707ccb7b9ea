import { existsSync, globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'

/** Real files beside the project; they are not part of it. */
const folder = join(import.meta.dirname, '../../../../../shared/data')

/** Whether the real files are there. Tests that need them are skipped without. */
export const hasSharedFiles = existsSync(join(folder, 'traces/aws-gpu-spot-price-changes.csv.gz'))

if (!hasSharedFiles) console.log('No shared traces beside the project: tests on real traces are skipped.')

/** Reads a file of the traces, unpacked. */
export const traceText = (name: string): string => {
  const bytes = readFileSync(join(folder, 'traces', name))
  return (name.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8')
}

/** Names of all files of the spot traces. */
export const spotTraceNames = (): readonly string[] =>
  globSync('*/*/*/*.json.gz', { cwd: join(folder, 'spot-traces') }).sort()

/** Reads a file of the spot traces, unpacked. */
export const spotTraceText = (name: string): string =>
  gunzipSync(readFileSync(join(folder, 'spot-traces', name))).toString('utf8')
