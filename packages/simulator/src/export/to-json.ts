import { byName } from '../result/by-name.ts'
import type { SimulationResult } from '../result/simulation-result.ts'

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const inOrder = (_key: string, value: unknown): unknown =>
  isRecord(value) ? Object.fromEntries(Object.entries(value).sort(byName)) : value

/**
 * Writes a result as JSON, without white space. Equal results give the same bytes, in whatever order their fields were set: fields stand in the order of their names (UTF-16 code units).
 *
 * A field that is `undefined` is left out. The text must fit into one string of the runtime (about 500 million characters); `RangeError` otherwise: do not keep the jobs then.
 *
 * @param result - The result.
 * @see {@link jobsCsv}, {@link staysCsv} and {@link billCsv} for tables.
 * @example
 * toJson({ seed: 1, market: 'traces', jobs: [] }) // => '{"jobs":[],"market":"traces","seed":1}'
 */
export const toJson = (result: SimulationResult): string => JSON.stringify(result, inOrder)
