import type { ListError, Warning } from '@aima/gpu-core'
import { err, type Result } from 'neverthrow'

/** One part of a listing: one request. */
export interface Part<T> {
  /** Its name in warnings. */
  readonly name: string
  /** Sends the request. */
  readonly load: () => Promise<Result<T, ListError>>
}

/** What became of a part. */
export interface LoadedPart<T> {
  /** Its name in warnings. */
  readonly name: string
  /** What it brought, or why not. */
  readonly result: Result<T, ListError>
}

/** Errors after which no other request would fare better. */
const isFinal = ({ kind }: ListError): boolean =>
  kind === 'unauthorized' || kind === 'rate-limited' || kind === 'cancelled' || kind === 'invalid-options'

/**
 * Loads the parts of a listing, a few at a time.
 *
 * A wrong key, a used-up quota and a cancellation end it: the parts that were not asked for yet share that error.
 *
 * @param parts - The parts.
 * @param lanes - How many requests are under way at once.
 * @returns One result for each part, in their order.
 */
export const loadParts = async <T>(
  parts: readonly Part<T>[],
  lanes: number,
): Promise<readonly LoadedPart<T>[]> => {
  const loaded = new Map<number, LoadedPart<T>>()
  const waiting = parts.entries()
  let final: ListError | undefined
  const runLane = async (): Promise<void> => {
    for (const [index, { name, load }] of waiting) {
      const result = final === undefined ? await load() : err(final)
      if (result.isErr() && isFinal(result.error)) final ??= result.error
      loaded.set(index, { name, result })
    }
  }
  await Promise.all(Array.from({ length: lanes }, runLane))
  return parts.flatMap((_, index) => loaded.get(index) ?? [])
}

/** Warns of each part that is missing. */
export const missingParts = (parts: readonly LoadedPart<unknown>[]): readonly Warning[] =>
  parts.flatMap(({ name: part, result }) =>
    result.isErr() ? [{ kind: 'part-missing', part, error: result.error }] : [],
  )

const errorsOf = (parts: readonly LoadedPart<unknown>[]): readonly ListError[] =>
  parts.flatMap(({ result }) => (result.isErr() ? [result.error] : []))

/**
 * The cancellation of a listing, if somebody has cancelled it.
 *
 * @param parts - All parts.
 */
export const cancellationIn = (parts: readonly LoadedPart<unknown>[]): ListError | undefined =>
  errorsOf(parts).find(({ kind }) => kind === 'cancelled')

/**
 * The error of a listing of which nothing came: a matter of credentials, or else the first.
 *
 * @param parts - The parts, any of which would have brought offers.
 * @returns Undefined where a part came.
 */
export const errorOfAll = (parts: readonly LoadedPart<unknown>[]): ListError | undefined => {
  const errors = errorsOf(parts)
  if (errors.length < parts.length) return undefined
  return errors.find(({ kind }) => kind === 'unauthorized') ?? errors[0]
}
