const numbers = (decimals: number): Intl.NumberFormat =>
  new Intl.NumberFormat('en-US', { minimumFractionDigits: decimals, maximumFractionDigits: decimals })

const byDecimals = [0, 1, 2, 3, 4].map(numbers)

/** How many decimals leave about three significant digits, at most four. */
const decimalsOf = (value: number): number => {
  const size = Math.abs(value)
  if (size >= 100 || size === 0) return 0
  if (size >= 10) return 1
  if (size >= 0.995) return 2
  return size >= 0.0995 ? 3 : 4
}

/** Minus as typographers set it, and no minus before what is rounded to 0. */
const withSign = (text: string): string =>
  /[1-9]/.test(text) ? text.replace('-', '−') : text.replace('-', '')

/**
 * Writes a number with so many decimals.
 *
 * @param value - Any number; one that is not finite is `unknown`.
 * @param decimals - How many (0 to 4).
 * @example
 * fixedText(1.005, 1) // => '1.0'
 */
export const fixedText = (value: number, decimals: number): string =>
  Number.isFinite(value) ? withSign(byDecimals[decimals]?.format(value) ?? String(value)) : 'unknown'

/**
 * Writes a number with about three significant digits.
 *
 * @param value - Any number; one that is not finite is `unknown`.
 * @example
 * numberText(1234.5) // => '1,235'
 * @example
 * numberText(-0.1234) // => '−0.123'
 */
export const numberText = (value: number): string => fixedText(value, decimalsOf(value))

/**
 * Writes an amount of money without its unit (USD): cents below 1000, whole dollars from there on.
 *
 * @param usd - The amount (USD).
 * @example
 * moneyText(12.345) // => '12.35'
 */
export const moneyText = (usd: number): string => {
  const size = Math.abs(usd)
  if (size > 0 && size < 0.1) return fixedText(usd, 4)
  return fixedText(usd, size < 1000 ? 2 : 0)
}

/**
 * Writes a share as a number of per cent, without the sign.
 *
 * @param share - The share (1 is 100 %).
 * @example
 * percentText(0.4567) // => '45.7'
 */
export const percentText = (share: number): string => fixedText(share * 100, 1)

/**
 * Writes a count: whole ones as they are, means of several simulations with one decimal.
 *
 * @param count - How many.
 * @example
 * countText(1200) // => '1,200'
 */
export const countText = (count: number): string => fixedText(count, Number.isInteger(count) ? 0 : 1)

/**
 * Writes a difference with its sign.
 *
 * @param difference - The difference.
 * @param text - Writes it without.
 * @example
 * signedText(3, countText) // => '+3'
 */
export const signedText = (difference: number, text: (value: number) => string): string => {
  const written = text(difference)
  return difference > 0 && /[1-9]/.test(written) ? `+${written}` : written
}

/**
 * Gives the text of an axis's numbers: as many decimals as its steps need.
 *
 * @param interval - From one number to the next.
 * @example
 * axisNumberText(2.5)(5) // => '5.0'
 */
export const axisNumberText = (interval: number): ((value: number) => string) => {
  const decimals =
    [0, 1, 2, 3].find((digits) => Math.abs(Number(interval.toFixed(digits)) - interval) < interval * 1e-6) ??
    4
  return (value) => fixedText(value, decimals)
}
