import { Result } from 'neverthrow'

const parse = Result.fromThrowable((text: string): unknown => JSON.parse(text))

/** Most places at which reading is tried; each try may read all of the text. */
const mostTries = 5

const isContainer = (value: unknown): boolean => typeof value === 'object' && value !== null

/**
 * Where JSON may begin: at the very start of a line. Brackets further in belong to warnings, or to the inside of a text that was
 * cut, where half of it would pass for the whole.
 */
const beginnings = (text: string): readonly number[] => {
  const found: number[] = []
  for (const { index } of text.matchAll(/^[[{]/gm)) {
    found.push(index)
    if (found.length === mostTries) break
  }
  return found
}

/**
 * Reads the JSON in what a tool printed. Warnings of Python and of the tool may stand on lines before or after it.
 *
 * @param text - What it printed.
 * @returns The object or list; undefined when there is none that is whole.
 * @example
 * parseJsonOutput('WARNING: [x] is deprecated\n[{"gpu": 0}]\n') // => [{ gpu: 0 }]
 * parseJsonOutput('[{"gpu": 0}, {"gpu": 1}') // => undefined
 */
export const parseJsonOutput = (text: string): unknown => {
  const whole = parse(text.trim())
  if (whole.isOk()) return isContainer(whole.value) ? whole.value : undefined
  for (const start of beginnings(text)) {
    const end = text.lastIndexOf(text[start] === '[' ? ']' : '}')
    const part = parse(text.slice(start, end + 1))
    if (part.isOk() && isContainer(part.value)) return part.value
  }
  return undefined
}
