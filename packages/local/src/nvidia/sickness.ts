import { oneLine } from '../host/run-fault.ts'
import type { UnusableReason } from '../inventory.ts'

/** Why a GPU cannot be used, and what said so. */
export interface Sickness {
  /** Why. */
  readonly reason: UnusableReason
  /** What the tool said. */
  readonly text: string
}

const signs: readonly (readonly [RegExp, UnusableReason])[] = [
  [/gpu is lost|fallen off the bus/i, 'lost'],
  [/requires? reset|reset must occur|reset required/i, 'needs-reset'],
  [/insufficient permissions|blocked by the operating system/i, 'no-permission'],
  [/unknown error|issue with gpu interrupts/i, 'unknown-error'],
]

/**
 * Why a GPU cannot be used, from what stands where its name, its UUID or an explanation should.
 *
 * @param text - A cell, an element or a line.
 * @returns Undefined where it says nothing of the kind.
 * @example
 * sicknessIn('[GPU is lost]') // => { reason: 'lost', text: 'GPU is lost' }
 */
export const sicknessIn = (text: string | undefined): Sickness | undefined => {
  const said = (text ?? '').trim().replace(/^\[(.*)\]$/s, '$1')
  const reason = signs.find(([sign]) => sign.test(said))?.[1]
  return reason === undefined ? undefined : { reason, text: oneLine(said) }
}
