import type { DeadlineJob } from '../deadline-job.ts'
import type { ChooseMachine, DeadlinePolicy } from '../deadline-policy.ts'
import { makePlan, type Plan } from '../lindy/plan.ts'
import { classOfAge, oldestSteps } from '../lindy/spell-chain.ts'
import { awsSpellLaw, type SpellLaw } from '../lindy/spell-law.ts'
import { weigh } from '../lindy/weigh.ts'
import type { Machine } from '../machine.ts'
import type { Sight } from '../sight.ts'

/** A price of spot that moves by more than this share makes a new plan. */
const priceTolerance = 0.02

/** A wait must save at least this share of the cost: above the rounding of a plan, so that nothing waits for nothing. */
const leastSaving = 1e-5

/** Ticks that the present spell has lasted, this one included; no more than `most`. */
const spellTicks = ({ availableSoFar }: Sight, most: number): number => {
  const last = availableSoFar.length - 1
  let ticks = 1
  while (ticks < most && ticks <= last && availableSoFar[last - ticks] === availableSoFar[last]) ticks += 1
  return ticks
}

const ageClassOf = (sight: Sight, ticksPerStep: number): number =>
  classOfAge(Math.floor((spellTicks(sight, oldestSteps * ticksPerStep + 1) - 1) / ticksPerStep) + 1)

const cheapest = (plan: Plan, job: DeadlineJob, sight: Sight): Machine => {
  const { stepSeconds } = plan.grid
  const timeLeft = job.deadlineSeconds - sight.nowSeconds
  const { waitUsd, spotUsd, onDemandUsd } = weigh(plan, {
    stepsLeft: timeLeft / stepSeconds,
    slackSteps: (timeLeft - sight.leftSeconds - sight.remainingStartSeconds) / stepSeconds,
    isUp: sight.isSpotAvailable,
    age: ageClassOf(sight, Math.round(stepSeconds / job.tickSeconds)),
    running: sight.running,
  })
  if (spotUsd <= waitUsd && spotUsd <= onDemandUsd) return 'spot'
  return waitUsd < onDemandUsd * (1 - leastSaving) ? 'none' : 'on-demand'
}

/**
 * Makes the policy from laws of its own.
 *
 * @param laws - Laws of the spells with spot, and of those without it.
 * @see {@link lindy} for AWS.
 */
export const createLindy = (laws: { readonly up: SpellLaw; readonly down: SpellLaw }): DeadlinePolicy => ({
  name: 'lindy',
  begin: (job): ChooseMachine => {
    let plan: Plan | undefined
    let plannedUsdPerHour = 0
    return (sight) => {
      const { spotUsdPerHour } = sight
      const moved = Math.abs(spotUsdPerHour - plannedUsdPerHour)
      if (plan === undefined || moved > priceTolerance * plannedUsdPerHour) {
        plan = makePlan({ job, spotUsdPerHour, laws })
        plannedUsdPerHour = spotUsdPerHour
      }
      return cheapest(plan, job, sight)
    }
  },
})

/**
 * Takes the choice with the least expected cost if spells obey Lindy's law: the longer spot has been there (or away), the longer it will.
 *
 * At the first tick it works out, backwards from the deadline, what the rest of the job costs for each time left, slack, age of the present spell and running machine. A decision then compares three numbers. It looks at nothing but the age of the present spell, learns nothing and is fitted to no zone. The safety net keeps it from being late.
 *
 * @see {@link proportionalSlack}, which knows no law of spells.
 */
export const lindy: DeadlinePolicy = createLindy({ up: awsSpellLaw, down: awsSpellLaw })
