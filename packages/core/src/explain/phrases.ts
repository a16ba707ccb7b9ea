import type { SpeedBasis } from '../estimate/speed.ts'
import type { PurchaseModel } from '../offer.ts'
import type { GateName, RejectionKind } from '../rejection.ts'
import type { ChoiceReason, MatrixRule } from '../strategies/preference.ts'
import type { VramMatch } from '../vram-match.ts'

/** Text with places to fill: `{needed}`, `{actual}` and so on. */
export type Template = string

/** A reason's tag; the matrix has a text for each of its rules instead. */
type PlainReason = Exclude<ChoiceReason['kind'], 'matrix'>

/** Everything that an explanation says in one language. */
export interface Phrases {
  /** BCP 47 tag for numbers. */
  readonly language: string
  /** First line of a decision: `{job}`, `{offer}`. */
  readonly headline: Template
  /** Total: `{usd}`, `{upper}`, `{hours}`. */
  readonly total: Template
  /** Money: `{compute}`, `{network}`, `{storage}`. */
  readonly money: Template
  /** Time: `{wait}`, `{upload}`, `{setup}`, `{run}`, `{download}`. */
  readonly time: Template
  /** Interruptions: `{count}`, `{extra}`. */
  readonly interruptions: Template
  /** Chance of the deadline: `{chance}`. */
  readonly deadlineChance: Template
  /** Speed: `{speed}`, `{basis}`. */
  readonly speed: Template
  /** Where a speed comes from. */
  readonly speedBasis: Readonly<Record<SpeedBasis, string>>
  /** Which memory size matched. */
  readonly vramMatch: Readonly<Record<VramMatch, string>>
  /** How an offer is had. */
  readonly purchase: Readonly<Record<PurchaseModel, string>>
  /** Label of the reason. */
  readonly why: string
  /** Reasons, with `{place}`, `{hours}`, `{usd}`, `{chance}`, `{premium}`. */
  readonly reasons: Readonly<Record<PlainReason, Template>>
  /** Rules of the decision matrix. */
  readonly matrixRules: Readonly<Record<MatrixRule, string>>
  /** Against the runner-up: `{offer}`, `{money}`, `{time}`. */
  readonly runnerUp: Template
  /** Dearer, cheaper, equal; later, sooner, at the same time: `{amount}`. */
  readonly differences: Readonly<
    Record<'dearer' | 'cheaper' | 'equallyDear' | 'later' | 'sooner' | 'sameTime', Template>
  >
  /** Only one candidate. */
  readonly onlyOne: string
  /** Heading of the next best. */
  readonly nextBest: string
  /** One of the next best: `{rank}`, `{offer}`, `{usd}`, `{hours}`. */
  readonly alternative: Template
  /** Heading of the assumptions. */
  readonly assumed: string
  /** Heading of the refused: `{refused}`, `{offers}`. */
  readonly refused: Template
  /** Names of the gates. */
  readonly gates: Readonly<Record<GateName, string>>
  /** One line a rule, with `{needed}` and `{actual}`. */
  readonly refusals: Readonly<Record<RejectionKind, Template>>
  /** Number of offers under one rule: `{count}`. */
  readonly offers: Template
  /** Best of the refused: `{actual}`. */
  readonly nearest: Template
  /** Something unknown. */
  readonly unknown: string
  /** First line when no local GPU can take a confidential job: `{job}`. */
  readonly noLocalGpu: Template
  /** First line when nothing fits: `{job}`, `{offers}`. */
  readonly noSuitableOffer: Template
  /** Nothing was offered on a site where the job may run. */
  readonly nothingOffered: string
  /** Heading of what would help. */
  readonly wouldHelp: string
  /** What an offer has: `{actual}`. */
  readonly has: Template
  /** What is missing: `{missing}`. */
  readonly missing: Template
  /** A time from now: `{duration}`. */
  readonly inTime: Template
  /** A time before now: `{duration}`. */
  readonly ago: Template
  /** Two offers share an id: `{id}`. */
  readonly duplicateOfferId: Template
  /** The present is no time: `{expected}`. */
  readonly invalidMoment: Template
}
