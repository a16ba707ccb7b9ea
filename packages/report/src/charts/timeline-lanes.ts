import type { SimulationResult } from '@aima/gpu-simulator'
import { isWithin, type JobStay, type Span } from './job-stay.ts'

/** A piece of owned hardware with the jobs that had it. */
export interface HardwareLane {
  /** Its name. */
  readonly name: string
  /** The jobs. */
  readonly stays: readonly JobStay[]
}

/** A cloud with the jobs that ran there. */
interface CloudLane {
  /** The provider. */
  readonly name: string
  /** The jobs. */
  readonly stays: readonly JobStay[]
}

/** Everything that ran in a stretch of time. */
export interface Lanes {
  /** Owned hardware, in its order; also what stood idle. */
  readonly hardware: readonly HardwareLane[]
  /** Clouds, those with most jobs first. */
  readonly clouds: readonly CloudLane[]
}

const mostClouds = 6

const grouped = (
  stays: readonly JobStay[],
  keysOf: (stay: JobStay) => readonly string[],
): Map<string, JobStay[]> => {
  const groups = new Map<string, JobStay[]>()
  for (const stay of stays)
    for (const key of keysOf(stay)) {
      const group = groups.get(key)
      if (group === undefined) groups.set(key, [stay])
      else group.push(stay)
    }
  return groups
}

/** Hardware goes by its own names where the summary knows them, else by the offer. */
const hardwareNames = ({ hardware, offerId }: JobStay): readonly string[] =>
  hardware.length === 0 ? [offerId] : hardware

const cloudLanes = (stays: readonly JobStay[]): readonly CloudLane[] => {
  const lanes = [...grouped(stays, ({ provider }) => [provider])]
    .map(([name, its]) => ({ name, stays: its }))
    .sort((one, other) => other.stays.length - one.stays.length || (one.name < other.name ? -1 : 1))
  if (lanes.length <= mostClouds) return lanes
  const rest = lanes.slice(mostClouds - 1)
  return [
    ...lanes.slice(0, mostClouds - 1),
    { name: `${rest.length} others`, stays: rest.flatMap((lane) => lane.stays) },
  ]
}

/**
 * Sorts what ran in a stretch of time by where it ran.
 *
 * @param stays - All stays of a simulation.
 * @param result - The simulation.
 * @param span - The stretch.
 */
export const lanesOf = (stays: readonly JobStay[], { summary }: SimulationResult, span: Span): Lanes => {
  const within = stays.filter((stay) => isWithin(stay, span))
  const owned = grouped(
    within.filter(({ site }) => site === 'local'),
    hardwareNames,
  )
  const names = new Set([...summary.hardware.map(({ name }) => name), ...owned.keys()])
  return {
    hardware: [...names].map((name) => ({ name, stays: owned.get(name) ?? [] })),
    clouds: cloudLanes(within.filter(({ site }) => site === 'cloud')),
  }
}
