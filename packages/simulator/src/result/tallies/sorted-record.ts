import { byName } from '../by-name.ts'

/**
 * Makes a record of numbers whose keys stand in order (UTF-16 code units), whatever order they were counted in.
 *
 * @param numbers - The numbers by name; any name is safe.
 * @example
 * Object.keys(sortedRecord(new Map([['b', 1], ['a', 2]]))) // => ['a', 'b']
 */
export const sortedRecord = (numbers: ReadonlyMap<string, number>): Readonly<Record<string, number>> =>
  Object.fromEntries([...numbers].sort(byName))
