/** Longest line that is read (characters). The longest real one has about 300. */
export const longestLine = 16_384

/** A line that is not handed on. */
export interface BrokenLine {
  /** Its number (1 is the first). */
  readonly line: number
  /** What was expected, in one English line. */
  readonly expected: string
}

const quotes = /"/g

/**
 * A line with an odd number of quotes would swallow all lines up to the next quote. No cell of a catalog
 * spans lines.
 */
const hasEvenQuotes = (line: string): boolean =>
  !line.includes('"') || (line.match(quotes)?.length ?? 0) % 2 === 0

/**
 * Hands on the lines of a CSV text that cannot harm those after them. Each other line becomes an empty one,
 * so that line numbers hold.
 *
 * No more than one chunk and {@link longestLine} characters are held in memory, however long a line is.
 *
 * @param onBroken - Is told of each line that is not handed on.
 * @returns A stage for a pipeline: bytes in UTF-8 in, text out.
 */
export const saneLines = (onBroken: (broken: BrokenLine) => void) =>
  async function* (chunks: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
    const decoder = new TextDecoder('utf-8', { ignoreBOM: true })
    let line = 0
    let pending = ''
    let isTooLong = false
    const finished = (end: string): string => {
      line += 1
      const text = (pending + end).replace(/\r$/, '')
      const wasTooLong = isTooLong || text.length > longestLine
      pending = ''
      isTooLong = false
      if (wasTooLong) onBroken({ line, expected: `at most ${longestLine} characters` })
      else if (hasEvenQuotes(text)) return `${text}\n`
      else onBroken({ line, expected: 'an even number of quotes' })
      return '\n'
    }
    for await (const chunk of chunks) {
      const pieces = decoder.decode(chunk, { stream: true }).split('\n')
      const rest = pieces.pop() ?? ''
      yield pieces.map(finished).join('')
      if (pending.length + rest.length > longestLine) isTooLong = true
      pending = isTooLong ? '' : pending + rest
    }
    if (pending !== '' || isTooLong) yield finished('')
  }
