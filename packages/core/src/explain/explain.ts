import { match } from 'ts-pattern'
import type { Candidate } from '../candidate.ts'
import type { Decision, DecisionError, NothingFits } from '../decision.ts'
import type { NearMiss } from '../near-miss.ts'
import { type Refusal, rejectionUnits } from '../rejection.ts'
import type { ChoiceReason } from '../strategies/preference.ts'
import { english } from './english.ts'
import { german } from './german.ts'
import { groupRefusals } from './refusal-groups.ts'
import { type Writer, writerFor } from './writer.ts'

/** Language of an explanation. */
export type Locale = 'en' | 'de'

/** How an explanation is written. */
export interface ExplainOptions {
  /** Language. Default `en`. */
  readonly locale?: Locale | undefined
  /** How many of the next best are listed (0 or more). Default 3. */
  readonly alternatives?: number | undefined
}

const writers = { en: writerFor(english), de: writerFor(german) } as const

const indented = (lines: readonly string[]): readonly string[] => lines.map((line) => `  ${line}`)

const reasonText = (reason: ChoiceReason, writer: Writer): string => {
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

const breakdown = (
  { estimate, upperUsd, speed, vramMatch }: Candidate,
  writer: Writer,
): readonly string[] => {
  const { phrases, fill, usd, hours, percent, number } = writer
  const lost = estimate.runHours - estimate.computeHours
  return [
    fill(phrases.total, {
      usd: usd(estimate.totalUsd),
      upper: usd(upperUsd),
      hours: hours(estimate.completionHours),
    }),
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

const runnerUpText = (chosen: Candidate, next: Candidate | undefined, writer: Writer): string => {
  const { phrases, fill, usd, hours, offer } = writer
  if (next === undefined) return phrases.onlyOne
  const dearer = next.estimate.totalUsd - chosen.estimate.totalUsd
  const later = next.estimate.completionHours - chosen.estimate.completionHours
  const { differences } = phrases
  const money = dearer > 0 ? differences.dearer : dearer < 0 ? differences.cheaper : differences.equallyDear
  const time = later > 0 ? differences.later : later < 0 ? differences.sooner : differences.sameTime
  return fill(phrases.runnerUp, {
    offer: offer(next.offer),
    money: fill(money, { amount: usd(Math.abs(dearer)) }),
    time: fill(time, { amount: hours(later) }),
  })
}

const assumptionLines = (decision: Decision, { phrases, number }: Writer): readonly string[] => {
  const all = [...decision.assumptions, ...decision.chosen.assumptions]
  if (all.length === 0) return []
  const lines = all.map(({ name, value, unit, basis }) => {
    const text = typeof value === 'number' ? number(value) : value
    return `${name} ${text}${unit === '' ? '' : ` ${unit}`} (${basis})`
  })
  return [`${phrases.assumed}:`, ...indented(lines)]
}

const refusalText = (refusal: Refusal, writer: Writer, nowMs: number): string =>
  writer.fill(writer.phrases.refusals[refusal.kind], {
    needed: writer.fact(refusal, 'needed', nowMs),
    actual: writer.fact(refusal, 'actual', nowMs),
  })

const isNumeric = ({ needed, actual }: Refusal): boolean =>
  typeof needed === 'number' && typeof actual === 'number'

const rejectionLines = (
  { rejections, counts, nowMs }: Pick<Decision, 'rejections' | 'counts' | 'nowMs'>,
  writer: Writer,
): readonly string[] => {
  if (rejections.length === 0) return []
  const { phrases, fill } = writer
  const lines = groupRefusals(rejections).map(({ count, nearest }) => {
    const offers = fill(phrases.offers, { count: String(count) })
    const best = isNumeric(nearest)
      ? ` (${fill(phrases.nearest, { actual: writer.fact(nearest, 'actual', nowMs) })})`
      : ''
    return `${offers}: ${phrases.gates[nearest.gate]}: ${refusalText(nearest, writer, nowMs)}${best}`
  })
  const heading = fill(phrases.refused, { refused: String(rejections.length), offers: String(counts.offers) })
  return [`${heading}:`, ...indented(lines)]
}

const decisionText = (decision: Decision, writer: Writer, alternatives: number): string => {
  const { phrases, fill, usd, hours, offer } = writer
  const { chosen } = decision
  const next = decision.alternatives.slice(0, alternatives).map((candidate) =>
    fill(phrases.alternative, {
      rank: String(candidate.rank),
      offer: offer(candidate.offer),
      usd: usd(candidate.estimate.totalUsd),
      hours: hours(candidate.estimate.completionHours),
    }),
  )
  return [
    fill(phrases.headline, { job: decision.job.id, offer: offer(chosen.offer) }),
    ...indented([
      ...breakdown(chosen, writer),
      `${phrases.why}: ${reasonText(decision.reason, writer)}. ${runnerUpText(chosen, decision.alternatives[0], writer)}.`,
      ...(next.length === 0 ? [] : [`${phrases.nextBest}:`, ...indented(next)]),
      ...assumptionLines(decision, writer),
      ...rejectionLines(decision, writer),
    ]),
  ].join('\n')
}

/** What is missing to fulfil a rule that asks for a least number; empty where that says nothing. */
const missingText = ({ kind, needed, actual }: Refusal, { phrases, fill, number }: Writer): string => {
  const unit = rejectionUnits[kind]
  if (typeof needed !== 'number' || typeof actual !== 'number' || needed <= actual) return ''
  if (unit === undefined || unit.startsWith('ms')) return ''
  return `, ${fill(phrases.missing, { missing: `${number(needed - actual)} ${unit}` })}`
}

const nearMissText = ({ offer, refusals }: NearMiss, writer: Writer, nowMs: number): string => {
  const reasons = refusals.map((refusal) => {
    const has = writer.fill(writer.phrases.has, { actual: writer.fact(refusal, 'actual', nowMs) })
    return `${refusalText(refusal, writer, nowMs)} (${has}${missingText(refusal, writer)})`
  })
  return `${writer.offer(offer)}: ${reasons.join('; ')}`
}

const nothingFitsText = (error: NothingFits, writer: Writer): string => {
  const { phrases, fill } = writer
  const headline = error.kind === 'no-local-gpu' ? phrases.noLocalGpu : phrases.noSuitableOffer
  const help =
    error.nearMisses.length === 0
      ? [phrases.nothingOffered]
      : [
          `${phrases.wouldHelp}:`,
          ...indented(error.nearMisses.map((miss) => nearMissText(miss, writer, error.nowMs))),
        ]
  return [
    fill(headline, { job: error.job.id, offers: String(error.counts.offers) }),
    ...indented([...help, ...rejectionLines(error, writer)]),
  ].join('\n')
}

/**
 * Writes a decision, or the lack of one, as a person wants to read it.
 *
 * A decision: the choice, its cost and time with the breakdown, why it beats the runner-up, what was assumed, and what was refused and why, grouped. No decision: what
 * came nearest and what would help.
 *
 * @param outcome - What {@link decide} returned, either side.
 * @param options - Language and length.
 * @returns Lines of text without colour.
 * @example
 * explain({ kind: 'duplicate-offer-id', offerId: 'a' }) // => 'Two offers share the id a'
 * @example
 * explain({ kind: 'duplicate-offer-id', offerId: 'a' }, { locale: 'de' }) // => 'Zwei Angebote tragen die Kennung a'
 */
export const explain = (outcome: Decision | DecisionError, options: ExplainOptions = {}): string => {
  const writer = writers[options.locale ?? 'en']
  const { phrases, fill } = writer
  return match(outcome)
    .with({ kind: 'decision' }, (decision) => decisionText(decision, writer, options.alternatives ?? 3))
    .with({ kind: 'no-local-gpu' }, { kind: 'no-suitable-offer' }, (error) => nothingFitsText(error, writer))
    .with({ kind: 'duplicate-offer-id' }, ({ offerId }) => fill(phrases.duplicateOfferId, { id: offerId }))
    .with({ kind: 'invalid-moment' }, ({ expected }) => fill(phrases.invalidMoment, { expected }))
    .exhaustive()
}
