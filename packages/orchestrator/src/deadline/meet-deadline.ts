import { checkOptions, type InvalidOptions, type Job, jobWithWorkLeft } from '@aima/gpu-core'
import { type DeadlinePolicy, lindy } from '@aima/gpu-deadline'
import { err, ok, type Result, ResultAsync } from 'neverthrow'
import { z } from 'zod'
import type { Clock } from '../clock.ts'
import { type Closed, closed } from '../closed.ts'
import type { Situation } from '../fleet/what-if.ts'
import type { Decide } from '../place/placing.ts'
import { waitFor } from '../place/wait-for.ts'
import type { PolicyFault } from '../policy/policy-fault.ts'
import { createInputMemory } from '../running/input-memory.ts'
import type { InterruptionRates } from '../running/interruption-rates.ts'
import type { AdjustOffers, FailoverError } from '../running/loss.ts'
import { offersOnSite } from '../running/stay-on-site.ts'
import { adjustFor } from '../running/watch.ts'
import { adviseOn } from './advise.ts'
import type {
  DeadlineAdvice,
  DeadlineOptions,
  DeadlineStatus,
  DeadlineWatch,
  MeetDeadlineError,
} from './deadline-advice.ts'
import { createMemory, type Memory, notePulse } from './memory.ts'
import { runningMachineOf } from './running-machine.ts'
import { isDone, sharesOf } from './shares.ts'
import { type TickMoment, tickClock } from './tick-moment.ts'

/** How offers are gathered for a watch. */
interface LookOptions {
  /** What is done to the offers. */
  readonly adjust: AdjustOffers
  /** Whose leases do not count. */
  readonly holder: string | undefined
  /** Cancels. */
  readonly signal: AbortSignal
}

/** What keeping to a deadline takes. */
export interface MeetDeadlineParts {
  /** Opens the policy and gathers. */
  readonly look: (job: Job, options: LookOptions) => ResultAsync<Situation, PolicyFault | Closed>
  /** Decides. */
  readonly decide: Decide
  /** Interruption rates. */
  readonly rates: InterruptionRates
  /** Time. */
  readonly clock: Clock
  /** Whether the orchestrator is closed by now. */
  readonly isClosed: () => boolean
}

const defaultTickSeconds = 600

const schema: z.ZodType<DeadlineOptions> = z.object({
  policy: z
    .custom<DeadlinePolicy>(
      (value) => typeof value === 'object' && value !== null && 'begin' in value,
      'expected a deadline policy, such as lindy',
    )
    .optional(),
  tickSeconds: z.number().positive().optional(),
})

/** A job with a deadline, and what it is kept with. */
interface Watched {
  readonly job: Job
  readonly policy: DeadlinePolicy
  readonly now: () => TickMoment
  readonly memory: Memory
  readonly adjust: () => AdjustOffers
}

const knowsRunTime = ({ run }: Job): boolean =>
  run?.refHours !== undefined || Object.keys(run?.hoursByGpu ?? {}).length > 0

/** Adds what the machine has cost that runs, since it was last seen or placed. */
const countSpending = (
  memory: Memory,
  { running }: DeadlineStatus,
  moment: TickMoment,
  clock: Clock,
): void => {
  const { nowSeconds } = moment
  if (running !== undefined) {
    const ranSeconds = Math.max(0, (clock.nowMs() - running.placedAtMs) / 1000)
    const seconds = Math.min(nowSeconds - memory.spentUntilSeconds, ranSeconds)
    memory.spentUsd += (running.candidate.estimate.usdPerHour * seconds) / 3600
  }
  memory.spentUntilSeconds = nowSeconds
  memory.lastRunning = running ?? memory.lastRunning
}

/** The advice of this tick once more, while what it said is what runs. */
const again = (
  { memory }: Watched,
  { running }: DeadlineStatus,
  moment: TickMoment,
): DeadlineAdvice | undefined => {
  const { chosen } = memory
  const purchase = running?.candidate.offer.purchase
  const spotOrNot = purchase === 'spot' ? 'spot' : 'on-demand'
  const machine = purchase === undefined ? 'none' : spotOrNot
  if (chosen?.tick !== moment.tick || chosen.machine !== machine) return undefined
  if (running !== undefined && running.id === memory.leaving) return undefined
  return { kind: machine === 'none' ? 'wait' : 'stay', untilMs: moment.untilMs, why: chosen.why }
}

/** What is done to the offers of a job: as after a placement, and on site before there is one. */
const adjustmentOf = (job: Job, memory: Memory, { rates }: MeetDeadlineParts): (() => AdjustOffers) => {
  const inputs = createInputMemory(1)
  return () => {
    const placed = memory.lastRunning && adjustFor(memory.lastRunning, { inputs, rates })
    const adjust = placed ?? rates.adjust
    return (offers) => adjust(offersOnSite(job, offers))
  }
}

const lookAndAdvise = async (
  watched: Watched,
  status: DeadlineStatus,
  signal: AbortSignal,
  parts: MeetDeadlineParts,
): Promise<Result<DeadlineAdvice, FailoverError>> => {
  const { job: whole, policy, memory } = watched
  const { running } = status
  const moment = watched.now()
  const shares = sharesOf(status.progress)
  countSpending(memory, status, moment, parts.clock)
  notePulse(memory, { tick: moment.tick, nowSeconds: moment.nowSeconds, saved: shares.saved })
  const repeated = again(watched, status, moment)
  if (repeated !== undefined) return ok(repeated)
  const left = jobWithWorkLeft(whole, {
    doneShare: shares.saved,
    passedHours: moment.nowSeconds / 3600,
    spentUsd: status.spentUsd ?? memory.spentUsd,
  })
  const adjust = watched.adjust()
  const seen = await parts.look(left, { adjust, holder: running?.id, signal })
  if (seen.isErr()) return err(seen.error)
  const view = { whole, left, shares, moment, situation: seen.value, adjust, decide: parts.decide }
  const machine = running && runningMachineOf(view, running, parts.clock)
  if (running !== undefined && machine === undefined) return err({ kind: 'undecided' })
  const advised = adviseOn({ view, running: machine, memory, policy })
  memory.leaving = advised.isOk() && advised.value.kind === 'move' ? running?.id : undefined
  return advised
}

const advise = async (
  watched: Watched,
  status: DeadlineStatus,
  parts: MeetDeadlineParts,
): Promise<Result<DeadlineAdvice, FailoverError>> => {
  if (parts.isClosed()) return err(closed)
  if (isDone(sharesOf(status.progress))) return ok({ kind: 'done' })
  const signal = status.signal ?? new AbortController().signal
  // A policy may be anybody's: what it throws is `undecided`.
  const call = () => lookAndAdvise(watched, status, signal, parts)
  const waited = await waitFor(call, { clock: parts.clock, signal })
  return waited.kind === 'answered' ? waited.value : err({ kind: 'undecided' })
}

const check = (job: Job, options: DeadlineOptions): Result<number, MeetDeadlineError> =>
  checkOptions(schema, options)
    .mapErr((error: InvalidOptions): MeetDeadlineError => error)
    .andThen((): Result<number, MeetDeadlineError> => {
      if (job.deadlineHours === undefined) return err({ kind: 'no-deadline' })
      return knowsRunTime(job) ? ok(job.deadlineHours) : err({ kind: 'no-run-time' })
    })

/** Keeps a job to its deadline, which counts from now on; see `meetDeadline` of an orchestrator. */
export type MeetDeadline = (job: Job, options?: DeadlineOptions) => Result<DeadlineWatch, MeetDeadlineError>

/**
 * Makes what keeps jobs to their deadlines.
 *
 * @param parts - What it takes.
 */
export const createMeetDeadline =
  (parts: MeetDeadlineParts): MeetDeadline =>
  (job, options = {}) => {
    if (parts.isClosed()) return err(closed)
    return check(job, options).map((deadlineHours) => {
      const { policy = lindy, tickSeconds = defaultTickSeconds } = options
      const memory = createMemory()
      const now = tickClock({ clock: parts.clock, deadlineHours, tickSeconds })
      const watched = { job, policy, now, memory, adjust: adjustmentOf(job, memory, parts) }
      return { advise: (status) => new ResultAsync(advise(watched, status, parts)) }
    })
  }
