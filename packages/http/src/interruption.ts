import type { ListError } from '@aima/gpu-core'

/** A reason to end an exchange, in the shape that undici wants reasons to have: an `Error`. */
export class Interruption extends Error {
  /** What the caller is told. */
  readonly fault: ListError
  /** What ends with it: this attempt, which may be tried again, or the call. */
  readonly scope: 'attempt' | 'call'

  constructor(fault: ListError, scope: 'attempt' | 'call') {
    super(fault.kind)
    this.fault = fault
    this.scope = scope
  }
}
