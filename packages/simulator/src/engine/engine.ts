import { type Offer, parseJob, type RememberedFailure } from '@aima/gpu-core'
import { err, ok, type Result } from 'neverthrow'
import type { SimulationEvent } from '../events/simulation-event.ts'
import type { MarketChange } from '../market/market.ts'
import type { JobEnd } from '../result/job-outcome.ts'
import type { Arrival } from '../workload/workload.ts'
import { createAgenda } from './agenda.ts'
import { createBoard } from './board.ts'
import { createDeciding, type Deciding } from './deciding.ts'
import { createHoldings } from './holdings.ts'
import { createJourney, type Journey, outcomeOf } from './journey.ts'
import { createLocalQueue } from './local-queue.ts'
import { createOutlook } from './outlook.ts'
import { createPlacing, type Placing } from './placing.ts'
import { lossIsRememberedMinutes, type Settings } from './settings.ts'
import { createStays } from './stays.ts'
import type { World } from './world.ts'

const minuteMs = 60_000

/** A simulation, one step after the other. */
export interface Engine {
  /** When the next thing happens (ms since 1970-01-01 UTC); infinite: nothing is planned. */
  readonly nextMs: () => number
  /** Does the next thing that is planned. */
  readonly doNext: () => void
  /** Lets a job come. */
  readonly arrive: (arrival: Arrival) => Result<void, string>
  /** Takes in a change of the market. */
  readonly change: (change: MarketChange) => Result<void, string>
  /** Jobs that have come and not ended. */
  readonly active: () => number
  /** Ends all that is unfinished at a time (ms since 1970-01-01 UTC). */
  readonly cutOff: (atMs: number) => void
  /** Takes out what has happened since it was asked last. */
  readonly takeEvents: () => readonly SimulationEvent[]
}

/**
 * Creates the engine of a simulation.
 *
 * @param settings - What is simulated.
 */
export const createEngine = (settings: Settings): Engine => {
  let nowMs = settings.market.startMs
  let events: SimulationEvent[] = []
  let isDispatchPlanned = false
  const active = new Map<string, Journey>()
  const agenda = createAgenda()
  const board = createBoard([...settings.owned, ...settings.rented])
  const holdings = createHoldings()
  const release = (offer: Offer): void => {
    holdings.release(offer)
    if (offer.site !== 'local' || isDispatchPlanned) return
    isDispatchPlanned = true
    agenda.plan(nowMs, () => {
      isDispatchPlanned = false
      deciding.dispatch()
    })
  }
  const world: World = {
    settings,
    agenda,
    board,
    holdings,
    queue: createLocalQueue<Journey>(settings.owned, holdings),
    outlook: createOutlook(settings, board, holdings),
    nowMs: () => nowMs,
    release,
    emit: (event) => {
      events.push(event)
    },
  }
  const end = (journey: Journey, how: JobEnd): void => {
    active.delete(journey.job.id)
    world.emit({ kind: 'ended', atMs: nowMs, outcome: outcomeOf(journey, how, nowMs) })
  }
  const lost = (journey: Journey, offer: Offer): void => {
    const failure: RememberedFailure = {
      untilMs: nowMs + lossIsRememberedMinutes * minuteMs,
      reason: 'interrupted',
      offerId: offer.id,
    }
    world.outlook.remember(failure)
    deciding.decide(journey, 'interrupted')
  }
  const stays = createStays(world, { done: (journey) => end(journey, 'done'), lost })
  const placing: Placing = createPlacing(world, stays, (journey) => deciding.decide(journey, 'no-capacity'))
  const deciding: Deciding = createDeciding(world, placing, end)
  for (const assumption of settings.assumptions) world.emit({ kind: 'assumed', atMs: nowMs, assumption })

  const moveTo = (atMs: number): Result<void, string> => {
    if (!Number.isFinite(atMs) || atMs < nowMs) return err(`ms since 1970-01-01 UTC, not before ${nowMs}`)
    nowMs = atMs
    return ok()
  }
  return {
    nextMs: agenda.nextMs,
    doNext: () => {
      nowMs = agenda.nextMs()
      agenda.doNext()
    },
    arrive: (arrival) =>
      moveTo(arrival.atMs).andThen(() => {
        const { job } = arrival
        const parsed = parseJob(job)
        if (parsed.isErr())
          return err(parsed.error.issues.map(({ path, expected }) => `${path}: ${expected}`).join('; '))
        if (active.has(job.id)) return err(`an id of its own; '${job.id}' is still on its way`)
        const journey = createJourney(arrival, settings.seed)
        active.set(job.id, journey)
        world.emit({ kind: 'arrived', atMs: nowMs, job })
        deciding.decide(journey, 'arrived')
        return ok()
      }),
    change: (change) =>
      moveTo(change.atMs).andThen(() => {
        const slot = board.change(change)
        if ('kind' in slot) return err(slot.expected)
        stays.marketMoved(slot.offer.id)
        return ok()
      }),
    active: () => active.size,
    cutOff: (atMs) => {
      nowMs = atMs
      for (const journey of [...active.values()]) {
        stays.cutOff(journey)
        end(journey, 'cut-off')
      }
    },
    takeEvents: () => {
      const taken = events
      events = []
      return taken
    },
  }
}
