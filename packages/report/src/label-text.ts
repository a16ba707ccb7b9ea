import { allowedText } from './allowed-text.ts'

/**
 * Brings a name onto one line and, if need be, to a length; what is left out is told by an ellipsis in the middle, for ends of names tell most.
 *
 * @param name - Any text.
 * @param most - Most characters (3 or more).
 * @example
 * labelText('GPU-0123456789', 9) // => 'GPU-…6789'
 */
export const labelText = (name: string, most: number): string => {
  const characters = [...allowedText(name).replace(/\s+/g, ' ').trim()]
  if (characters.length <= most) return characters.join('')
  const kept = most - 1
  const head = Math.ceil(kept / 2)
  return `${characters.slice(0, head).join('')}…${characters.slice(characters.length - (kept - head)).join('')}`
}

/**
 * Estimates how wide a text is in a chart (px): 0.62 of the font size for a character, which is what wide sans-serif fonts such as DejaVu Sans have on average.
 *
 * @param text - The text.
 * @param fontPx - Font size (px).
 * @example
 * textWidthPx('abcd', 10) // => 24.8
 */
export const textWidthPx = (text: string, fontPx: number): number =>
  Number(([...text].length * fontPx * 0.62).toFixed(1))

/**
 * Sets a name in at most two lines, broken between words.
 *
 * @param name - Any text.
 * @param most - Most characters of a line (3 or more); longer lines are shortened.
 * @example
 * twoLines('deadline 95 %', 10) // => 'deadline\n95 %'
 */
export const twoLines = (name: string, most: number): string => {
  const words = name.trim().split(/\s+/)
  const fitting = words.findLastIndex((_, index) => [...words.slice(0, index + 1).join(' ')].length <= most)
  const first = words.slice(0, Math.max(1, fitting + 1))
  const rest = words.slice(first.length)
  return [first, rest]
    .filter((line) => line.length > 0)
    .map((line) => labelText(line.join(' '), most))
    .join('\n')
}
