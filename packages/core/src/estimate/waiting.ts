/** What waiting for an owned GPU costs, against what going elsewhere costs. */
export interface WaitingCosts {
  /** What the job costs more elsewhere (USD, ≥ 0). */
  readonly premiumUsd: number
  /** What each hour of waiting costs (USD/h, > 0). */
  readonly delayUsdPerHour: number
}

/**
 * Longest wait for an owned GPU whose end is unknown (h): as long as waiting has cost less than going elsewhere.
 *
 * Never more than twice the cost of the best decision in hindsight (ski rental).
 *
 * @param costs - Premium and cost of delay.
 * @example
 * skiRentalWaitHours({ premiumUsd: 6, delayUsdPerHour: 1.5 }) // => 4
 */
export const skiRentalWaitHours = ({ premiumUsd, delayUsdPerHour }: WaitingCosts): number =>
  premiumUsd / delayUsdPerHour

/**
 * A drawn longest wait, whose expected cost is at most e/(e - 1) times that of the best decision in hindsight (h).
 *
 * Source: A. Karlin et al., "Competitive randomized algorithms for nonuniform problems", Algorithmica 11, 1994.
 *
 * @param costs - Premium and cost of delay.
 * @param u - A random number, 0 to 1.
 * @example
 * skiRentalRandomisedWaitHours({ premiumUsd: 6, delayUsdPerHour: 1.5 }, 0.5) // => 2.48045802783311
 */
export const skiRentalRandomisedWaitHours = (costs: WaitingCosts, u: number): number =>
  skiRentalWaitHours(costs) * Math.log1p(u * (Math.E - 1))

/**
 * Whether to wait when only the mean of an exponential wait is known: wait when its expected cost is below the premium.
 *
 * An exponential wait has no memory, so the answer stays the same while the job waits.
 *
 * @param costs - Premium and cost of delay.
 * @param meanWaitHours - Mean wait (h).
 * @example
 * exponentialWaitDecision({ premiumUsd: 6, delayUsdPerHour: 1.5 }, 4.1) // => 'burst'
 */
export const exponentialWaitDecision = (costs: WaitingCosts, meanWaitHours: number): 'wait' | 'burst' =>
  meanWaitHours * costs.delayUsdPerHour < costs.premiumUsd ? 'wait' : 'burst'
