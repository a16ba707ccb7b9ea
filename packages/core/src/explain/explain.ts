import { match } from 'ts-pattern'
import type { Decision, DecisionError, NothingFits } from '../decision.ts'
import { alternativeLines, assumptionLines, breakdown, totalLine } from './breakdown.ts'
import { english } from './english.ts'
import { german } from './german.ts'
import { indented } from './indented.ts'
import { reasonText, runnerUpText } from './reason-text.ts'
import { nearMissText, rejectionLines } from './refusal-lines.ts'
import { type Writer, writerFor } from './writer.ts'

/** Language of an explanation. */
export type Locale = 'en' | 'de'

/** How an explanation is written. */
export interface ExplainOptions {
  /** Language. Default `en`. */
  readonly locale?: Locale | undefined
  /** `brief`: the choice, why, and what was refused. `full`: also the breakdown, the next best and what was assumed. Default `full`. */
  readonly detail?: 'brief' | 'full' | undefined
  /** How many of the next best are listed (0 or more). Default 3. */
  readonly alternatives?: number | undefined
}

const writers = { en: writerFor(english), de: writerFor(german) } as const

/** The choice, its cost, why, and what was refused. */
const decisionText = (decision: Decision, writer: Writer, options: ExplainOptions): string => {
  const { phrases, fill, offer } = writer
  const { chosen, job, reason, alternatives } = decision
  const isFull = options.detail !== 'brief'
  const why = `${phrases.why}: ${reasonText(reason, writer)}. ${runnerUpText(chosen, alternatives[0], writer)}.`
  return [
    fill(phrases.headline, { job: job.id, offer: offer(chosen.offer) }),
    ...indented([
      totalLine(chosen, writer),
      ...(isFull ? breakdown(chosen, writer) : []),
      why,
      ...(isFull ? alternativeLines(decision, writer, options.alternatives ?? 3) : []),
      ...(isFull ? assumptionLines(decision, writer) : []),
      ...rejectionLines(decision, writer),
    ]),
  ].join('\n')
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
    .with({ kind: 'decision' }, (decision) => decisionText(decision, writer, options))
    .with({ kind: 'no-local-gpu' }, { kind: 'no-suitable-offer' }, (error) => nothingFitsText(error, writer))
    .with({ kind: 'duplicate-offer-id' }, ({ offerId }) => fill(phrases.duplicateOfferId, { id: offerId }))
    .with({ kind: 'invalid-moment' }, ({ expected }) => fill(phrases.invalidMoment, { expected }))
    .exhaustive()
}
