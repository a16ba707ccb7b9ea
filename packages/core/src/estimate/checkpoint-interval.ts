import { expectedRunHours, type Interruptions } from './spot.ts'

/** Cost of a checkpoint against the rate of interruptions. */
export interface CheckpointCost {
  /** Time to write one (C, h, > 0). */
  readonly writeHours: number
  /** Mean interruptions per running hour (λ, 1/h, > 0). */
  readonly perHour: number
}

/**
 * Young's interval between checkpoints for an endless job (h).
 *
 * Source: J. W. Young, "A first order approximation to the optimum checkpoint interval", CACM 17(9), 1974.
 *
 * @param cost - Cost of a write and rate of interruptions.
 * @example
 * youngIntervalHours({ writeHours: 0.02, perHour: 0.1 }) // => 0.6324555320336759
 */
export const youngIntervalHours = ({ writeHours, perHour }: CheckpointCost): number =>
  Math.sqrt((2 * writeHours) / perHour)

/**
 * Daly's interval between checkpoints for an endless job (h).
 *
 * Source: J. T. Daly, "A higher order estimate of the optimum checkpoint interval for restart dumps", FGCS 22(3), 2006.
 *
 * @param cost - Cost of a write and rate of interruptions.
 * @example
 * dalyIntervalHours({ writeHours: 0.02, perHour: 0.1 }) // => 0.6191924715372352
 */
export const dalyIntervalHours = (cost: CheckpointCost): number => {
  const { writeHours, perHour } = cost
  if (writeHours >= 2 / perHour) return 1 / perHour
  const half = (perHour * writeHours) / 2
  return youngIntervalHours(cost) * (1 + Math.sqrt(half) / 3 + half / 9) - writeHours
}

/** 1 + (x - 1) e^x, by its series where the closed form would cancel. */
const lossOf = (x: number): number => {
  if (x > 0.3) return 1 + (x - 1) * Math.exp(x)
  let power = x
  let sum = 0
  for (let k = 2; k < 20; k += 1) {
    power *= x / k
    sum += (k - 1) * power
  }
  return sum
}

/**
 * Exact interval between checkpoints for an endless job (h).
 *
 * It is x/λ with the root x in (0, 1) of (x - 1) e^x + e^(-λC) = 0 (docs/cost-model.md, "Interruptions"), found by Newton's method from the right, where the function is convex.
 *
 * @param cost - Cost of a write and rate of interruptions.
 * @returns Hours; 0 when a write costs nothing.
 * @example
 * exactIntervalHours({ writeHours: 0.02, perHour: 0.1 }) // => 0.6191930664335613
 */
export const exactIntervalHours = ({ writeHours, perHour }: CheckpointCost): number => {
  const target = -Math.expm1(-perHour * writeHours)
  if (target === 0) return 0
  let x = Math.sqrt(2 * target)
  for (let round = 0; round < 60; round += 1) {
    const step = (lossOf(x) - target) / (x * Math.exp(x))
    x -= step
    if (Math.abs(step) <= 1e-15 * x) break
  }
  return x / perHour
}

/**
 * Interval of least expected running time for a job of finite length (h).
 *
 * Only whole numbers of stretches matter, so the two next to the exact interval are tried (docs/cost-model.md, "Interruptions").
 *
 * @param computeHours - Useful work (T, h).
 * @param interruptions - Rate and restart time.
 * @param writeHours - Time to write a checkpoint (C, h).
 * @returns Hours; undefined when no checkpoint is best.
 * @example
 * autoIntervalHours(12, { perHour: 0.1, restartHours: 0.1 }, 0.02) // => 0.631578947368421
 */
export const autoIntervalHours = (
  computeHours: number,
  interruptions: Interruptions,
  writeHours: number,
): number | undefined => {
  if (interruptions.perHour === 0 || computeHours === 0) return undefined
  const exact = exactIntervalHours({ writeHours, perHour: interruptions.perHour })
  const most = Math.max(1, Math.floor(60 * computeHours + 1e-9))
  const within = (stretches: number): number => Math.min(most, Math.max(1, stretches))
  const few = within(Math.floor(computeHours / exact))
  const many = within(Math.ceil(computeHours / exact))
  const intervalOf = (stretches: number): number | undefined =>
    stretches === 1 ? undefined : computeHours / stretches
  const runOf = (stretches: number): number =>
    expectedRunHours(computeHours, interruptions, { everyHours: intervalOf(stretches), writeHours })
  return intervalOf(runOf(many) < runOf(few) ? many : few)
}
