import type {
  Decision,
  DecisionError,
  GateName,
  Job,
  Offer,
  Policy,
  Rejection,
  RejectionKind,
} from '@aima/gpu-core'
import type { Board, Slot } from './board.ts'

/** Rejections by the rule that was broken. */
export type Tally = { [Kind in RejectionKind]?: number }

/** What a kind of job can have, whatever prices and stocks do. */
export interface Standing {
  /** Places whose offers are not refused for their facts, listed or not. */
  readonly possible: readonly Slot[]
  /** How many listed offers are refused for their facts, by rule. */
  readonly refused: Readonly<Tally>
}

/** Makes a decision of offers. */
export type Judge = (job: Job, offers: readonly Offer[]) => Decision | DecisionError

/** Gates that look at facts of the offer alone: never at price, stock or time. */
const factGates: ReadonlySet<GateName> = new Set(['confidentiality', 'residency', 'technical'])

/** Adds rejections to a tally. */
export const tally = (into: Tally, rejections: readonly Rejection[]): Tally => {
  for (const { kind } of rejections) into[kind] = (into[kind] ?? 0) + 1
  return into
}

/** The rejections of an outcome. */
export const rejectionsOf = (outcome: Decision | DecisionError): readonly Rejection[] =>
  'rejections' in outcome ? outcome.rejections : []

/** All that those gates ask of a job. */
const kindOf = ({ confidentiality, clearance, needs, labels }: Job): string =>
  JSON.stringify([confidentiality, clearance, needs, labels])

const offersOf = (slots: readonly Slot[]): readonly Offer[] => slots.map(({ offer }) => offer)

/** Most kinds of jobs that are remembered; the one that was new first is forgotten. */
const mostKinds = 200

interface Known {
  standing: number
  slots: number
  facts: number[]
  verdicts: (RejectionKind | null)[]
  result: Standing
}

const nothingKnown = (): Known => ({
  standing: Number.NaN,
  slots: 0,
  facts: [],
  verdicts: [],
  result: { possible: [], refused: {} },
})

/**
 * Remembers which offers a kind of job is refused for their facts, so that each decision looks at the others only.
 *
 * The gates on facts come first in core, and look at nothing that prices, stocks and time change. Offers that they refuse are refused again for the same reason.
 *
 * @param board - The offers.
 * @param judge - Core's decision.
 */
const createVerdicts = (board: Board, judge: Judge): ((job: Job) => Standing) => {
  const byKind = new Map<string, Known>()

  const refresh = (known: Known, job: Job): void => {
    const slots = board.slots()
    if (known.slots !== slots.length) {
      known.facts = []
      known.verdicts = []
      known.slots = slots.length
    }
    const unknown = slots.filter(({ facts }, index) => known.facts[index] !== facts)
    const outcome = unknown.length === 0 ? undefined : judge(job, offersOf(unknown))
    const refusals = new Map(
      (outcome === undefined ? [] : rejectionsOf(outcome))
        .filter(({ gate }) => factGates.has(gate))
        .map(({ offerId, kind }) => [offerId, kind]),
    )
    const possible: Slot[] = []
    const refused: Tally = {}
    for (const [index, slot] of slots.entries()) {
      if (known.facts[index] !== slot.facts) {
        known.facts[index] = slot.facts
        known.verdicts[index] = refusals.get(slot.offer.id) ?? null
      }
      const kind = known.verdicts[index]
      if (kind === null || kind === undefined) possible.push(slot)
      else if (slot.isListed) refused[kind] = (refused[kind] ?? 0) + 1
    }
    known.result = { possible, refused }
    known.standing = board.standing()
  }
  return (job) => {
    const kind = kindOf(job)
    const known = byKind.get(kind) ?? nothingKnown()
    byKind.set(kind, known)
    const [oldest] = byKind.keys()
    if (byKind.size > mostKinds && oldest !== undefined) byKind.delete(oldest)
    if (known.standing !== board.standing()) refresh(known, job)
    return known.result
  }
}

/** Without any memory: for policies within others, whose gates take turns. */
const allPossible = (board: Board): ((job: Job) => Standing) => {
  return () => ({ possible: board.slots(), refused: {} })
}

/** The verdicts that hold for a policy. */
export const verdictsFor = (policy: Policy, board: Board, judge: Judge): ((job: Job) => Standing) =>
  (policy.within ?? []).length === 0 ? createVerdicts(board, judge) : allPossible(board)
