import type { ListedOffer } from '@aima/gpu-core'
import { err, ok, type Result } from 'neverthrow'
import { faultIn, type TraceFault } from '../../traces/trace-fault.ts'
import type { Arrival, Workload } from '../../workload/workload.ts'
import type { TraceMarket } from '../prices/trace-span.ts'
import { logChanges, offersOf, type SeenOffers } from './log-changes.ts'
import { type LoggedOffer, type NumberedLine, readLogLines } from './log-line.ts'

/** What can be simulated of a decision log. */
export interface DecisionLog {
  /** What could be rented, from decision to decision. */
  readonly market: TraceMarket
  /** The owned GPUs, each as it was first seen, but free: the simulation itself says who is at work on them. */
  readonly localGpus: readonly ListedOffer[]
  /** The jobs, each when it was first decided. */
  readonly arrivals: Workload
}

/** A decision and the offers that it was made of. */
interface Seen extends SeenOffers {
  readonly arrival: Arrival
}

/** What has been taken from the lines so far. */
interface Reading {
  readonly groups: Map<string, readonly LoggedOffer[]>
  readonly seen: Seen[]
  readonly leftOut: string[]
}

/** Takes one line; the result is a fault when it refers to offers that no line before it has. */
const take = (
  { groups, seen, leftOut }: Reading,
  { line, value }: NumberedLine,
): Result<void, TraceFault> => {
  if (value.kind === 'offers') groups.set(value.hash, value.offers)
  if (value.kind !== 'decision') return ok(undefined)
  const unknown = value.offers.findIndex((hash) => !groups.has(hash))
  if (unknown >= 0) return err(faultIn(line, `offers.${unknown}: expected the hash of a line before`))
  if (value.nowMs === null) leftOut.push(`line ${line}: the decision has no time`)
  else
    seen.push({
      atMs: value.nowMs,
      arrival: { atMs: value.nowMs, job: value.job },
      groups: value.offers.map((hash) => groups.get(hash) ?? []),
    })
  return ok(undefined)
}

const readAll = (lines: readonly NumberedLine[]): Result<Reading, TraceFault> => {
  const reading: Reading = { groups: new Map(), seen: [], leftOut: [] }
  for (const line of lines) {
    const taken = take(reading, line)
    if (taken.isErr()) return err(taken.error)
  }
  reading.seen.sort((one, other) => one.atMs - other.atMs)
  return ok(reading)
}

/** An owned GPU that nobody works on. */
const freed = ({ capacity, ...offer }: ListedOffer): ListedOffer => {
  if (capacity === undefined) return offer
  const { stock: _stock, allocHours: _allocHours, ...kept } = capacity
  return { ...offer, capacity: kept }
}

const firstById = <T>(items: Iterable<T>, idOf: (item: T) => string): readonly T[] => {
  const first = new Map<string, T>()
  for (const item of items) if (!first.has(idOf(item))) first.set(idOf(item), item)
  return [...first.values()]
}

const localOffers = (groups: Reading['groups']): readonly ListedOffer[] =>
  firstById(
    [...groups.values()].flat().filter(({ site }) => site === 'local'),
    ({ offer }) => offer.id,
  ).map(({ offer }) => freed(offer))

const build = ({ groups, seen, leftOut }: Reading, first: Seen): DecisionLog => ({
  market: {
    name: 'decision log',
    startMs: first.atMs,
    offers: [...offersOf(first).values()],
    changes: () => logChanges(seen),
    leftOut,
  },
  localGpus: localOffers(groups),
  arrivals: firstById(
    seen.map(({ arrival }) => arrival),
    ({ job }) => job.id,
  ),
})

/**
 * Makes of a decision log what can be simulated again under another policy: the market that its decisions saw, the owned GPUs, and its jobs.
 *
 * An offer is listed when a decision sees it that the one before did not see, or saw otherwise, and withdrawn when a decision does not see it. So it is also
 * withdrawn when its source failed just then, or left it out because the job had no use for it. Between two decisions nothing is known. A job that was decided
 * several times comes once. What a log keeps to itself (names of confidential jobs, `launch`) is missing here too.
 *
 * @param text - A log of the orchestrator, unpacked: lines with policies, offers and decisions.
 * @returns What can be simulated, or `unreadable-trace`: a line is faulty, refers to offers that were not logged before it, or there is no decision with a time.
 * @example
 * decisionLogMarket('')._unsafeUnwrapErr().issues // => ['expected at least one decision with a time']
 */
export const decisionLogMarket = (text: string): Result<DecisionLog, TraceFault> =>
  readLogLines(text)
    .andThen(readAll)
    .andThen((reading) => {
      const [first] = reading.seen
      return first === undefined
        ? err(faultIn(1, 'expected at least one decision with a time'))
        : ok(build(reading, first))
    })
