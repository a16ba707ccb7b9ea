import type { Offer, Policy } from '@aima/gpu-core'
import { err, ok, type Result } from 'neverthrow'
import { type JsonDifference, jsonDifferences } from './json-difference.ts'
import { decisionLine, offersLine, policyLine } from './log-line.ts'
import { groupHash, hashOf } from './logged-offers.ts'
import { type LogLine, readLogLine } from './read-log-line.ts'

/** What a replay found. */
export interface ReplayReport {
  /** Lines that are not empty. */
  readonly lines: number
  /** Decisions among them. */
  readonly decisions: number
  /** Decisions that came out the same, byte for byte. */
  readonly reproduced: number
  /** Everything that is not as it should be, in the order of the lines. None: all decisions were reproduced. */
  readonly differences: readonly ReplayDifference[]
}

/** What is not as it should be with one line. */
export type ReplayDifference =
  | {
      /** It cannot be read: it was cut off, or is no line of such a log. */
      readonly kind: 'unreadable'
      /** Number of the line, from 1. */
      readonly line: number
      /** What was expected. */
      readonly issues: readonly string[]
    }
  | {
      /** It refers to a policy or to offers that no sound line before it has. */
      readonly kind: 'missing-reference'
      /** Number of the line, from 1. */
      readonly line: number
      /** The hashes. */
      readonly hashes: readonly string[]
    }
  | {
      /** It comes out otherwise: it was changed, or core decides otherwise now. */
      readonly kind: 'different'
      /** Number of the line, from 1. */
      readonly line: number
      /** Where, the first ten places; none: only the spelling differs, such as spaces. A `sha256` alone: what the line does not show differs. */
      readonly places: readonly JsonDifference[]
    }

/** No line of it is one of a decision log. */
export interface NotADecisionLog {
  /** Tag. */
  readonly kind: 'not-a-decision-log'
  /** What was expected in the first line. */
  readonly issues: readonly string[]
}

/** Most places that are told of one line. */
const mostPlaces = 10

/** What was read so far that decisions refer to. */
interface Known {
  readonly policies: Map<string, Policy>
  readonly offers: Map<string, readonly Offer[]>
}

type Again = { readonly text: string } | { readonly missing: readonly string[] }

/** Writes a line again from what it says. */
const writeAgain = (line: LogLine, known: Known): Again => {
  if (line.kind === 'policy') return { text: policyLine(line.policy) }
  if (line.kind === 'offers') {
    const hashes = line.offers.map((offer) => hashOf(JSON.stringify(offer)))
    return { text: offersLine({ ...line, hash: groupHash(line.source, hashes) }) }
  }
  const policy = known.policies.get(line.policy)
  const missing = [
    ...(policy === undefined ? [line.policy] : []),
    ...line.offers.filter((hash) => !known.offers.has(hash)),
  ]
  if (policy === undefined || missing.length > 0) return { missing }
  const offers = line.offers.flatMap((hash) => known.offers.get(hash) ?? [])
  return { text: decisionLine(line, { policy, offers }) }
}

const remember = (line: LogLine, known: Known): void => {
  if (line.kind === 'policy') known.policies.set(line.hash, line.policy)
  else if (line.kind === 'offers') known.offers.set(line.hash, line.offers)
}

const linesOf = (log: string | Iterable<string>): Iterable<string> =>
  typeof log === 'string' ? log.split('\n') : log

/**
 * Makes every decision of a log again, with core as it is now, and compares each line byte for byte with what comes out.
 *
 * A replay needs nothing but the log. Whoever has changed a single byte of a line is found out, unless they have calculated its hashes anew: those are no
 * signature. A line that is not sound is reported and left out, and decisions that refer to it are reported as well.
 *
 * @param log - Text of a log, or its lines without their ends, which need not be in memory all at once. Offers and policies are kept until the end.
 * @returns The report, or `not-a-decision-log` when no line is one. An empty log is a log without decisions.
 * @see {@link createDecisionLog} for the format.
 * @example
 * replay('')._unsafeUnwrap() // => { lines: 0, decisions: 0, reproduced: 0, differences: [] }
 * @example
 * replay('hello')._unsafeUnwrapErr() // => { kind: 'not-a-decision-log', issues: ['expected JSON'] }
 */
export const replay = (log: string | Iterable<string>): Result<ReplayReport, NotADecisionLog> => {
  const known: Known = { policies: new Map(), offers: new Map() }
  const differences: ReplayDifference[] = []
  let number = 0
  let lines = 0
  let read = 0
  let decisions = 0
  let reproduced = 0

  const look = (text: string): ReplayDifference | undefined => {
    const parsed = readLogLine(text)
    if (parsed.isErr()) return { kind: 'unreadable', line: number, issues: parsed.error }
    const line = parsed.value
    read += 1
    if (line.kind === 'decision') decisions += 1
    const again = writeAgain(line, known)
    if ('missing' in again) return { kind: 'missing-reference', line: number, hashes: again.missing }
    if (again.text !== text) {
      const places = jsonDifferences(JSON.parse(text), JSON.parse(again.text), mostPlaces)
      return { kind: 'different', line: number, places }
    }
    remember(line, known)
    if (line.kind === 'decision') reproduced += 1
    return undefined
  }
  for (const text of linesOf(log)) {
    number += 1
    if (text === '') continue
    lines += 1
    const difference = look(text)
    if (difference !== undefined) differences.push(difference)
  }
  const [first] = differences
  return lines > 0 && read === 0 && first?.kind === 'unreadable'
    ? err({ kind: 'not-a-decision-log', issues: first.issues })
    : ok({ lines, decisions, reproduced, differences })
}
