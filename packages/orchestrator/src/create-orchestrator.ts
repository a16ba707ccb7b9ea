import { defaults, type InvalidOptions } from '@aima/gpu-core'
import { ok, type Result } from 'neverthrow'
import { checkOptions } from './check-options.ts'
import { systemClock } from './clock.ts'
import { createMeetDeadline } from './deadline/meet-deadline.ts'
import { decideMany } from './fleet/decide-many.ts'
import { whatIf } from './fleet/what-if.ts'
import { defaultDeadlineMs, gatherFrom } from './gather/gather-from.ts'
import { createHeldPlacements } from './held-placements.ts'
import { createMemoryLeases } from './lease/memory-leases.ts'
import type { OrchestratorOptions } from './options.ts'
import type { NotDecided, Orchestrator } from './orchestrator.ts'
import { createFailureMemory } from './place/failure-memory.ts'
import { createJobPlacer } from './place-and-hold.ts'
import { createPolicyHolder } from './policy/policy-holder.ts'
import { createFailover } from './running/failover.ts'
import { createInterruptionRates } from './running/interruption-rates.ts'
import { decideAloud } from './seen/decide-aloud.ts'
import { createDecisionLog } from './seen/decision-log.ts'
import { createJobNames } from './seen/job-names.ts'
import { createLogFile } from './seen/log-file.ts'
import { createTelemetry } from './seen/telemetry.ts'
import { createTell } from './seen/tell.ts'
import { createSurveyor } from './survey.ts'

const defaultLeaseMs = 120_000

/** What all parts share: time, who is told, and what is remembered. */
const shared = (options: OrchestratorOptions) => {
  const { clock = systemClock, leaseMs = defaultLeaseMs, decisionLog, onEvent } = options
  const tell = createTell([createTelemetry({ clock }).tell, ...(onEvent ? [onEvent] : [])])
  const nameOf = createJobNames()
  const policy = createPolicyHolder(options.policy, { tell })
  const leases = options.leases ?? createMemoryLeases({ clock })
  const failures = createFailureMemory({ clock })
  const priors = () => ({
    ...defaults.interruptionsPerHour,
    ...policy.current()?.defaults?.interruptionsPerHour,
  })
  const rates = createInterruptionRates({ priors })
  const log =
    decisionLog === undefined
      ? undefined
      : createDecisionLog({ file: createLogFile(decisionLog), clock, tell, nameOf })
  return { clock, leaseMs, tell, nameOf, policy, leases, failures, rates, log }
}

/** Puts the parts together. */
const compose = (options: OrchestratorOptions): Orchestrator => {
  const parts = shared(options)
  const { clock, leaseMs, tell, policy, leases, log } = parts
  let isClosed = false
  const gatherer = gatherFrom(options, parts)
  const { openPolicy, gatherFor, survey } = createSurveyor({
    ...parts,
    gatherer,
    patienceMs: options.sourceDeadlineMs ?? defaultDeadlineMs,
    isClosed: () => isClosed,
  })
  const decide = decideAloud(parts)
  const held = createHeldPlacements({ store: leases, leaseMs, clock, tell })
  const newId = () => crypto.randomUUID()
  const placer = createJobPlacer({ ...parts, gatherFor, currentPolicy: policy.current, held, newId, decide })
  const failover = createFailover({
    ...parts,
    decideAgain: async (job, again) =>
      survey([job], again).andThen((seen) => decide(job, seen.offers, seen.policy, seen.moment)),
  })
  const meetDeadline = createMeetDeadline({
    ...parts,
    decide,
    look: (job, asked) => survey([job], asked),
    isClosed: () => isClosed,
  })

  return {
    gather: (query = {}, { signal } = {}) => gatherer.gather(query, { signal }),
    decide: (job, asked = {}) =>
      survey([job], asked).andThen(({ reports, ...seen }) =>
        decide(job, seen.offers, seen.policy, seen.moment)
          .map((decision) => ({ decision, reports }))
          .mapErr((reason): NotDecided => ({ kind: 'not-decided', reason, reports })),
      ),
    decideMany: (jobs, asked = {}) =>
      survey(jobs, asked).andThen(({ reports, ...seen }) =>
        decideMany(jobs, seen.offers, seen.policy, { ...seen.moment, decide }).map((fleet) => ({
          fleet,
          reports,
        })),
      ),
    whatIf: (job, changes, asked = {}) =>
      survey([job], asked).map((situation) => whatIf(job, changes, situation)),
    place: (job, asked) => openPolicy().andThen((rules) => placer.place(job, asked, rules)),
    reportLoss: (placement, loss) => {
      held.release(placement)
      return failover.reportLoss(placement, loss)
    },
    reportDone: (placement, runningHours) => {
      held.release(placement)
      failover.reportDone(placement, runningHours)
    },
    shouldMove: failover.shouldMove,
    meetDeadline,
    policy,
    close: async () => {
      if (!isClosed) tell({ kind: 'closed' })
      isClosed = true
      placer.close()
      held.close()
      gatherer.close()
      return (await log?.close()) ?? ok()
    },
  }
}

/**
 * Makes an orchestrator: one call decides for a job over all sources, one more places it, and the whole keeps working when providers do not.
 *
 * Registering a source under `local` is the only way to grant a local site; whatever its offers claim, a source under `cloud` is none, and a confidential job
 * never leaves local sites. Nothing is asked here: the first call does.
 *
 * @param options - Sources and policy; everything else has a default. See {@link OrchestratorOptions}.
 * @returns The orchestrator, or `invalid-options`. Its calls never throw and never reject.
 * @example
 * const orchestrator = createOrchestrator({ policy: { strategy: { kind: 'cost-first' } } })._unsafeUnwrap()
 * const decided = await orchestrator.decide({ id: 'case-1', confidentiality: 'confidential' })
 * decided._unsafeUnwrapErr().kind // => 'not-decided'
 * await orchestrator.close()
 */
export const createOrchestrator = (options: OrchestratorOptions): Result<Orchestrator, InvalidOptions> =>
  checkOptions(options).map(compose)
