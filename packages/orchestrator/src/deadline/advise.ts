import type { DeadlinePolicy } from '@aima/gpu-deadline'
import { err, ok, type Result } from 'neverthrow'
import type { FailoverError } from '../running/loss.ts'
import { type Choice, chooseMachine, type Options } from './choose.ts'
import type { DeadlineAdvice, DeadlineReason, NextMachine } from './deadline-advice.ts'
import type { Memory } from './memory.ts'
import type { Pace } from './pace.ts'
import { lateIfKept, type RunningMachine } from './running-machine.ts'
import { fastestOf, mayStandIn, type Side, safeSideOf, spotSideOf } from './sides.ts'
import type { View } from './view.ts'

/** The machine that is sure to be done in time. */
interface Net {
  /** Its pace. */
  readonly pace: Pace
  /** How the job is placed on it; undefined: it runs already. */
  readonly side: Side | undefined
}

/** What an advice is made from. */
export interface Question {
  /** Work, time and offers. */
  readonly view: View
  /** What runs; undefined: nothing. */
  readonly running: RunningMachine | undefined
  /** What was seen before; it learns. */
  readonly memory: Memory
  /** The policy. */
  readonly policy: DeadlinePolicy
}

/** The safe machine that runs, else the one that could be had, else the last one that could be. */
const netOf = ({ view, running, memory }: Question): Net | undefined => {
  if (running?.machine === 'on-demand' && lateIfKept(view, running) <= 0)
    return { pace: running.pace, side: undefined }
  memory.lastSafe = safeSideOf(view) ?? memory.lastSafe
  const { lastSafe } = memory
  return lastSafe && mayStandIn(view, lastSafe) ? { pace: lastSafe.pace, side: lastSafe } : undefined
}

const startOrMove = (
  { view, running }: Question,
  next: NextMachine,
  why: DeadlineReason,
): DeadlineAdvice => ({
  kind: running === undefined ? 'start' : 'move',
  ...next,
  untilMs: view.moment.untilMs,
  why,
})

const byChoice = (
  question: Question,
  { machine, why }: Choice,
  net: Net,
  options: Options,
): DeadlineAdvice => {
  const { running, view } = question
  const { untilMs } = view.moment
  if (machine === 'none') return { kind: 'wait', untilMs, why }
  const next = machine === 'spot' ? options.spot.side?.next : net.side?.next
  const runsAlready = running?.machine === machine && (machine === 'spot' || net.side === undefined)
  return runsAlready || next === undefined ? { kind: 'stay', untilMs, why } : startOrMove(question, next, why)
}

const lateReason = ({ policy }: Question, lateSeconds: number): DeadlineReason => ({
  policy: policy.name,
  slackHours: -lateSeconds / 3600,
  by: 'safety-net',
})

/** Nothing safe is in time: what runs may still be, and else the fastest machine is the least late. */
const withoutNet = (question: Question): Result<DeadlineAdvice, FailoverError> => {
  const { view, running } = question
  const { untilMs } = view.moment
  const keptLate = running === undefined ? Number.POSITIVE_INFINITY : lateIfKept(view, running)
  if (keptLate <= 0) return ok({ kind: 'stay', untilMs, why: lateReason(question, keptLate) })
  const fastest = fastestOf(view)
  if (fastest.isErr() && running === undefined) return err(fastest.error)
  const found = fastest.isOk() && fastest.value.lateSeconds < keptLate ? fastest.value : undefined
  const late = found?.lateSeconds ?? keptLate
  const why = lateReason(question, late)
  if (late <= 0 && found !== undefined) return ok(startOrMove(question, found.next, why))
  return ok({ kind: 'late', lateByHours: late / 3600, next: found?.next, untilMs, why })
}

/**
 * Advises what a job should do in this tick.
 *
 * @param question - Work, time, offers, and what runs.
 * @returns The advice, or why nothing can be decided.
 */
export const adviseOn = (question: Question): Result<DeadlineAdvice, FailoverError> => {
  const { view, running, memory, policy } = question
  const net = netOf(question)
  if (net === undefined) return withoutNet(question)
  const options = { measure: net.pace, running, spot: spotSideOf(view, net.pace) }
  const choice = chooseMachine(view, options, memory, policy)
  memory.chosen = { tick: view.moment.tick, ...choice }
  return ok(byChoice(question, choice, net, options))
}
