import {
  type Candidate,
  type DecideOptions,
  type Decision,
  type DecisionError,
  decide as decideWithCore,
  type Job,
  type Offer,
  type Policy,
} from '@aima/gpu-core'
import { err, ok, type Result } from 'neverthrow'
import type { Clock } from '../clock.ts'
import type { LeaseStore } from '../lease/lease-store.ts'
import type { PlaceOptions } from '../options.ts'
import type { Tell } from '../seen/events.ts'
import type { NameOf } from '../seen/job-names.ts'
import { type Attempts, createAttempts } from './attempts.ts'
import type { FailureMemory } from './failure-memory.ts'
import { type Gather, type Market, openMarket } from './market.ts'
import type { Placement, PlacementError } from './placement.ts'
import { rankedCandidates } from './ranked-candidates.ts'
import { type Tried, tryCandidate } from './try-candidate.ts'

/** What a placer is made of. */
export interface PlacerOptions {
  /** Gathers offers. It is asked again before an attempt unless that was done within `momentMs`, so it should have a cache. */
  readonly gather: Gather
  /** The policy in force. */
  readonly policy: () => Policy
  /** Store of leases. */
  readonly leases: LeaseStore
  /** How long a lease holds unless it is renewed (ms). */
  readonly leaseMs: number
  /** Memory of failures. */
  readonly failures: FailureMemory
  /** Time. */
  readonly clock: Clock
  /** Is told what happens. */
  readonly tell: Tell
  /** Makes ids of placements, each another. They are the holders' names of leases too. */
  readonly newId: () => string
  /** Decides. Default: core's. Whoever logs decisions gives one that does. */
  readonly decide?: Decide | undefined
  /** How events call a job. Default: its id, or a pseudonym for a confidential one. */
  readonly nameOf?: NameOf | undefined
  /** How old a gathering may be when a candidate is looked at again (ms). Default 1 000. */
  readonly momentMs?: number | undefined
}

/** Decides where a job should run, as core's `decide` does. */
export type Decide = (
  job: Job,
  offers: readonly Offer[],
  policy: Policy,
  options: DecideOptions,
) => Result<Decision, DecisionError>

/** One placement that is under way. */
export interface Placing<Machine> {
  /** What the placer is made of. */
  readonly placer: PlacerOptions
  /** The job. */
  readonly job: Job
  /** How events call it. */
  readonly name: string
  /** Launch, questions, orphans. */
  readonly options: PlaceOptions<Machine>
  /** Cancels. */
  readonly signal: AbortSignal
}

/** Default of `launchTimeoutMs` (ms). */
const defaultLaunchTimeoutMs = 600_000

/** Default of `momentMs` (ms). */
const defaultMomentMs = 1_000

/** How many candidates are passed over without a pause for others. */
const candidatesPerTurn = 64

/** A time that is none would fire at once. */
const timeoutMsOf = ({
  launchTimeoutMs = defaultLaunchTimeoutMs,
}: Pick<PlaceOptions<unknown>, 'launchTimeoutMs'>): number =>
  launchTimeoutMs > 0 ? launchTimeoutMs : defaultLaunchTimeoutMs

const turnOfTheEventLoop = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))

type Try<Machine> = (candidate: Candidate, attempt: number) => Promise<Tried<Machine>>

/** Walks a ranking until a candidate has the job. */
const walk = async <Machine>(
  candidates: Iterable<Candidate>,
  {
    placing,
    attempts,
    tryOne,
  }: { readonly placing: Placing<Machine>; readonly attempts: Attempts; readonly tryOne: Try<Machine> },
): Promise<Extract<Tried<Machine>, { readonly kind: 'placed' }> | undefined> => {
  const { placer, signal, name: job } = placing
  for (const candidate of candidates) {
    if (attempts.all().length % candidatesPerTurn === candidatesPerTurn - 1) await turnOfTheEventLoop()
    if (signal.aborted) return undefined
    const startedAtMs = placer.clock.elapsedMs()
    const byOfferId = attempts.excludedBy(candidate.offer)
    const tried =
      byOfferId === undefined
        ? await tryOne(candidate, attempts.all().length + 1)
        : { kind: 'excluded' as const, byOfferId }
    const tookMs = placer.clock.elapsedMs() - startedAtMs
    const outcome = tried.kind === 'placed' ? { kind: tried.kind } : tried
    const { offerId, provider } = attempts.add(candidate, outcome, tookMs)
    placer.tell({ kind: 'attempted', job, offerId, provider, outcome: outcome.kind, tookMs })
    if (tried.kind === 'placed') return tried
  }
  return undefined
}

const trying =
  <Machine>(
    placing: Placing<Machine>,
    holder: string,
    { decision, market }: { readonly decision: Decision; readonly market: Market },
  ): Try<Machine> =>
  (candidate, attempt) => {
    const { placer, job, name, options, signal } = placing
    const { leases: store, leaseMs, failures, clock, tell, policy } = placer
    const onFound = (offer: Offer): void => tell({ kind: 'orphaned', job: name, offerId: offer.id })
    return tryCandidate(candidate, {
      ...{
        decision,
        market,
        policy,
        failures,
        clock,
        tell,
        store,
        leaseMs,
        holder,
        signal,
        job,
        attempt,
        onFound,
      },
      launch: options.launch,
      confirm: options.confirm,
      onOrphan: options.onOrphan,
      timeoutMs: timeoutMsOf(options),
    })
  }

/**
 * Places one job: gathers, decides, and tries one candidate after the other.
 *
 * @param placing - The job and all that it takes.
 */
const placeJob = async <Machine>(
  placing: Placing<Machine>,
): Promise<Result<Placement<Machine>, PlacementError>> => {
  const { placer, job, signal } = placing
  const {
    gather,
    policy,
    failures,
    clock,
    newId,
    decide = decideWithCore,
    momentMs = defaultMomentMs,
  } = placer
  const id = newId()
  const attempts = createAttempts()
  const cancelled = (): Result<never, PlacementError> => err({ kind: 'cancelled', attempts: attempts.all() })
  const market = openMarket({ gather, job, policy, momentMs, signal, clock })
  await market.look()
  if (signal.aborted) return cancelled()
  const { offers, nowMs } = market.latest()
  const from = { offers, failures: failures.recall() }
  const decided = decide(job, offers, policy(), { nowMs, failures: from.failures })
  if (decided.isErr()) return err(decided.error)
  const decision = decided.value
  const tryOne = trying(placing, id, { decision, market })
  const placed = await walk(rankedCandidates(decision, from), { placing, attempts, tryOne })
  if (placed === undefined)
    return signal.aborted ? cancelled() : err({ kind: 'not-placed', attempts: attempts.all(), decision })
  const { candidate, machine, hardware } = placed
  return ok({
    ...{ kind: 'placement' as const, id, job, candidate, machine, decision },
    leases: hardware.leases(),
    attempts: attempts.all(),
    placedAtMs: clock.nowMs(),
  })
}

/**
 * Places one job and tells how it ended.
 *
 * @param placing - The job and all that it takes.
 */
export const placeAndTell = async <Machine>(
  placing: Placing<Machine>,
): Promise<Result<Placement<Machine>, PlacementError>> => {
  const ended = await placeJob(placing)
  const attempts = ended.isOk() ? ended.value.attempts : 'attempts' in ended.error ? ended.error.attempts : []
  placing.placer.tell({
    kind: ended.isOk() ? 'placed' : 'not-placed',
    job: placing.name,
    attempts: attempts.length,
  })
  return ended
}
