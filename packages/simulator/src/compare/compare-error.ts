import type { UnsoundInput } from '../simulation-options.ts'

/** Why there is no comparison. */
export type CompareError =
  | {
      /** An option of the comparison is not as it should be. */
      readonly kind: 'unsound-comparison'
      /** Which. */
      readonly path: string
      /** How it should be. */
      readonly expected: string
    }
  | {
      /** A simulation failed. */
      readonly kind: 'simulation-failed'
      /** Name of its policy. */
      readonly policy: string
      /** Its seed. */
      readonly seed: number
      /** Why. */
      readonly error: UnsoundInput
    }
  | {
      /** Somebody ended it. */
      readonly kind: 'aborted'
      /** Name of the policy whose simulation was running, or was next. */
      readonly policy: string
      /** Its seed. */
      readonly seed: number
      /** How far that simulation had come (ms since 1970-01-01 UTC, in virtual time); null: it had not begun. */
      readonly atMs: number | null
    }

const runText = ({ policy, seed }: { readonly policy: string; readonly seed: number }): string =>
  `policy ${JSON.stringify(policy)} with seed ${seed}`

/**
 * Says in one English line why there is no comparison.
 *
 * @param error - What {@link compare} gave.
 * @example
 * describeCompareError({ kind: 'unsound-comparison', path: 'seeds', expected: 'at least one' }) // => 'seeds: expected at least one'
 */
export const describeCompareError = (error: CompareError): string => {
  switch (error.kind) {
    case 'unsound-comparison':
      return `${error.path}: expected ${error.expected}`
    case 'simulation-failed':
      return `${runText(error)}: ${error.error.path}: expected ${error.error.expected}`
    case 'aborted': {
      const when = error.atMs === null ? 'before it began' : `at ${new Date(error.atMs).toISOString()}`
      return `${runText(error)}: ended from outside ${when}`
    }
  }
}
