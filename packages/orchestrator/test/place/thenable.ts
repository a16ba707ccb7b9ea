import type { Result } from 'neverthrow'
import type { LaunchFailure } from '../../src/place/launch.ts'

type Answer = Result<string, LaunchFailure>

/** A promise of doubtful make, which calls back as often as it likes. */
export const thenable = (
  call: (answer: (value: Answer) => void, reject: (cause: unknown) => void) => unknown,
): PromiseLike<Answer> => {
  // biome-ignore lint/suspicious/noThenProperty: it is meant to be awaited
  const promise: unknown = { then: call }
  return promise as PromiseLike<Answer>
}
