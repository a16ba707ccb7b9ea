/** Texts that stand for a value and are none, in small letters. Source: nvidia-smi 340 to 610, see the recordings. */
const placeholders: ReadonlySet<string> = new Set([
  '',
  'n/a',
  'unknown',
  'unknown error',
  'not found',
  'function not found',
  'not supported',
  'insufficient permissions',
  'timeout',
  'err!',
  'gpu is lost',
  'gpu requires reset',
  'gpu access blocked by the operating system',
  'requested functionality has been deprecated',
])

const longestWord = 128

const numberWithUnit = /^(\d+(?:\.\d+)?)(?:\s*([A-Za-z%/]+))?$/

/**
 * A value as text, the same from CSV (`[N/A]`) and XML (`N/A`).
 *
 * @param cell - What stands in the cell or element.
 * @returns The trimmed text; undefined where it says that there is no value, begins with a square bracket, or is longer than any real one.
 * @example
 * readWord(' Default ') // => 'Default'
 * readWord('[Not Supported]') // => undefined
 */
export const readWord = (cell: string | undefined): string | undefined => {
  const text = cell?.trim() ?? ''
  if (text.length > longestWord || text.startsWith('[')) return undefined
  return placeholders.has(text.toLowerCase()) ? undefined : text
}

/**
 * A number that is not negative.
 *
 * Only a whole text counts: `41 C` with unit `C`, `41`, never `41,5` or `4x1`. Every quantity of nvidia-smi that is read is at
 * least 0, so a negative one is a fault and counts as absent.
 *
 * @param cell - What stands in the cell or element.
 * @param unit - The unit that may follow it, such as `MiB`.
 * @returns The number; undefined where there is none.
 * @example
 * readNumber('66.66 W', 'W') // => 66.66
 * readNumber('[N/A]', 'W') // => undefined
 */
export const readNumber = (cell: string | undefined, unit = ''): number | undefined => {
  const [, digits, foundUnit] = numberWithUnit.exec(cell?.trim() ?? '') ?? []
  if (digits === undefined || (foundUnit ?? unit) !== unit) return undefined
  const number = Number(digits)
  return number <= Number.MAX_SAFE_INTEGER ? number : undefined
}

/**
 * A number without a fraction.
 *
 * @param cell - What stands in the cell or element.
 * @returns The number (at least 0); undefined where there is none.
 * @example
 * readCount('3') // => 3
 */
export const readCount = (cell: string | undefined): number | undefined => {
  const number = readNumber(cell)
  return Number.isSafeInteger(number) ? number : undefined
}

/**
 * Memory, which nvidia-smi tells in MiB.
 *
 * @param cell - What stands in the cell or element.
 * @returns The size (bytes); undefined where there is none.
 * @example
 * readMebibytes('2 MiB') // => 2097152
 */
export const readMebibytes = (cell: string | undefined): number | undefined => {
  const mebibytes = readNumber(cell, 'MiB')
  const bytes = mebibytes === undefined ? undefined : mebibytes * 2 ** 20
  return Number.isSafeInteger(bytes) ? bytes : undefined
}

/**
 * A share, which nvidia-smi tells in percent.
 *
 * @param cell - What stands in the cell or element.
 * @returns The share (0 to 1); undefined where there is none.
 * @example
 * readPercent('37 %') // => 0.37
 */
export const readPercent = (cell: string | undefined): number | undefined => {
  const percent = readNumber(cell, '%')
  return percent === undefined || percent > 100 ? undefined : percent / 100
}

/**
 * A driver version. WSL may print that of its own library before that of Windows' driver; the driver's is meant.
 *
 * @param cell - What stands in the cell or element.
 * @returns The last version in it; undefined where there is none.
 * @example
 * readVersion('560.28.03 / 560.70') // => '560.70'
 */
export const readVersion = (cell: string | undefined): string | undefined =>
  readWord(cell)
    ?.match(/\b\d+(?:\.\d+)+\b/g)
    ?.at(-1)
