import { err, ok, Result } from 'neverthrow'
import type { LaunchFailure, LaunchFailureKind } from './launch.ts'

const kinds: Readonly<Record<LaunchFailureKind, true>> = {
  'no-capacity': true,
  'no-quota': true,
  'price-moved': true,
  unauthorized: true,
  'bad-request': true,
  unknown: true,
}

/** Longest text of a failure that is kept. */
const longestDetail = 500

const isKind = (kind: unknown): kind is LaunchFailureKind =>
  typeof kind === 'string' && Object.hasOwn(kinds, kind)

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null

const detailOf = (value: object): string | undefined =>
  'detail' in value && typeof value.detail === 'string' ? value.detail.slice(0, longestDetail) : undefined

const retryAfterMsOf = (value: object): number | undefined =>
  'retryAfterMs' in value &&
  typeof value.retryAfterMs === 'number' &&
  Number.isFinite(value.retryAfterMs) &&
  value.retryAfterMs >= 0
    ? value.retryAfterMs
    : undefined

/** A failure of which nothing is known but what is said here. */
export const unknownFailure = (detail: string): LaunchFailure => ({ kind: 'unknown', detail })

const readFailure = (value: unknown): LaunchFailure => {
  if (!isObject(value)) return unknownFailure('the launch failed without saying why')
  const detail = detailOf(value)
  const retryAfterMs = retryAfterMsOf(value)
  return {
    kind: 'kind' in value && isKind(value.kind) ? value.kind : 'unknown',
    ...(detail === undefined ? {} : { detail }),
    ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
  }
}

/** Told by its methods, because a user's copy of the library is another class. */
const isResult = <Machine>(value: unknown): value is Result<Machine, unknown> =>
  isObject(value) &&
  'isOk' in value &&
  typeof value.isOk === 'function' &&
  'isErr' in value &&
  typeof value.isErr === 'function'

const read = <Machine>(value: unknown): Result<Machine, LaunchFailure> => {
  if (!isResult<Machine>(value))
    return err(unknownFailure('the launch answered with something that is no result'))
  if (value.isOk()) return ok(value.value)
  return err(readFailure(value.isErr() ? value.error : undefined))
}

const unreadable = (): LaunchFailure => unknownFailure('the answer of the launch cannot be read')

/**
 * Reads what a launch answered, whatever it is.
 *
 * @param value - A result, one hopes.
 * @returns The machine or the failure; anything that is no result, or a failure of no known kind, is `unknown`.
 * @example
 * readLaunchAnswer('done')._unsafeUnwrapErr().kind // => 'unknown'
 */
export const readLaunchAnswer = <Machine>(value: unknown): Result<Machine, LaunchFailure> =>
  Result.fromThrowable(() => read<Machine>(value), unreadable)().andThen((answer) => answer)
