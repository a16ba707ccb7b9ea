import type { Machine } from '../machine.ts'
import type { Plan, Slot } from './plan.ts'
import { costBetween, rowOf } from './plan.ts'

/** Where a job is, in the terms of a plan. */
export interface Position {
  /** Time to the deadline (steps). */
  readonly stepsLeft: number
  /** Time to the deadline without the work left and the rest of a start (steps). */
  readonly slackSteps: number
  /** Whether spot can be had. */
  readonly isUp: boolean
  /** Age class of the present spell. */
  readonly age: number
  /** What runs. */
  readonly running: Machine
}

/** Expected cost of the rest of a job for each choice (USD). */
export interface Weighed {
  /** Nothing runs in the next step. */
  readonly waitUsd: number
  /** Spot runs; infinite when it cannot be had. */
  readonly spotUsd: number
  /** On-demand runs. */
  readonly onDemandUsd: number
}

const between = (lower: number, upper: number, part: number): number => lower + (upper - lower) * part

/** Cost in one row of one sheet, between two points of slack. */
const costInRow = (plan: Plan, sheet: number, row: number, slackSteps: number): number => {
  const { points } = plan.grid
  if (sheet - slackSteps <= 1e-9) return 0
  const at = Math.min(points - 1, Math.max(0, slackSteps))
  return costBetween(plan.costs[sheet] ?? [], at, { from: row * points, points, doneFrom: sheet })
}

/** Cost in one row, between two sheets. */
const costAt = (plan: Plan, row: number, stepsLeft: number, slackSteps: number): number => {
  const low = Math.floor(stepsLeft + 1e-9)
  const part = Math.max(0, stepsLeft - low)
  const lower = costInRow(plan, low, row, slackSteps)
  return part < 1e-9 ? lower : between(lower, costInRow(plan, low + 1, row, slackSteps), part)
}

/** Expected cost after a step that ends with a machine and so much slack. */
const expectedAfter = (plan: Plan, position: Position, slot: Slot, slackSteps: number): number => {
  const { isUp, age } = position
  const classes = plan.chain.up.length
  const stepsLeft = Math.max(0, position.stepsLeft - 1)
  const chances = (isUp ? plan.chain.up : plan.chain.down)[age]
  if (chances === undefined) return 0
  const { stays, ages, ends } = chances
  const costOf = (row: number): number => costAt(plan, row, stepsLeft, slackSteps)
  const stay = stays * costOf(rowOf(classes, { isUp, age, slot }))
  const older = ages > 0 ? ages * costOf(rowOf(classes, { isUp, age: age + 1, slot })) : 0
  return stay + older + ends * costOf(rowOf(classes, { isUp: !isUp, age: 0, slot }))
}

/**
 * Weighs what may run in the next step by a plan.
 *
 * @returns The expected cost of the rest of the job for each choice (USD).
 */
export const weigh = (plan: Plan, position: Position): Weighed => {
  const { slackSteps, isUp, running } = position
  const spotStart = running === 'spot' ? 0 : plan.startSteps
  const demandStart = running === 'on-demand' ? 0 : plan.startSteps
  return {
    waitUsd: expectedAfter(plan, position, 0, slackSteps - 1),
    spotUsd: isUp ? plan.spotUsd + expectedAfter(plan, position, 1, slackSteps - spotStart) : Infinity,
    onDemandUsd: plan.onDemandUsd + expectedAfter(plan, position, 2, slackSteps - demandStart),
  }
}
