/** What a tool has printed so far. */
export interface ToolOutput {
  /** Takes what it printed; false: that is more than is allowed, and the rest is dropped. */
  readonly add: (stream: 'stdout' | 'stderr', bytes: Buffer) => boolean
  /** Bytes so far. */
  readonly size: () => number
  /** One stream, or its first bytes, as text; bytes that are no UTF-8 are replaced. */
  readonly text: (stream: 'stdout' | 'stderr', firstBytes?: number) => string
}

/**
 * Collects what a tool prints.
 *
 * @param limitBytes - Most that it may print, on both streams together (bytes).
 * @returns An empty collection.
 * @example
 * collectOutput(2).add('stdout', Buffer.from('abc')) // => false
 */
export const collectOutput = (limitBytes: number): ToolOutput => {
  const chunks: Record<'stdout' | 'stderr', Buffer[]> = { stdout: [], stderr: [] }
  let size = 0
  return {
    add: (stream, bytes) => {
      const kept = bytes.subarray(0, Math.max(0, limitBytes - size))
      if (kept.length > 0) chunks[stream].push(kept)
      size += kept.length
      return kept.length === bytes.length
    },
    size: () => size,
    text: (stream, firstBytes = Number.POSITIVE_INFINITY) => {
      const bytes = chunks[stream].reduce((sum, chunk) => sum + chunk.length, 0)
      return Buffer.concat(chunks[stream], Math.min(bytes, firstBytes)).toString('utf8')
    },
  }
}
