import { err, ok, type Result } from 'neverthrow'
import { createEngine, type Engine } from './engine/engine.ts'
import { type Settings, settingsOf } from './engine/settings.ts'
import type { SimulationEvent } from './events/simulation-event.ts'
import type { MarketChange } from './market/market.ts'
import type { SimulationError, SimulationOptions } from './simulation-options.ts'
import type { Arrival } from './workload/workload.ts'

/** What happens in a simulation, one event after the other; at the end, when that was (ms since 1970-01-01 UTC), or what was unsound in the input. */
export type SimulationStream = Generator<SimulationEvent, Result<number, SimulationError>, undefined>

/** The next of a sequence, and its number (from 0). */
interface Ahead<T> {
  readonly next: () => T | undefined
  readonly number: () => number
  readonly move: () => void
  /** Lets the sequence put away what it holds; nothing more is taken of it. */
  readonly close: () => void
}

const lookAhead = <T>(items: Iterable<T>): Ahead<T> => {
  const iterator = items[Symbol.iterator]()
  let number = 0
  let current = iterator.next()
  return {
    next: () => (current.done === true ? undefined : current.value),
    number: () => number,
    move: () => {
      number += 1
      current = iterator.next()
    },
    close: () => {
      iterator.return?.()
    },
  }
}

const atOf = (item: { readonly atMs: number } | undefined): number => item?.atMs ?? Number.POSITIVE_INFINITY

/** Does what comes first. At the same time, prices move first, then what was planned happens, then jobs come. */
const step = (
  engine: Engine,
  changes: Ahead<MarketChange>,
  arrivals: Ahead<Arrival>,
): Result<void, SimulationError> => {
  const change = changes.next()
  const arrival = arrivals.next()
  const plannedMs = engine.nextMs()
  if (change !== undefined && !(change.atMs > plannedMs) && !(change.atMs > atOf(arrival))) {
    const path = `market.changes[${changes.number()}]`
    changes.move()
    return engine.change(change).mapErr((expected) => ({ kind: 'unsound-input', path, expected }))
  }
  if (arrival !== undefined && (plannedMs === Number.POSITIVE_INFINITY || !(arrival.atMs >= plannedMs))) {
    const path = `jobs[${arrivals.number()}]`
    arrivals.move()
    return engine.arrive(arrival).mapErr((expected) => ({ kind: 'unsound-input', path, expected }))
  }
  engine.doNext()
  return ok()
}

function* runBoth(
  settings: Settings,
  changes: Ahead<MarketChange>,
  arrivals: Ahead<Arrival>,
): SimulationStream {
  const engine = createEngine(settings)
  let lastMs = settings.market.startMs
  for (;;) {
    for (const event of engine.takeEvents()) {
      lastMs = event.atMs
      yield event
    }
    if (arrivals.next() === undefined && engine.active() === 0) return ok(lastMs)
    const nextMs = Math.min(engine.nextMs(), atOf(changes.next()), atOf(arrivals.next()))
    const isOver = nextMs === Number.POSITIVE_INFINITY && arrivals.next() === undefined
    if (nextMs > settings.untilMs || isOver) break
    const done = step(engine, changes, arrivals)
    if (done.isErr()) return err(done.error)
  }
  const endMs = Number.isFinite(settings.untilMs) ? settings.untilMs : lastMs
  engine.cutOff(endMs)
  yield* engine.takeEvents()
  return ok(endMs)
}

function* run(settings: Settings): SimulationStream {
  const changes = lookAhead(settings.market.changes(settings.seed))
  const arrivals = lookAhead(settings.jobs)
  try {
    return yield* runBoth(settings, changes, arrivals)
  } finally {
    changes.close()
    arrivals.close()
  }
}

/**
 * Simulates jobs in virtual time, and gives what happens as it happens.
 *
 * Whoever takes no more events has ended it. Memory does not grow with the number of jobs that have ended.
 *
 * @param options - What is simulated.
 * @returns The events, or `unsound-input` with the path of the first fault in the options; faults in jobs and changes are found on the way, and end the stream.
 * @see {@link simulate} for the result alone.
 * @example
 * const market = { name: 'nothing', startMs: 0, offers: [], changes: () => [] }
 * const stream = streamSimulation({ jobs: [], market, policy: { strategy: { kind: 'cost-first' } } })._unsafeUnwrap()
 * Array.from(stream).every(({ kind }) => kind === 'assumed') // => true
 */
export const streamSimulation = (options: SimulationOptions): Result<SimulationStream, SimulationError> =>
  settingsOf(options).map(run)
