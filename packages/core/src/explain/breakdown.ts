import type { Candidate } from '../candidate.ts'
import type { Decision } from '../decision.ts'
import { indented } from './indented.ts'
import type { Writer } from './writer.ts'

/** Cost and time in one line. */
export const totalLine = ({ estimate, upperUsd }: Candidate, { phrases, fill, usd, hours }: Writer): string =>
  fill(phrases.total, {
    usd: usd(estimate.totalUsd),
    upper: usd(upperUsd),
    hours: hours(estimate.completionHours),
  })

/** What cost and time are made of. */
export const breakdown = ({ estimate, speed, vramMatch }: Candidate, writer: Writer): readonly string[] => {
  const { phrases, fill, usd, hours, percent, number } = writer
  const lost = estimate.runHours - estimate.computeHours
  return [
    fill(phrases.money, {
      compute: usd(estimate.computeUsd),
      network: usd(estimate.networkUsd),
      storage: usd(estimate.storageUsd),
    }),
    fill(phrases.time, {
      wait: hours(estimate.waitHours),
      upload: hours(estimate.uploadHours),
      setup: hours(estimate.setupHours),
      run: hours(estimate.runHours),
      download: hours(estimate.downloadHours),
    }),
    ...(estimate.interruptions > 0
      ? [fill(phrases.interruptions, { count: number(estimate.interruptions), extra: hours(lost) })]
      : []),
    ...(estimate.deadlineChance === null
      ? []
      : [fill(phrases.deadlineChance, { chance: percent(estimate.deadlineChance) })]),
    fill(phrases.speed, { speed: percent(speed.speed), basis: phrases.speedBasis[speed.basis] }),
    ...(vramMatch === null ? [] : [phrases.vramMatch[vramMatch]]),
  ]
}

/** The next best, one line each. */
export const alternativeLines = (
  { alternatives }: Decision,
  writer: Writer,
  most: number,
): readonly string[] => {
  const { phrases, fill, usd, hours, offer } = writer
  if (alternatives.length === 0 || most === 0) return []
  const lines = alternatives.slice(0, most).map((candidate) =>
    fill(phrases.alternative, {
      rank: String(candidate.rank),
      offer: offer(candidate.offer),
      usd: usd(candidate.estimate.totalUsd),
      hours: hours(candidate.estimate.completionHours),
    }),
  )
  return [`${phrases.nextBest}:`, ...indented(lines)]
}

/** What was assumed about the job and the chosen offer. */
export const assumptionLines = (decision: Decision, { phrases, number }: Writer): readonly string[] => {
  const all = [...decision.assumptions, ...decision.chosen.assumptions]
  if (all.length === 0) return []
  const lines = all.map(({ name, value, unit, basis }) => {
    const text = typeof value === 'number' ? number(value) : value
    return `${name} ${text}${unit === '' ? '' : ` ${unit}`} (${basis})`
  })
  return [`${phrases.assumed}:`, ...indented(lines)]
}
