import type { Decision } from '../decision.ts'
import type { NearMiss } from '../near-miss.ts'
import { type Refusal, rejectionUnits } from '../rejection.ts'
import { indented } from './indented.ts'
import { groupRefusals } from './refusal-groups.ts'
import type { Writer } from './writer.ts'

const refusalText = (refusal: Refusal, writer: Writer, nowMs: number): string =>
  writer.fill(writer.phrases.refusals[refusal.kind], {
    needed: writer.fact(refusal, 'needed', nowMs),
    actual: writer.fact(refusal, 'actual', nowMs),
  })

const isNumeric = ({ needed, actual }: Refusal): boolean =>
  typeof needed === 'number' && typeof actual === 'number'

/** All refusals, grouped by rule, with the offer that came nearest. */
export const rejectionLines = (
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
    return `${offers} ${phrases.gates[nearest.gate]}: ${refusalText(nearest, writer, nowMs)}${best}`
  })
  const heading = fill(phrases.refused, { refused: String(rejections.length), offers: String(counts.offers) })
  return [`${heading}:`, ...indented(lines)]
}

/** What is missing to fulfil a rule that asks for a least number; empty where that says nothing. */
const missingText = ({ kind, needed, actual }: Refusal, { phrases, fill, number }: Writer): string => {
  const unit = rejectionUnits[kind]
  if (typeof needed !== 'number' || typeof actual !== 'number' || needed <= actual) return ''
  if (unit === undefined || unit.startsWith('ms')) return ''
  return `, ${fill(phrases.missing, { missing: `${number(needed - actual)} ${unit}` })}`
}

/** An offer that nearly fitted, and what it lacks. */
export const nearMissText = ({ offer, refusals }: NearMiss, writer: Writer, nowMs: number): string => {
  const reasons = refusals.map((refusal) => {
    const has = writer.fill(writer.phrases.has, { actual: writer.fact(refusal, 'actual', nowMs) })
    return `${refusalText(refusal, writer, nowMs)} (${has}${missingText(refusal, writer)})`
  })
  return `${writer.offer(offer)}: ${reasons.join('; ')}`
}
