import type { OpenStay } from '../../events/simulation-event.ts'
import type { Stay } from '../job-outcome.ts'
import type { HardwareUse } from '../simulation-result.ts'

const msPerHour = 3_600_000

/** Begin and end of the time of which a share is taken (ms since 1970-01-01 UTC). */
interface TimeSpan {
  /** Begin. */
  readonly startMs: number
  /** End. */
  readonly endMs: number
}

/** Use of the owned hardware, summed up stay by stay. */
export interface HardwareTally {
  /** A stay begins. */
  readonly begin: (stay: OpenStay) => void
  /** A stay ends. */
  readonly end: (stay: Stay) => void
  /** How each piece was used so far, in the order of the names; a stay that goes on counts until the end of the span. */
  readonly use: (span: TimeSpan) => readonly HardwareUse[]
}

/** How long one piece of hardware was in use. */
interface Clock {
  busyMs: number
  sinceMs: number | null
}

const useOf = (name: string, { busyMs, sinceMs }: Clock, { startMs, endMs }: TimeSpan): HardwareUse => {
  const ms = busyMs + (sinceMs === null ? 0 : endMs - sinceMs)
  return { name, busyHours: ms / msPerHour, utilisation: endMs > startMs ? ms / (endMs - startMs) : 0 }
}

/**
 * Makes a tally of how owned hardware is used. Other hardware in a stay counts nothing.
 *
 * @param names - Names of the owned hardware, as stays name it.
 * @example
 * const tally = createHardwareTally(['GPU-1'])
 * tally.begin({ hardware: ['GPU-1'], fromMs: 0 })
 * tally.end({ hardware: ['GPU-1'], fromMs: 0, untilMs: 3_600_000 })
 * tally.use({ startMs: 0, endMs: 7_200_000 }) // => [{ name: 'GPU-1', busyHours: 1, utilisation: 0.5 }]
 */
export const createHardwareTally = (names: readonly string[]): HardwareTally => {
  const clocks = new Map(
    [...new Set(names)].sort().map((name): [string, Clock] => [name, { busyMs: 0, sinceMs: null }]),
  )
  const clocksOf = (hardware: readonly string[]): readonly Clock[] =>
    hardware.flatMap((name) => clocks.get(name) ?? [])
  return {
    begin: ({ hardware, fromMs }) => {
      for (const clock of clocksOf(hardware)) clock.sinceMs = fromMs
    },
    end: ({ hardware, fromMs, untilMs }) => {
      for (const clock of clocksOf(hardware)) {
        clock.busyMs += untilMs - fromMs
        clock.sinceMs = null
      }
    },
    use: (span) => [...clocks].map(([name, clock]) => useOf(name, clock, span)),
  }
}
