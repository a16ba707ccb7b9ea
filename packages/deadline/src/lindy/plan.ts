import type { DeadlineJob } from '../deadline-job.ts'
import { ticksLeft, ticksNeeded } from '../time-needed.ts'
import { type PlanGrid, toPlanGrid } from './plan-grid.ts'
import { type SpellChain, toSpellChain } from './spell-chain.ts'
import type { SpellLaw } from './spell-law.ts'

/** What a plan is made for. */
export interface PlanCase {
  /** The job. */
  readonly job: DeadlineJob
  /** Price of spot, taken to stay (USD/h). */
  readonly spotUsdPerHour: number
  /** Laws of the spells with spot, and of those without it. */
  readonly laws: { readonly up: SpellLaw; readonly down: SpellLaw }
}

/**
 * Least expected cost of the rest of a job for each time left, slack, age of the present spell and running machine.
 *
 * Slack is here the time left without the work left; a start takes `startSteps` of it, a step of waiting one step.
 */
export interface Plan {
  /** How time and slack are cut. */
  readonly grid: PlanGrid
  /** Spells as a Markov chain. */
  readonly chain: SpellChain
  /** Length of a start (steps). */
  readonly startSteps: number
  /** Price of a step on spot (USD). */
  readonly spotUsd: number
  /** Price of a step on demand (USD). */
  readonly onDemandUsd: number
  /** For each number of steps left the costs (USD), a row of points of slack for each {@link rowOf}. */
  readonly costs: readonly Float32Array[]
}

/** Machines of a row: 0 none, 1 spot, 2 on-demand. Without spot, the row of spot is that of none. */
export type Slot = 0 | 1 | 2

/**
 * Row of a spell and a machine: three for each class with spot (it may have any machine), then two for each one without.
 *
 * @param classes - Classes of a spell with spot.
 * @param state - Whether spot is there, the class of the spell, and the machine.
 */
export const rowOf = (
  classes: number,
  state: { readonly isUp: boolean; readonly age: number; readonly slot: Slot },
): number =>
  state.isUp ? 3 * state.age + state.slot : 3 * classes + 2 * state.age + (state.slot === 2 ? 1 : 0)

/** The cells of one number of steps left, while they are worked out from those with a step fewer. */
interface Sheet {
  readonly plan: Omit<Plan, 'costs'>
  readonly before: Float32Array
  readonly cells: Float32Array
  /** First point at which no work is left after this step. */
  readonly doneFrom: number
  /** Points at which work is left now. */
  readonly busy: number
  /** First point at which the safety net leaves a choice. */
  readonly freeFrom: number
}

/** Dearer than any plan (USD): waits that no slack pays for. */
const never = 1e9

/** Expected cost after the step, at each point of slack that is left then. */
const expectAfter = (sheet: Sheet, isUp: boolean, age: number, slot: Slot): Float64Array => {
  const { plan, before, doneFrom } = sheet
  const { points } = plan.grid
  const classes = plan.chain.up.length
  const { ends, ages, stays } = (isUp ? plan.chain.up : plan.chain.down)[age] ?? {
    ends: 0,
    ages: 0,
    stays: 1,
  }
  const stay = rowOf(classes, { isUp, age, slot }) * points
  const older = ages > 0 ? rowOf(classes, { isUp, age: age + 1, slot }) * points : stay
  const other = rowOf(classes, { isUp: !isUp, age: 0, slot: isUp || slot === 2 ? slot : 0 }) * points
  const after = new Float64Array(points)
  const end = Math.min(points, Math.max(0, doneFrom))
  for (let point = 0; point < end; point += 1)
    after[point] =
      stays * (before[stay + point] ?? 0) +
      ages * (before[older + point] ?? 0) +
      ends * (before[other + point] ?? 0)
  return after
}

/** Cost between two points of slack. Whole steps are paid, so the last one costs what a whole one does, however little work is left. */
export const costBetween = (
  costs: ArrayLike<number>,
  at: number,
  row: { readonly from: number; readonly points: number; readonly doneFrom: number },
): number => {
  const low = Math.min(Math.floor(at), row.points - 1)
  const lower = costs[row.from + low] ?? 0
  if (low + 1 >= Math.min(row.points, row.doneFrom)) return lower
  return lower + ((costs[row.from + low + 1] ?? 0) - lower) * (at - low)
}

/** The same for a machine that is started: its start is taken from the slack. */
const afterStart = (after: Float64Array, startSteps: number, doneFrom: number): Float64Array => {
  const row = { from: 0, points: after.length, doneFrom }
  return after.map((_, point) => costBetween(after, Math.max(0, point - startSteps), row))
}

/** Fills the rows of one class: the least of what each choice costs, or what the safety net takes. */
const fillClass = (sheet: Sheet, isUp: boolean, age: number): void => {
  const { plan, cells, busy, freeFrom } = sheet
  const { points } = plan.grid
  const classes = plan.chain.up.length
  const idle = expectAfter(sheet, isUp, age, 0)
  const demand = expectAfter(sheet, isUp, age, 2)
  const demandStarted = afterStart(demand, plan.startSteps, sheet.doneFrom)
  const spot = isUp ? expectAfter(sheet, true, age, 1) : idle
  const spotStarted = isUp ? afterStart(spot, plan.startSteps, sheet.doneFrom) : idle
  const noneRow = rowOf(classes, { isUp, age, slot: 0 }) * points
  const demandRow = rowOf(classes, { isUp, age, slot: 2 }) * points
  const spotRow = rowOf(classes, { isUp, age, slot: 1 }) * points
  for (let point = 0; point < busy; point += 1) {
    const isFree = point >= freeFrom
    const wait = isFree && point >= 1 ? (idle[point - 1] ?? never) : never
    const start = isUp && isFree ? plan.spotUsd + (spotStarted[point] ?? 0) : never
    if (isUp) cells[spotRow + point] = plan.spotUsd + (spot[point] ?? 0)
    cells[noneRow + point] = Math.min(wait, start, plan.onDemandUsd + (demandStarted[point] ?? 0))
    cells[demandRow + point] = Math.min(wait, start, plan.onDemandUsd + (demand[point] ?? 0))
  }
}

/** First point at which the safety net leaves a choice with so many steps left. */
const freePoint = (job: DeadlineJob, grid: PlanGrid, stepsLeft: number): number => {
  const leftSeconds = stepsLeft * grid.stepSeconds
  const ticks = ticksLeft({ ...job, deadlineSeconds: leftSeconds }, 0)
  for (let point = 0; point < grid.points; point += 1) {
    const workSeconds = leftSeconds - point * grid.stepSeconds
    if (ticksNeeded(job, workSeconds, 1) < ticks) return point
  }
  return grid.points
}

const fillSheet = (sheet: Sheet): void => {
  for (let age = 0; age < sheet.plan.chain.up.length; age += 1) {
    fillClass(sheet, true, age)
    fillClass(sheet, false, age)
  }
}

/**
 * Plans a job by dynamic programming, backwards from the deadline. It knows the law of spells, not the spells.
 *
 * @param whole - The job, the price of spot and the laws.
 */
export const makePlan = ({ job, spotUsdPerHour, laws }: PlanCase): Plan => {
  const grid = toPlanGrid(job)
  const stepHours = grid.stepSeconds / 3600
  const chain = toSpellChain(laws, stepHours)
  const plan = {
    grid,
    chain,
    startSteps: job.startSeconds / grid.stepSeconds,
    spotUsd: spotUsdPerHour * stepHours,
    onDemandUsd: job.onDemandUsdPerHour * stepHours,
  }
  const size = 5 * chain.up.length * grid.points
  let before = new Float32Array(size)
  const costs = [before]
  for (let left = 1; left <= grid.steps; left += 1) {
    const cells = new Float32Array(size)
    const busy = Math.min(grid.points, left)
    fillSheet({ plan, before, cells, doneFrom: left - 1, busy, freeFrom: freePoint(job, grid, left) })
    costs.push(cells)
    before = cells
  }
  return { ...plan, costs }
}
