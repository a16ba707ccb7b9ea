import { match } from 'ts-pattern'
import type { Candidate } from '../candidate.ts'
import { microUsd, milliseconds } from '../strategies/order.ts'
import type { ChoiceReason } from '../strategies/preference.ts'
import type { Writer } from './writer.ts'

/** Why the chosen candidate comes first. */
export const reasonText = (reason: ChoiceReason, writer: Writer): string => {
  const { phrases, fill, usd, hours, percent, number } = writer
  const say = (values: Readonly<Record<string, string>> = {}): string =>
    reason.kind === 'matrix' ? phrases.matrixRules[reason.rule] : fill(phrases.reasons[reason.kind], values)
  return match(reason)
    .with({ kind: 'no-local-in-time' }, ({ fallback }) => say({ fallback: reasonText(fallback, writer) }))
    .with({ kind: 'preferred-provider' }, ({ place }) => say({ place: String(place) }))
    .with({ kind: 'best-balance' }, ({ valueOfTimeUsdPerHour }) => say({ usd: usd(valueOfTimeUsdPerHour) }))
    .with({ kind: 'starts-in-time' }, ({ startWithinHours }) => say({ hours: hours(startWithinHours) }))
    .with({ kind: 'premium-too-high' }, ({ maxPremium }) => say({ premium: number(maxPremium) }))
    .with({ kind: 'meets-deadline' }, { kind: 'best-deadline-chance' }, ({ confidence }) =>
      say({ chance: percent(confidence) }),
    )
    .with({ kind: 'least-carbon' }, ({ withinUsd }) => say({ usd: usd(withinUsd) }))
    .with(
      { kind: 'cheapest' },
      { kind: 'local-in-time' },
      { kind: 'no-preferred-provider' },
      { kind: 'starts-first' },
      { kind: 'no-deadline' },
      { kind: 'matrix' },
      () => say(),
    )
    .exhaustive()
}

/** How the runner-up differs from the chosen one. */
export const runnerUpText = (chosen: Candidate, next: Candidate | undefined, writer: Writer): string => {
  const { phrases, fill, usd, hours, offer } = writer
  if (next === undefined) return phrases.onlyOne
  const dearer = (microUsd(next.estimate.totalUsd) - microUsd(chosen.estimate.totalUsd)) / 1e6
  const later =
    (milliseconds(next.estimate.completionHours) - milliseconds(chosen.estimate.completionHours)) / 3.6e6
  const { differences } = phrases
  const money = dearer > 0 ? differences.dearer : dearer < 0 ? differences.cheaper : differences.equallyDear
  const time = later > 0 ? differences.later : later < 0 ? differences.sooner : differences.sameTime
  return fill(phrases.runnerUp, {
    offer: offer(next.offer),
    money: fill(money, { amount: usd(Math.abs(dearer)) }),
    time: fill(time, { amount: hours(later) }),
  })
}
