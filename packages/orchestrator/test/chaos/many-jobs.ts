/** A hundred jobs that are placed at once. */
import { onTestFinished } from 'vitest'
import type { Orchestrator, Placement } from '../../src/index.ts'
import { inVirtualTime, quiet } from '../place/virtual-clock.ts'
import { anyJob, openChaos } from './chaotic-market.ts'
import { type CountedClock, createCountedClock } from './counted-clock.ts'
import { flakyLaunch, type Ledger, launchTimeoutMs } from './flaky-launch.ts'
import { createRandom, type Random } from './random.ts'
import { type WatchedLeases, watchLeases } from './watched-leases.ts'

const jobsAtOnce = 100

/** One house and its jobs. */
export interface Scene {
  readonly orchestrator: Orchestrator
  readonly clock: CountedClock
  readonly random: Random
  readonly leases: WatchedLeases
  readonly ledger: Ledger
  /** Machines that were handed on. */
  readonly orphans: string[]
}

/** Sets the scene; everything in it follows from the seed. */
export const sceneOf = (seed: number): Scene => {
  const random = createRandom(seed)
  const clock = createCountedClock()
  const leases = watchLeases(clock)
  const orchestrator = openChaos(random, clock, { leases: leases.store, leaseMs: 5_000 })
  onTestFinished(async () => void (await orchestrator.close()))
  return { orchestrator, clock, random, leases, ledger: { jobOf: new Map(), faults: [] }, orphans: [] }
}

/** What became of the jobs of a round. */
export interface Round {
  /** Those that were placed. */
  readonly placements: readonly Placement<string>[]
  /** Those that anybody may take and nobody took: id and reason. */
  readonly left: readonly string[]
}

/** Places 100 jobs at once. */
export const placeAll = async (scene: Scene, round: number): Promise<Round> => {
  const { orchestrator, clock, random, ledger, orphans } = scene
  const launch = flakyLaunch(ledger, { random, clock: clock.theirs })
  const jobs = Array.from({ length: jobsAtOnce }, (_, index) => anyJob(random, round * jobsAtOnce + index))
  const onOrphan = ({ machine }: { readonly machine: string }): void => void orphans.push(machine)
  const ended = await inVirtualTime(
    Promise.all(
      jobs.map(async (job) => ({
        job,
        outcome: await orchestrator.place(job, { launch, launchTimeoutMs, onOrphan }),
      })),
    ),
    clock,
  )
  return {
    placements: ended.flatMap(({ outcome }) => (outcome.isOk() ? [outcome.value] : [])),
    left: ended.flatMap(({ job, outcome }) =>
      outcome.isErr() && job.confidentiality !== 'confidential' ? [`${job.id}: ${outcome.error.kind}`] : [],
    ),
  }
}

/** The hardware of the house that placements hold. */
export const hardwareOf = (placements: readonly Placement<unknown>[]): readonly string[] =>
  placements.flatMap(({ leases }) => leases.map(({ resource }) => resource)).sort()

/** Lets time pass in which nobody asks for anything (ms). */
export const idle = async (clock: CountedClock, ms: number): Promise<void> => {
  clock.theirs.after(ms, () => undefined)
  const untilMs = clock.elapsedMs() + ms
  while (clock.elapsedMs() < untilMs && clock.advanceToNext()) await quiet()
}
