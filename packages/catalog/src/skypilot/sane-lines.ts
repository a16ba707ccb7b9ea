/** Longest line that is read (characters). The longest real one has about 300. */
export const longestLine = 16_384

/** A line that is not handed on. */
export interface BrokenLine {
  /** Its number (1 is the first). */
  readonly line: number
  /** What was expected, in one English line. */
  readonly expected: string
}

const tooLong = `at most ${longestLine} characters`

const quote = /"/g

/**
 * Cells with or without quotes around them. Each cell can be read in one way only, so the time grows with the
 * line and no faster.
 */
const cells = /^\uFEFF?(?:[^",]*|"(?:[^"]|"")*")(?:,(?:[^",]*|"(?:[^"]|"")*"))*$/

const quotedCell = /"[^"]*"/g

/** Number of the cells of a line whose quotes are in order. */
const widthOf = (line: string): number =>
  (line.includes('"') ? line.replace(quotedCell, '') : line).split(',').length

/**
 * What is wrong with the quotes of a line. An odd number of them would swallow all lines up to the next one:
 * no cell of a catalog spans lines.
 */
const quotesFault = (line: string): string | undefined => {
  if (!line.includes('"') || cells.test(line)) return undefined
  return (line.match(quote)?.length ?? 0) % 2 === 0
    ? 'quotes around whole cells only'
    : 'an even number of quotes'
}

/** Tells what is wrong with each line in turn; the first sound one is the header, which sets the width. */
const lineJudge = (): ((line: string) => string | undefined) => {
  let width: number | undefined
  return (line) => {
    if (line === '') return undefined
    if (line.length > longestLine) return tooLong
    const fault = quotesFault(line)
    if (fault !== undefined) return fault
    width ??= widthOf(line)
    return widthOf(line) === width ? undefined : 'as many cells as the header has'
  }
}

/**
 * Hands on the lines of a CSV text that are rows and cannot harm those after them. Each other line becomes an
 * empty one, so that line numbers hold. The parser would find the same faults, but takes a hundred times as
 * long for one as for a row: a file of nothing else would take minutes.
 *
 * No more than one chunk and {@link longestLine} characters are held in memory, however long a line is.
 *
 * @param onBroken - Is told of each line that is not handed on.
 * @returns A stage for a pipeline: bytes in UTF-8 in, text out.
 */
export const saneLines = (onBroken: (broken: BrokenLine) => void) =>
  async function* (chunks: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
    const decoder = new TextDecoder('utf-8', { ignoreBOM: true })
    const faultOf = lineJudge()
    let line = 0
    let pending = ''
    let isTooLong = false
    const finished = (end: string): string => {
      line += 1
      const text = (pending + end).replace(/\r$/, '')
      const expected = isTooLong ? tooLong : faultOf(text)
      pending = ''
      isTooLong = false
      if (expected === undefined) return `${text}\n`
      onBroken({ line, expected })
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
