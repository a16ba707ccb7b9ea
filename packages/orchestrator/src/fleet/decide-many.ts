import {
  type Candidate,
  type DecideOptions,
  type Decision,
  type DecisionError,
  type DuplicateOfferId,
  decide as decideWithCore,
  type InvalidMoment,
  type Job,
  type Offer,
  type Policy,
  type RememberedFailure,
  singleHardware,
} from '@aima/gpu-core'
import { err, ok, Result } from 'neverthrow'
import type { Decide } from '../place/placing.ts'
import type { FleetDecision, FleetEntry, FleetError, LocalShare } from './fleet-decision.ts'
import { bySaving, shareOut } from './share-out.ts'
import { bestLocal, savingOf, supplyOf, type Wish, wishOf } from './wish.ts'

/** The circumstances of decisions for many jobs. */
export interface FleetOptions extends DecideOptions {
  /** Decides for each job at last. Default: core's `decide`. */
  readonly decide?: Decide | undefined
}

/** Why an offer is refused whose hardware another job is given. */
const givenToAnother = 'given-to-another-job'

/** Who has a piece of hardware, and until when (ms since 1970-01-01 UTC). */
interface Holder {
  readonly wish: Wish
  readonly untilMs: number
}

const firstTwice = (ids: readonly string[]): string | undefined => {
  const sorted = [...ids].sort()
  return sorted.find((id, index) => index > 0 && sorted[index - 1] === id)
}

const faultIn = (
  jobs: readonly Job[],
  offers: readonly Offer[],
  { nowMs, ranked = 1 }: DecideOptions,
): FleetError | undefined => {
  if (!Number.isFinite(nowMs)) return { kind: 'invalid-moment', expected: 'nowMs: ms since 1970-01-01 UTC' }
  if (!(ranked >= 1)) return { kind: 'invalid-moment', expected: 'ranked: 1 or more' }
  const jobId = firstTwice(jobs.map(({ id }) => id))
  if (jobId !== undefined) return { kind: 'duplicate-job-id', jobId }
  const offerId = firstTwice(offers.map(({ id }) => id))
  return offerId === undefined ? undefined : { kind: 'duplicate-offer-id', offerId }
}

const localShareOf = (
  wish: Wish,
  given: Candidate | undefined,
  holders: ReadonlyMap<string, Holder>,
): LocalShare => {
  const best = bestLocal(wish)
  const others =
    best === undefined ? [] : singleHardware(best.offer).flatMap((name) => holders.get(name) ?? [])
  const ids = others.filter((holder) => holder.wish !== wish).map((holder) => holder.wish.job.id)
  const displacedBy = [...new Set(ids)].sort()
  if (given?.offer.site === 'local') return { kind: 'given', displacedBy, ...savingOf(wish, given) }
  if (best !== undefined && displacedBy.length > 0)
    return { kind: 'displaced', displacedBy, ...savingOf(wish, best) }
  return { kind: wish.fitsLocally ? 'not-preferred' : 'none-fits' }
}

const hourMs = 3_600_000

/** Decides for one job after the other, each time with the hardware of all others refused. */
const settle = (
  wishes: readonly Wish[],
  single: readonly Offer[],
  question: {
    readonly offers: readonly Offer[]
    readonly policy: Policy
    readonly moment: DecideOptions
    readonly decide: Decide
  },
): readonly FleetEntry[] => {
  const { offers, policy, moment, decide } = question
  const holders = new Map<string, Holder>()
  const take = (wish: Wish, candidate: Candidate | undefined): void => {
    for (const [name, holder] of holders) if (holder.wish === wish) holders.delete(name)
    if (candidate === undefined) return
    const untilMs = moment.nowMs + Math.max(1, Math.ceil(candidate.estimate.completionHours * hourMs))
    for (const name of singleHardware(candidate.offer)) holders.set(name, { wish, untilMs })
  }
  const refusedTo = (wish: Wish): readonly RememberedFailure[] =>
    single.flatMap((offer) => {
      const ends = singleHardware(offer).flatMap((name) => {
        const holder = holders.get(name)
        return holder === undefined || holder.wish === wish ? [] : [holder.untilMs]
      })
      return ends.length === 0
        ? []
        : [{ offerId: offer.id, reason: givenToAnother, untilMs: Math.max(...ends) }]
    })
  const decisionFor = (wish: Wish): Decision | DecisionError =>
    decide(wish.job, offers, policy, {
      ...moment,
      failures: [...(moment.failures ?? []), ...refusedTo(wish)],
    }).match<Decision | DecisionError>(
      (decision) => decision,
      (error) => error,
    )

  const ordered = bySaving(wishes)
  const seating = shareOut(wishes)
  for (const wish of ordered) take(wish, seating.seatOf(wish)?.candidate)
  const settled = ordered.map((wish) => {
    const decision = decisionFor(wish)
    const chosen = decision.kind === 'decision' ? decision.chosen : undefined
    take(wish, chosen)
    return { wish, decision, chosen }
  })
  return settled
    .map(({ wish, decision, chosen }) => ({
      job: wish.job,
      decision,
      local: localShareOf(wish, chosen, holders),
    }))
    .sort((one, other) => (one.job.id < other.job.id ? -1 : 1))
}

const sumUp = (jobs: readonly FleetEntry[], nowMs: number): FleetDecision => {
  const placed = jobs.flatMap(({ decision }) => (decision.kind === 'decision' ? [decision.chosen] : []))
  return {
    kind: 'fleet-decision',
    nowMs,
    jobs,
    totalUsd: placed.reduce((sum, { estimate }) => sum + estimate.totalUsd, 0),
    unplaced: jobs.length - placed.length,
  }
}

/**
 * Decides for many jobs that share limited hardware, which goes to the jobs that save most on it.
 *
 * For each job core tells which single machines (local ones, and rented ones of which there is but one) its strategy prefers to what can be had any number of
 * times. Jobs are sorted by what they save per local GPU-hour against the best offer elsewhere (a confidential job, or one that has nothing elsewhere, saves
 * without end); each gets the best that is free; then jobs push each other on where all of them together cost less for it, first by how many have an offer at
 * all, then in money. At last core decides for each job, with the hardware of all others refused, so that each decision is one of core's own.
 *
 * No hardware is given twice: not an offer, no piece of hardware by its key, not a GPU by its UUID. The order of jobs and offers does not matter. What a job costs is its
 * expected total; the strategy of the policy decides what a job prefers. It is a heuristic: see the package's tests for how near it comes to the optimum.
 *
 * @param jobs - The jobs; their ids must differ.
 * @param offers - What can be had.
 * @param policy - The rules.
 * @param options - The present, remembered failures, how many candidates of each decision are ranked, and who decides.
 * @returns A decision for each job and why it was given local hardware or not, or `duplicate-job-id`, `duplicate-offer-id`, `invalid-moment`.
 * @example
 * decideMany([], [], { strategy: { kind: 'cost-first' } }, { nowMs: 0 })._unsafeUnwrap().totalUsd // => 0
 */
export const decideMany = (
  jobs: readonly Job[],
  offers: readonly Offer[],
  policy: Policy,
  options: FleetOptions,
): Result<FleetDecision, FleetError> => {
  const { decide = decideWithCore, ...moment } = options
  const fault = faultIn(jobs, offers, moment)
  if (fault !== undefined) return err(fault)
  const sortedJobs = [...jobs].sort((one, other) => (one.id < other.id ? -1 : 1))
  const sortedOffers = [...offers].sort((one, other) => (one.id < other.id ? -1 : 1))
  const supply = supplyOf(sortedOffers)
  const context = { policy, moment, jobs: jobs.length }
  const wishes: Result<readonly Wish[], DuplicateOfferId | InvalidMoment> = Result.combine(
    sortedJobs.map((job) => wishOf(job, supply, context)),
  )
  return wishes.andThen((known) =>
    ok(sumUp(settle(known, supply.single, { offers: sortedOffers, policy, moment, decide }), moment.nowMs)),
  )
}
