import type { Job } from '@aima/gpu-core'
import type { AdjustOffers, Launch, Orchestrator, Placement } from '@aima/gpu-orchestrator'
import type { Machine } from './flaky-launch.ts'
import type { SimulatedTime } from './simulated-time.ts'
import type { Timeline } from './timeline.ts'

/** A job that has no machine yet, or no longer. */
interface Waiting {
  readonly job: Job
  /** What the loss of its last machine taught of the offers. */
  readonly adjust?: AdjustOffers | undefined
}

const hourMs = 3_600_000

/** When a job leaves its machine (ms since 1970-01-01 UTC): done, or lost on the way. Here, the upload counts as work. */
const leavesAtMs = ({ candidate, machine, placedAtMs }: Placement<Machine>): number =>
  placedAtMs + candidate.estimate.completionHours * (machine.fate?.atShare ?? 1) * hourMs

/** What a scheduler works with. */
interface Tools {
  readonly orchestrator: Orchestrator
  readonly launch: Launch<Machine>
  readonly time: SimulatedTime
  readonly timeline: Timeline
}

/** Runs jobs until none is left, or none of those that are left can run anywhere. */
export const runQueue = async (jobs: readonly Job[], { orchestrator, launch, time, timeline }: Tools) => {
  let waiting: Waiting[] = jobs.map((job) => ({ job }))
  let running: Placement<Machine>[] = []

  for (;;) {
    // Whoever is refused waits for the next round: by then somebody has given hardware back.
    const refused: Waiting[] = []
    for (const { job, adjust } of waiting) {
      const placed = await orchestrator.place(job, { launch, adjust })
      placed.match(timeline.started, (error) => timeline.waits(job, error))
      if (placed.isOk()) running.push(placed.value)
      else refused.push({ job, adjust })
    }
    const [next, ...others] = running.toSorted((one, other) => leavesAtMs(one) - leavesAtMs(other))
    if (next === undefined) return refused.map(({ job }) => job)

    await time.advanceTo(leavesAtMs(next))
    running = others
    waiting = refused
    const { fate } = next.machine
    if (fate === undefined) {
      orchestrator.reportDone(next)
      timeline.done(next)
    } else {
      const progress = { unit: 'share', done: fate.atShare, sinceCheckpoint: 0.02 } as const
      const report = await orchestrator.reportLoss(next, { reason: fate.reason, progress })
      timeline.lost(next, report)
      waiting = [report, ...waiting]
    }
  }
}
