import { describe, expect, test } from 'vitest'
import type { DeadlineJob } from '../src/deadline-job.ts'
import { makePlan } from '../src/lindy/plan.ts'
import { toPlanGrid } from '../src/lindy/plan-grid.ts'
import { classOfAge, toSpellChain } from '../src/lindy/spell-chain.ts'
import { awsSpellLaw, endChance } from '../src/lindy/spell-law.ts'
import { weigh } from '../src/lindy/weigh.ts'

const job: DeadlineJob = {
  workSeconds: 48 * 3600,
  deadlineSeconds: 70 * 3600,
  startSeconds: 180,
  tickSeconds: 600,
  onDemandUsdPerHour: 3.06,
}

const laws = { up: awsSpellLaw, down: awsSpellLaw }

describe('the law of spells', () => {
  test('the older a spell, the less likely is its end', () => {
    const chances = [0, 0.5, 2, 8, 32].map((ageHours) => endChance(awsSpellLaw, { ageHours, withinHours: 1 }))
    expect(chances).toEqual([...chances].sort((one, other) => other - one))
  })

  test('surviving two times in a row is surviving both at once', () => {
    const lasts = (ageHours: number, withinHours: number) =>
      1 - endChance(awsSpellLaw, { ageHours, withinHours })
    expect(lasts(1, 2) * lasts(3, 4)).toBeCloseTo(lasts(1, 6), 12)
  })

  test('the chances of each class sum to 1', () => {
    const { up, down } = toSpellChain(laws, 1 / 6)
    for (const { ends, ages, stays } of [...up, ...down]) {
      expect(ends + ages + stays).toBeCloseTo(1, 12)
      expect(Math.min(ends, ages, stays)).toBeGreaterThanOrEqual(0)
    }
  })

  test('a class holds the ages up to the next one', () => {
    expect([1, 2, 3, 4, 7, 8, 63, 64, 1e6].map(classOfAge)).toEqual([0, 1, 1, 2, 2, 3, 5, 6, 6])
  })
})

describe('the plan', () => {
  const plan = makePlan({ job, spotUsdPerHour: 0.9731, laws })
  const steps = plan.grid.steps
  const at = (changes: Partial<Parameters<typeof weigh>[1]>) =>
    weigh(plan, { stepsLeft: steps, slackSteps: 132, isUp: true, age: 0, running: 'none', ...changes })

  test('more slack never costs more', () => {
    const costs = [5, 10, 20, 40, 80, 130].map((slackSteps) => {
      // Work stays the same, so time grows with the slack.
      const { waitUsd, onDemandUsd } = at({ isUp: false, slackSteps, stepsLeft: 288 + slackSteps })
      return Math.min(waitUsd, onDemandUsd)
    })
    expect(costs).toEqual([...costs].sort((one, other) => other - one))
  })

  test('costs lie between all spot and all on-demand', () => {
    const { spotUsd } = at({ age: 6, running: 'spot' })
    expect(spotUsd).toBeGreaterThan(288 * plan.spotUsd)
    expect(spotUsd).toBeLessThan(289 * plan.onDemandUsd)
  })

  test('an old spell of spot is worth more than a young one', () => {
    expect(at({ age: 6, running: 'spot' }).spotUsd).toBeLessThan(at({ age: 0, running: 'spot' }).spotUsd)
  })

  test('waiting is worth more in a young outage than in an old one', () => {
    const worth = [0, 2, 4, 6].map((age) => {
      const { onDemandUsd, waitUsd } = at({ isUp: false, age, slackSteps: 40 })
      return onDemandUsd - waitUsd
    })
    expect(worth).toEqual([...worth].sort((one, other) => other - one))
    expect(worth[0]).toBeGreaterThan(0)
  })

  test('with spot that is always there it costs what spot costs', () => {
    const forever = { tail: 1e-9, youthHours: 1 }
    const sure = makePlan({ job, spotUsdPerHour: 0.9731, laws: { up: forever, down: forever } })
    const { spotUsd } = weigh(sure, {
      stepsLeft: steps,
      slackSteps: 132,
      isUp: true,
      age: 0,
      running: 'spot',
    })
    expect(spotUsd).toBeCloseTo(288 * sure.spotUsd, 3)
  })

  test('with spot that never comes it costs what on-demand costs', () => {
    const forever = { tail: 1e-9, youthHours: 1 }
    const never = makePlan({ job, spotUsdPerHour: 0.9731, laws: { up: forever, down: forever } })
    const { onDemandUsd } = weigh(never, {
      stepsLeft: steps,
      slackSteps: 132,
      isUp: false,
      age: 0,
      running: 'on-demand',
    })
    expect(onDemandUsd).toBeCloseTo(288 * never.onDemandUsd, 3)
  })

  test('a long deadline gets longer steps, so that a plan stays small', () => {
    const grid = toPlanGrid({ ...job, workSeconds: 1e6, deadlineSeconds: 30 * 86_400 })
    expect(grid.stepSeconds % job.tickSeconds).toBe(0)
    expect(grid.steps).toBeLessThanOrEqual(432)
    expect(grid.points).toBeLessThanOrEqual(434)
  })
})
