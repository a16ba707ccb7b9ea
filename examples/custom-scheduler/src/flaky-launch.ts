import type { Launch, Loss } from '@aima/gpu-orchestrator'
import { err, ok } from 'neverthrow'

/** How a machine will be lost. */
interface Fate {
  /** Share of the time from the placement to the result after which it is gone (0 to 1). */
  readonly atShare: number
  /** Why. */
  readonly reason: Loss['reason']
}

/** A machine that a launch returned. A real one would have an address, and an id to stop it by. */
export interface Machine {
  /** What it is called. */
  readonly name: string
  /** How it will be lost; undefined: not at all. */
  readonly fate: Fate | undefined
}

/** Random numbers that are the same for the same seed (0 to 1). Source: mulberry32, T. Ettinger, 2017. */
const createRandom = (seed: number) => {
  let state = seed
  return (): number => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

/**
 * Makes a launch for clouds as they are: four of ten requests find no capacity, and the first machine that one gets is lost
 * before its job is done. The machines of the house always start, and last.
 */
export const createFlakyLaunch = (seed: number): Launch<Machine> => {
  const random = createRandom(seed)
  let machines = 0
  let clouds = 0
  return async ({ offer }) => {
    const isCloud = offer.site === 'cloud'
    if (isCloud && random() < 0.4) return err({ kind: 'no-capacity' })
    machines += 1
    clouds += Number(isCloud)
    const reason = offer.purchase === 'spot' ? 'interrupted' : 'machine-failed'
    const fate: Fate | undefined =
      isCloud && clouds === 1 ? { atShare: 0.4 + random() / 2, reason } : undefined
    return ok({ name: `machine-${machines}`, fate })
  }
}
