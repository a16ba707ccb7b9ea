import { type Offer, singleHardware } from '@aima/gpu-core'
import type { Holdings } from './holdings.ts'

/** A job that waits for owned hardware. */
export interface Waiting {
  /** Ids of the owned offers that could ever take it. */
  readonly fits: ReadonlySet<string>
  /** How long it is expected to have a machine (ms). */
  readonly expectedMs: number
}

/** Jobs that wait for owned hardware, first come first served. A job may be passed by one that fits where it does not. */
export interface LocalQueue<Member extends Waiting> {
  /** Puts a job at the end. */
  readonly join: (member: Member) => void
  /** Takes a job out. */
  readonly leave: (member: Member) => void
  /** The jobs, the first one first. */
  readonly members: () => Iterable<Member>
  /** How many they are. */
  readonly length: () => number
  /**
   * Tells when each owned offer is expected to be free for a job (ms since 1970-01-01 UTC), by id: after all that wait, or, for one that waits
   * itself, not before its turn.
   *
   * @param member - The job.
   * @param nowMs - The present (ms since 1970-01-01 UTC).
   */
  readonly freeFrom: (member: Member, nowMs: number) => ReadonlyMap<string, number>
}

/** An owned offer, with its hardware by number: plans are made again and again. */
interface Machine {
  readonly offerId: string
  readonly hardware: readonly number[]
}

/** Who gets which machine when, if all takes as long as is expected. */
interface Plan<Member> {
  /** How often holdings had changed when it was made. */
  readonly holdingsVersion: number
  /** When each piece of hardware is free after all of them (ms since 1970-01-01 UTC); 0: it is. */
  readonly freeMs: Float64Array
  /** When the turn of each comes (ms since 1970-01-01 UTC). */
  readonly turnMs: Map<Member, number>
}

const readyMs = ({ hardware }: Machine, freeMs: Float64Array): number => {
  let latest = 0
  for (const index of hardware) latest = Math.max(latest, freeMs[index] ?? 0)
  return latest
}

/**
 * Creates an empty queue for owned GPUs.
 *
 * @param owned - The owned offers.
 * @param holdings - Who has what.
 */
export const createLocalQueue = <Member extends Waiting>(
  owned: readonly Offer[],
  holdings: Holdings,
): LocalQueue<Member> => {
  const names = [...new Set(owned.flatMap(singleHardware))]
  const numbers = new Map(names.map((name, index) => [name, index]))
  const machines: readonly Machine[] = owned.map((offer) => ({
    offerId: offer.id,
    hardware: singleHardware(offer).flatMap((name) => numbers.get(name) ?? []),
  }))
  /** Those who wait, each with the machines that it fits. */
  const members = new Map<Member, readonly Machine[]>()
  /** How many members fit each offer. */
  const fitting = new Map<string, number>()
  const count = ({ fits }: Member, change: number): void => {
    for (const offerId of fits) fitting.set(offerId, (fitting.get(offerId) ?? 0) + change)
  }
  let plan: Plan<Member> | undefined

  const heldUntilMs = (): Float64Array => Float64Array.from(names, (name) => holdings.expectedMs(name) ?? 0)
  /** Gives a job its turn after all that have theirs. */
  const extend = ({ freeMs, turnMs }: Plan<Member>, member: Member, nowMs: number): void => {
    let best: Machine | undefined
    let bestMs = Number.POSITIVE_INFINITY
    for (const machine of members.get(member) ?? []) {
      const ms = Math.max(nowMs, readyMs(machine, freeMs))
      if (ms >= bestMs) continue
      best = machine
      bestMs = ms
    }
    turnMs.set(member, bestMs)
    for (const index of best?.hardware ?? []) freeMs[index] = bestMs + member.expectedMs
  }
  const planNow = (nowMs: number): Plan<Member> => {
    if (plan?.holdingsVersion === holdings.version()) return plan
    const fresh: Plan<Member> = {
      holdingsVersion: holdings.version(),
      freeMs: heldUntilMs(),
      turnMs: new Map(),
    }
    for (const member of members.keys()) extend(fresh, member, nowMs)
    plan = fresh
    return fresh
  }
  return {
    join: (member) => {
      members.set(
        member,
        machines.filter(({ offerId }) => member.fits.has(offerId)),
      )
      count(member, 1)
      if (plan !== undefined) extend(plan, member, 0)
    },
    leave: (member) => {
      if (members.delete(member)) count(member, -1)
      plan = undefined
    },
    members: () => members.keys(),
    length: () => members.size,
    freeFrom: (member, nowMs) => {
      const { freeMs, turnMs } = planNow(nowMs)
      const turn = turnMs.get(member)
      const held = heldUntilMs()
      const own = members.has(member) ? 1 : 0
      /** Nobody has it, and nobody else who waits could have it: nothing is kept free. */
      const isIdle = (machine: Machine): boolean =>
        readyMs(machine, held) === 0 &&
        (fitting.get(machine.offerId) ?? 0) === (member.fits.has(machine.offerId) ? own : 0)
      const fromMs = (machine: Machine): number =>
        isIdle(machine)
          ? nowMs
          : Math.max(nowMs, turn ?? 0, readyMs(machine, turn === undefined ? freeMs : held))
      return new Map(machines.map((machine) => [machine.offerId, fromMs(machine)]))
    },
  }
}
