import {
  type DecideOptions,
  type Decision,
  type DecisionError,
  type Job,
  type Offer,
  type RejectionKind,
  type RememberedFailure,
  type StagedPlace,
  withStagedInput,
} from '@aima/gpu-core'
import type { RefusalCounts } from '../result/job-outcome.ts'
import type { Board, Slot } from './board.ts'
import type { Holdings } from './holdings.ts'
import type { Settings } from './settings.ts'
import { rejectionsOf, type Tally, tally, verdictsFor } from './verdicts.ts'

/** What is asked. */
export interface Asking {
  /** The job, with what is left of it. */
  readonly job: Job
  /** Where its input lies already. */
  readonly places: readonly StagedPlace[]
  /** The present (ms since 1970-01-01 UTC). */
  readonly nowMs: number
  /** When each owned offer is expected to be free for it (ms since 1970-01-01 UTC), by id. */
  readonly freeFrom: ReadonlyMap<string, number>
}

/** Core's answer. */
export interface Answer {
  /** The decision, made of the offers that are not refused for their facts. */
  readonly outcome: Decision | DecisionError
  /** All refusals, by rule. */
  readonly refusals: RefusalCounts
  /** Whether time could bring an offer that passes, if none does. */
  readonly hasHope: boolean
  /** Makes the whole decision, of all offers of this moment. */
  readonly whole: () => Decision | DecisionError
}

/** Asks core. */
export interface Outlook {
  /** Decides among all offers. */
  readonly decide: (asking: Asking) => Answer
  /** Decides among some owned offers that are free. */
  readonly decideAmong: (asking: Asking, offers: readonly Offer[]) => Answer
  /** An offer as it is for a job. */
  readonly offerFor: (asking: Asking, offerId: string) => Offer | undefined
  /** Ids of the owned offers that are not refused for their facts. */
  readonly ownedFor: (job: Job) => ReadonlySet<string>
  /** Remembers a failed attempt. */
  readonly remember: (failure: RememberedFailure) => void
}

/** Rules whose answer never changes while the market moves, beside those on facts. */
const forGood: ReadonlySet<RejectionKind> = new Set([
  'spot-not-allowed',
  'provider-excluded',
  'speed-unknown',
  'never-finishes',
])

const hourMs = 3_600_000

const outcomeOf = (
  job: Job,
  offers: readonly Offer[],
  { decide, policy }: Pick<Settings, 'decide' | 'policy'>,
  options: DecideOptions,
): Decision | DecisionError =>
  decide(job, offers, policy, options).match<Decision | DecisionError>(
    (decision) => decision,
    (error) => error,
  )

/**
 * Shows the board to core as it is for one job: owned GPUs with their queue, hardware that others have as out of stock, input that lies there already.
 *
 * @param settings - Policy, and who decides.
 * @param board - All offers.
 * @param holdings - Who has what.
 */
export const createOutlook = (settings: Settings, board: Board, holdings: Holdings): Outlook => {
  const { policy, ranked } = settings
  const standingOf = verdictsFor(policy, board, (job, offers) =>
    outcomeOf(job, offers, settings, { nowMs: settings.market.startMs, ranked: 1 }),
  )
  let failures: readonly RememberedFailure[] = []
  const failuresAt = (nowMs: number): readonly RememberedFailure[] => {
    if (failures.some(({ untilMs }) => untilMs <= nowMs))
      failures = failures.filter(({ untilMs }) => untilMs > nowMs)
    return failures
  }

  const shown = (offer: Offer, { nowMs, freeFrom }: Asking): Offer => {
    // Asked of thousands of offers for each job: nearly all are kinds of machines, of which there are many.
    const { site, purchase, exclusiveKeys } = offer
    if (site !== 'local' && purchase !== 'owned' && exclusiveKeys === undefined) return offer
    if (site !== 'local')
      return holdings.isFree(offer) ? offer : { ...offer, capacity: { ...offer.capacity, stock: 'none' } }
    const freeMs = freeFrom.get(offer.id) ?? nowMs
    if (freeMs <= nowMs && holdings.isFree(offer)) return offer
    const allocHours = Math.max(0, freeMs - nowMs) / hourMs
    return { ...offer, capacity: { ...offer.capacity, stock: 'busy', allocHours } }
  }
  const shownOf = (slots: readonly Slot[], asking: Asking): readonly Offer[] => {
    const offers: Offer[] = []
    const isPlain = holdings.count() === 0 && asking.freeFrom.size === 0
    for (const { offer, isListed } of slots) if (isListed) offers.push(isPlain ? offer : shown(offer, asking))
    return withStagedInput(offers, asking.places)
  }

  const hasHopeIn = (possible: readonly Slot[], outcome: Decision | DecisionError): boolean =>
    possible.some(({ isListed }) => !isListed) || rejectionsOf(outcome).some(({ kind }) => !forGood.has(kind))

  return {
    decide: (asking) => {
      const { job, nowMs } = asking
      board.observe(nowMs)
      const options = { nowMs, ranked, failures: failuresAt(nowMs) }
      const { possible, refused } = standingOf(job)
      const seen = shownOf(possible, asking)
      const outcome = outcomeOf(job, seen, settings, options)
      const refusals: Tally = tally({ ...refused }, rejectionsOf(outcome))
      return {
        outcome,
        refusals,
        hasHope: hasHopeIn(possible, outcome),
        whole: () => {
          // What the job was given since is shown as it was when it was decided.
          const known = new Set(possible)
          const rest = board.slots().filter((slot) => !known.has(slot))
          const copies = [...seen, ...shownOf(rest, asking)].map((offer) => ({ ...offer }))
          return outcomeOf(job, copies, settings, options)
        },
      }
    },
    decideAmong: (asking, offers) => {
      const { job, nowMs } = asking
      const options = { nowMs, ranked, failures: failuresAt(nowMs) }
      const seen = offers.map((offer) => ({ ...offer, observedAtMs: nowMs }))
      const outcome = outcomeOf(job, seen, settings, options)
      return {
        outcome,
        refusals: tally({}, rejectionsOf(outcome)),
        hasHope: true,
        whole: () => outcome,
      }
    },
    offerFor: (asking, offerId) => {
      const slot = board.slotOf(offerId)
      if (slot?.isListed !== true) return undefined
      const [offer] = withStagedInput([slot.offer], asking.places)
      return offer && { ...offer, observedAtMs: asking.nowMs }
    },
    ownedFor: (job) =>
      new Set(
        standingOf(job)
          .possible.filter(({ offer }) => offer.site === 'local')
          .map(({ offer }) => offer.id),
      ),
    remember: (failure) => {
      failures = [...failures, failure]
    },
  }
}
