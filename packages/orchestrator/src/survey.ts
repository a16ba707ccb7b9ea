import { type Job, offerQuery, type Policy } from '@aima/gpu-core'
import { err, errAsync, ok, type Result, ResultAsync } from 'neverthrow'
import type { Clock } from './clock.ts'
import { type Closed, closed } from './closed.ts'
import type { Situation } from './fleet/what-if.ts'
import type { Gatherer } from './gather/gatherer.ts'
import type { Gathering, SourceReport } from './gather/gathering.ts'
import { skipFor } from './gather/skip-for.ts'
import type { LeaseStore } from './lease/lease-store.ts'
import type { AskOptions } from './orchestrator.ts'
import type { FailureMemory } from './place/failure-memory.ts'
import { leasedOffers } from './place/leased-offers.ts'
import type { PolicyFault } from './policy/policy-fault.ts'
import type { PolicyHolder } from './policy/policy-holder.ts'
import type { InterruptionRates } from './running/interruption-rates.ts'
import type { AdjustOffers } from './running/loss.ts'

/** What there is to decide from, and where it came from. */
interface Survey extends Situation {
  /** What became of each source. */
  readonly reports: readonly SourceReport[]
}

/** How a survey is made. */
interface SurveyOptions extends AskOptions {
  /** Changes the offers. Default: they stay. */
  readonly adjust?: AdjustOffers | undefined
  /** Whose leases do not count: who asks whether to leave a machine has it. Default: nobody's. */
  readonly holder?: string | undefined
}

/** Looks at the market as all that is known here says. */
export interface Surveyor {
  /** Gives the policy in force, and loads it first where there is none. */
  readonly openPolicy: () => ResultAsync<Policy, PolicyFault | Closed>
  /** Gathers for jobs, from the sources that may have something for one of them, with the rates that were learnt. */
  readonly gatherFor: (
    jobs: readonly Job[],
    policy: Policy,
    signal: AbortSignal | undefined,
  ) => Promise<Gathering>
  /** Opens the policy, gathers, and takes in what has failed and what is leased. */
  readonly survey: (jobs: readonly Job[], options: SurveyOptions) => ResultAsync<Survey, PolicyFault | Closed>
}

/** What a surveyor knows. */
export interface SurveyorOptions {
  /** The policy. */
  readonly policy: PolicyHolder
  /** The sources. */
  readonly gatherer: Gatherer
  /** What was learnt of interruptions. */
  readonly rates: InterruptionRates
  /** What has failed. */
  readonly failures: FailureMemory
  /** What is leased. */
  readonly leases: LeaseStore
  /** How long the store of leases is waited for (ms). */
  readonly patienceMs: number
  /** Time. */
  readonly clock: Clock
  /** Whether the orchestrator is closed by now. */
  readonly isClosed: () => boolean
}

/**
 * Makes a surveyor.
 *
 * @param options - What it knows.
 */
export const createSurveyor = (options: SurveyorOptions): Surveyor => {
  const { policy: holder, gatherer, rates, failures, leases, patienceMs, clock, isClosed } = options

  const unlessClosed = <T>(value: T): Result<T, Closed> => (isClosed() ? err(closed) : ok(value))

  const openPolicy = (): ResultAsync<Policy, PolicyFault | Closed> => {
    if (isClosed()) return errAsync(closed)
    // Reading a file takes a while, in which much may happen.
    return new ResultAsync<Policy, PolicyFault | Closed>(holder.open()).andThen(unlessClosed)
  }

  const gatherFor: Surveyor['gatherFor'] = async (jobs, policy, signal) => {
    const [job, ...others] = jobs
    const query = job === undefined || others.length > 0 ? {} : offerQuery(job, policy)
    const gathering = await gatherer.gather(query, { signal, skip: skipFor(jobs, policy) })
    return { ...gathering, offers: rates.adjust(gathering.offers) }
  }

  const look = async (
    jobs: readonly Job[],
    policy: Policy,
    { signal, ranked, adjust, holder: byHolder }: SurveyOptions,
  ): Promise<Survey> => {
    const { offers: listed, reports } = await gatherFor(jobs, policy, signal)
    const offers = adjust?.(listed) ?? listed
    const taken = await leasedOffers(offers, { leases, clock, timeoutMs: patienceMs, but: byHolder })
    const moment = { nowMs: clock.nowMs(), failures: [...failures.recall(), ...taken], ranked }
    return { policy, offers, reports, moment }
  }

  return {
    openPolicy,
    gatherFor,
    survey: (jobs, asked) =>
      openPolicy().andThen((policy) =>
        ResultAsync.fromSafePromise<Survey, Closed>(look(jobs, policy, asked)).andThen(unlessClosed),
      ),
  }
}
