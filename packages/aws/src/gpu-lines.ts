import type { ResultStream } from '@aima/gpu-http'
import { ok, type Result } from 'neverthrow'

/** A row of half a million that may be a machine with GPUs, on demand. What it really is, its columns say. */
const mayBeMeant = (line: string): boolean =>
  line.includes('"OnDemand"') &&
  !line.includes('"Reserved"') &&
  line.includes('"Linux"') &&
  /"[gp][a-z]{0,2}\d[a-z0-9-]*\.[0-9a-z-]+"/.test(line)

/** The five lines before the names of the columns are no rows. */
const isHeader = (line: string): boolean => line.includes('"TermType"') || line.includes('"SKU"')

/** Longest line (bytes); a real one has about one kilobyte. A longer one is left out. */
const longestLine = 2 ** 20

/** Bytes of which each is one character, so that none is lost on the way to text and back. */
const encoding = 'latin1'

/** Picks lines out of pieces that begin and end anywhere. */
interface LinePicker {
  /** Lines that are wanted and complete with this piece. */
  readonly push: (piece: Uint8Array) => string
  /** The last line, which may have no end. */
  readonly end: () => string
}

const createLinePicker = (): LinePicker => {
  let rest = ''
  let hasHeader = false
  let isTooLong = false
  const picked = (line: string): string => {
    if (isTooLong) {
      isTooLong = false
      return ''
    }
    if (hasHeader) return mayBeMeant(line) ? `${line}\n` : ''
    hasHeader = isHeader(line)
    return hasHeader ? `${line}\n` : ''
  }
  const keep = (text: string): void => {
    if (text.length > longestLine) isTooLong = true
    rest = isTooLong ? '' : text
  }
  const pickAll = (text: string): string => {
    let found = ''
    let start = 0
    for (let end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', start)) {
      found += picked(rest + text.slice(start, end))
      rest = ''
      start = end + 1
    }
    keep(rest + text.slice(start))
    return found
  }
  return {
    push: (piece) =>
      pickAll(Buffer.from(piece.buffer, piece.byteOffset, piece.byteLength).toString(encoding)),
    end: () => picked(rest),
  }
}

/**
 * Leaves out of a price file all rows that cannot be a machine with GPUs on demand, before anything reads them as CSV; few are
 * left. Rows of the file have no line breaks within.
 *
 * @param bytes - The file: a few lines, the names of the columns, rows.
 * @returns The names of the columns and the rows that are left.
 */
export async function* gpuLines<E>(
  bytes: ResultStream<Uint8Array, E>,
): AsyncGenerator<Result<Uint8Array, E>, void, undefined> {
  const picker = createLinePicker()
  for await (const piece of bytes) {
    if (piece.isErr()) {
      yield piece
      return
    }
    const found = picker.push(piece.value)
    if (found !== '') yield ok(Buffer.from(found, encoding))
  }
  const last = picker.end()
  if (last !== '') yield ok(Buffer.from(last, encoding))
}
