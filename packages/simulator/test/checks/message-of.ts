import { AssertionError } from 'node:assert'
import { expect } from 'vitest'

/** What a check says when it fails; fails itself when the check passes, or fails with something else than an assertion. */
export const messageOf = (check: () => void): string => {
  try {
    check()
  } catch (error) {
    expect(error).toBeInstanceOf(AssertionError)
    return error instanceof Error ? error.message : ''
  }
  return expect.fail('the check passed')
}
