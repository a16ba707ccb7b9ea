import type { Candidate } from '@aima/gpu-core'
import type { DecisionCause } from '../events/simulation-event.ts'
import type { JobEnd } from '../result/job-outcome.ts'
import type { Journey } from './journey.ts'
import type { Answer, Asking } from './outlook.ts'
import type { Placing } from './placing.ts'
import { reconsiderShareOfWait } from './settings.ts'
import { askingFor, type World } from './world.ts'

/** Decides where jobs run, and lets those wait that nothing takes. */
export interface Deciding {
  /** Decides where a job runs. */
  readonly decide: (journey: Journey, cause: DecisionCause) => void
  /** Gives owned hardware that is free to the first job in the queue that it fits. */
  readonly dispatch: () => void
}

const hourMs = 3_600_000

/**
 * Creates what decides.
 *
 * @param world - The world.
 * @param placing - Takes the chosen offers.
 * @param end - Ends a job that no offer takes.
 */
export const createDeciding = (
  world: World,
  placing: Placing,
  end: (journey: Journey, how: JobEnd) => void,
): Deciding => {
  const { agenda, settings, holdings, queue, outlook } = world
  const told = new Set<string>()

  const tellAssumptions = (candidate: Candidate, answer: Answer): void => {
    const ofJob = answer.outcome.kind === 'decision' ? answer.outcome.assumptions : []
    for (const assumption of [...ofJob, ...candidate.assumptions]) {
      const key = JSON.stringify(assumption)
      if (told.has(key)) continue
      told.add(key)
      world.emit({ kind: 'assumed', atMs: world.nowMs(), assumption })
    }
  }
  const tell = (journey: Journey, cause: DecisionCause, answer: Answer): Candidate | undefined => {
    journey.decisions += 1
    const { outcome, refusals, whole } = answer
    const chosen = outcome.kind === 'decision' ? outcome.chosen : undefined
    const { id: jobId } = journey.job
    const offerId = chosen?.offer.id ?? null
    world.emit({
      kind: 'decided',
      atMs: world.nowMs(),
      jobId,
      cause,
      offerId,
      refusals,
      decision: whole,
    })
    if (chosen !== undefined) tellAssumptions(chosen, answer)
    return chosen
  }

  const refuse = (journey: Journey, { hasHope, refusals }: Answer): void => {
    const nowMs = world.nowMs()
    journey.refusals = refusals
    journey.unplacedSinceMs ??= nowMs
    if (!hasHope) end(journey, 'refused')
    else if (nowMs - journey.unplacedSinceMs >= settings.giveUpMs) end(journey, 'gave-up')
    else journey.next = agenda.plan(nowMs + settings.retryMs, () => decide(journey, 'waiting'))
  }
  /** Looks again after a while; less often, the longer it is expected to wait. */
  const planReconsidering = (journey: Journey, expectedHours: number): void => {
    const waitMs = Math.max(settings.reconsiderMs, expectedHours * hourMs * reconsiderShareOfWait)
    const atMs = world.nowMs() + waitMs
    if (Number.isFinite(atMs)) journey.next = agenda.plan(atMs, () => reconsider(journey))
  }
  const join = (journey: Journey, { offer, estimate }: Candidate): void => {
    journey.unplacedSinceMs = undefined
    journey.fits = outlook.ownedFor(journey.job)
    journey.expectedMs = (estimate.setupHours + estimate.runHours) * hourMs
    queue.join(journey)
    world.emit({ kind: 'queued', atMs: world.nowMs(), jobId: journey.job.id, offerId: offer.id })
    planReconsidering(journey, estimate.waitHours)
  }
  /** Whether somebody else has the hardware, or gets it before. */
  const isTaken = ({ offer }: Candidate, { freeFrom, nowMs }: Asking): boolean =>
    offer.site === 'local' && (!holdings.isFree(offer) || (freeFrom.get(offer.id) ?? nowMs) > nowMs)

  const reconsider = (journey: Journey): void => {
    const asking = askingFor(world, journey)
    const answer = outlook.decide(asking)
    const chosen = tell(journey, 'waiting', answer)
    if (chosen !== undefined && isTaken(chosen, asking)) {
      planReconsidering(journey, chosen.estimate.waitHours)
      return
    }
    queue.leave(journey)
    if (chosen === undefined) refuse(journey, answer)
    else placing.take(journey, chosen)
  }
  const decide = (journey: Journey, cause: DecisionCause): void => {
    const asking = askingFor(world, journey)
    const answer = outlook.decide(asking)
    const chosen = tell(journey, cause, answer)
    if (chosen === undefined) {
      refuse(journey, answer)
      return
    }
    if (isTaken(chosen, asking)) join(journey, chosen)
    else placing.take(journey, chosen)
  }

  return {
    decide,
    dispatch: () => {
      for (const journey of queue.members()) {
        const free = settings.owned.filter((offer) => holdings.isFree(offer))
        if (free.length === 0) return
        const fitting = free.filter(({ id }) => journey.fits.has(id))
        if (fitting.length === 0) continue
        const chosen = tell(journey, 'freed', outlook.decideAmong(askingFor(world, journey), fitting))
        if (chosen === undefined) continue
        journey.next?.cancel()
        queue.leave(journey)
        placing.take(journey, chosen)
      }
    },
  }
}
