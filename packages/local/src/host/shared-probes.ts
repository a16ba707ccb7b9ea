import type { CancelSignal } from '@aima/gpu-core'
import type { HostInventory } from '../inventory.ts'

/** A wish for a probe. */
export interface ProbeWish {
  /** Wishes with the same key get the same probe. */
  readonly key: string
  /** Time that this caller waits for its turn (ms). */
  readonly timeoutMs: number
  /** Cancels the wish. */
  readonly signal?: CancelSignal | undefined
  /** Probes; called when no other probe runs. Its signal is aborted when everybody who wished it has cancelled. */
  readonly probe: (signal: AbortSignal) => Promise<HostInventory>
  /** The answer for one who cancels, or whose turn does not come in time because an earlier probe still runs. */
  readonly instead: (kind: 'cancelled' | 'still-running') => HostInventory
}

/** Runs one probe at a time. */
export type SharedProbes = (wish: ProbeWish) => Promise<HostInventory>

interface Flight {
  readonly inventory: Promise<HostInventory>
  readonly cancel: () => void
  passengers: number
}

/** Whether a promise is settled before a timer or a signal; the timer is dropped in any case. */
const settlesInTime = (promise: Promise<unknown>, timeoutMs: number, signal: AbortSignal): Promise<boolean> =>
  new Promise((resolve) => {
    const answer = (isInTime: boolean) => () => {
      clearTimeout(timer)
      signal.removeEventListener('abort', giveUp)
      resolve(isInTime)
    }
    const giveUp = answer(false)
    const timer = setTimeout(giveUp, timeoutMs)
    signal.addEventListener('abort', giveUp)
    void promise.then(answer(true), answer(true))
  })

/** Leaves the flight when the caller cancels; the last one who leaves cancels it. */
const board = (flight: Flight, { signal, instead }: ProbeWish): Promise<HostInventory> => {
  if (signal === undefined) return flight.inventory
  return new Promise((resolve) => {
    const leave = (): void => {
      signal.removeEventListener('abort', leave)
      flight.passengers -= 1
      if (flight.passengers === 0) flight.cancel()
      resolve(instead('cancelled'))
    }
    signal.addEventListener('abort', leave)
    void flight.inventory.then((inventory) => {
      signal.removeEventListener('abort', leave)
      resolve(inventory)
    })
  })
}

/**
 * Makes a place where probes of one host meet, so that at most one runs.
 *
 * Equal wishes share the probe that runs or waits. A different one waits for its turn, and its waiting counts as its time.
 *
 * @returns The place, empty.
 */
export const createSharedProbes = (): SharedProbes => {
  const flights = new Map<string, Flight>()
  let last: Promise<unknown> = Promise.resolve()

  const start = async (wish: ProbeWish, before: Promise<unknown>, signal: AbortSignal) => {
    if (await settlesInTime(before, wish.timeoutMs, signal)) return wish.probe(signal)
    return wish.instead(signal.aborted ? 'cancelled' : 'still-running')
  }

  const launch = (wish: ProbeWish): Flight => {
    const controller = new AbortController()
    const before = last
    const inventory = start(wish, before, controller.signal)
    const flight: Flight = {
      inventory,
      cancel: () => {
        // Nobody may join it any more.
        if (flights.get(wish.key) === flight) flights.delete(wish.key)
        controller.abort()
      },
      passengers: 0,
    }
    flights.set(wish.key, flight)
    last = Promise.allSettled([before, inventory])
    void inventory.finally(() => {
      if (flights.get(wish.key) === flight) flights.delete(wish.key)
    })
    return flight
  }

  return async (wish) => {
    if (wish.signal?.aborted) return wish.instead('cancelled')
    const flight = flights.get(wish.key) ?? launch(wish)
    flight.passengers += 1
    return board(flight, wish)
  }
}
