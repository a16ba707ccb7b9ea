import type { Clock } from '../../src/clock.ts'
import { createVirtualClock, type VirtualClock } from '../place/virtual-clock.ts'

/** A clock that tells the timers of the orchestrator from those of the others who use it. */
export interface CountedClock extends VirtualClock {
  /** The same clock for the others: sources, launches, the test. */
  readonly theirs: Clock
  /** How many timers of the orchestrator are pending. */
  readonly ours: () => number
}

/** Makes one. */
export const createCountedClock = (): CountedClock => {
  const clock = createVirtualClock()
  let theirTimers = 0
  const after: Clock['after'] = (delayMs, call) => {
    theirTimers += 1
    let isPending = true
    const end = (): void => {
      if (isPending) theirTimers -= 1
      isPending = false
    }
    const cancel = clock.after(delayMs, () => {
      end()
      call()
    })
    return () => {
      end()
      cancel()
    }
  }
  return { ...clock, theirs: { ...clock, after }, ours: () => clock.pending() - theirTimers }
}
