import assert from 'node:assert/strict'
import { inspect } from 'node:util'
import {
  describeListError,
  describeWarning,
  type ListError,
  type Listing,
  type OfferSource,
} from '@aima/gpu-core'
import { errorFaults, warningFaults } from '../judging/report-faults.ts'

/** How a listing ended. */
export type Outcome = Awaited<ReturnType<OfferSource['listOffers']>>

const listed = (texts: readonly string[], shown: number): string =>
  `${texts.slice(0, shown).join('; ')}${texts.length > shown ? `; and ${texts.length - shown} more` : ''}`

const listingText = ({ offers, warnings }: Listing): string =>
  `${offers.length} offers, ${warnings.length === 0 ? 'no warnings' : `warnings: ${listed(warnings.map(describeWarning), 3)}`}`

/** Says in a line how a listing ended. */
export const outcomeText = (outcome: Outcome): string =>
  outcome.isOk() ? listingText(outcome.value) : `${outcome.error.kind}: ${describeListError(outcome.error)}`

/** Fails with the first few faults, if there are any. */
export const assertNone = (faults: readonly string[]): void => {
  if (faults.length > 0) assert.fail(listed(faults, 5))
}

/** The listing; fails when there is none, or when its warnings are not as documented. */
export const listingOf = (outcome: Outcome): Listing => {
  if (outcome.isErr()) assert.fail(`expected a listing, got ${outcomeText(outcome)}`)
  assertNone(warningFaults(outcome.value))
  return outcome.value
}

/** The error; fails when there is none, when it is not of an expected kind, or when it is not as documented. */
export const errorOf = (outcome: Outcome, expected: readonly ListError['kind'][]): ListError => {
  if (outcome.isOk()) assert.fail(`expected ${expected.join(' or ')}, got ${outcomeText(outcome)}`)
  const { error } = outcome
  assert.ok(expected.includes(error.kind), `expected ${expected.join(' or ')}, got ${outcomeText(outcome)}`)
  assertNone(errorFaults(error))
  return error
}

/** Everything that a listing's end may show to somebody: its error or its warnings, as text, as JSON and as a debugger prints them. */
export const shownOf = (outcome: Outcome): string => {
  const report = outcome.isOk() ? outcome.value.warnings : outcome.error
  return [
    outcomeText(outcome),
    JSON.stringify(report),
    inspect(report, { depth: 12, showHidden: true }),
  ].join('\n')
}
