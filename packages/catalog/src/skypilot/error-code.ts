/**
 * Code of an error that Node or csv-parse raised, such as `ENOENT`.
 *
 * @param error - Whatever was thrown.
 * @example
 * codeOf(Object.assign(new Error('no'), { code: 'EACCES' })) // => 'EACCES'
 * codeOf('no') // => 'UNKNOWN'
 */
export const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : 'UNKNOWN'

/**
 * Number of the line at which csv-parse raised an error; 0: it names none.
 *
 * @param error - Whatever was raised.
 * @example
 * lineOf(Object.assign(new Error('no'), { lines: 7 })) // => 7
 */
export const lineOf = (error: unknown): number =>
  error instanceof Error && 'lines' in error && typeof error.lines === 'number' ? error.lines : 0
