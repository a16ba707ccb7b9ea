import { err, ok, type Result } from 'neverthrow'

/**
 * Things that come one after another, or the reason why one did not. Nothing comes after an error that ends
 * it all.
 */
export type ResultStream<T, E> = AsyncIterable<Result<T, E>>

/** What came, and what did not. */
export interface Collected<T, E> {
  /** What came, in order. */
  readonly values: readonly T[]
  /** Why the rest did not, in order. */
  readonly errors: readonly E[]
}

/**
 * Turns what throws in the middle into a stream of results.
 *
 * @param source - Where the values come from.
 * @param onError - Reads what was thrown.
 */
export async function* toResults<T, E>(
  source: AsyncIterable<T>,
  onError: (error: unknown) => E,
): AsyncGenerator<Result<T, E>, void, undefined> {
  try {
    for await (const value of source) yield ok(value)
  } catch (error) {
    yield err(onError(error))
  }
}

/**
 * Reads a stream to its end and keeps both what came and what did not: partial success is normal.
 *
 * @param stream - Pages, rows or items.
 * @example
 * import { err, ok } from 'neverthrow'
 * const rows = async function* () {
 *   yield ok(1)
 *   yield err('row 2')
 * }
 * await collect(rows()) // => { values: [1], errors: ['row 2'] }
 */
export const collect = async <T, E>(stream: ResultStream<T, E>): Promise<Collected<T, E>> => {
  const values: T[] = []
  const errors: E[] = []
  for await (const result of stream) {
    result.match(
      (value) => values.push(value),
      (error) => errors.push(error),
    )
  }
  return { values, errors }
}
