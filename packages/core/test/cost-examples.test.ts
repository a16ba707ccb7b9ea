import { describe, expect, test } from 'vitest'
import {
  autoIntervalHours,
  billedHoursOf,
  type Decision,
  type DecisionError,
  dalyIntervalHours,
  decide,
  empiricalRun,
  estimate,
  exactIntervalHours,
  expectedRunHours,
  exponentialWaitDecision,
  localUsdPerHour,
  meetChance,
  runMoments,
  skiRentalRandomisedWaitHours,
  skiRentalWaitHours,
  stretchesOf,
  youngIntervalHours,
} from '../src/index.ts'
import { chooseExamples, evaluateExamples, formulaExamples } from './__fixtures__/cost-examples.ts'
import type { ChooseExample, ExampleStrategy, FormulaRow } from './__fixtures__/example-types.ts'
import { nowMs } from './builders.ts'
import { expectClose } from './close.ts'
import { toJob, toOffer, toStrategy, toTerms, toWork } from './example-objects.ts'

describe.each(evaluateExamples)('$id, $title:', ({ job, offer, expected }) => {
  const estimated = estimate(toWork(job), toTerms(offer))

  test.each([
    'waitHours',
    'uploadHours',
    'setupHours',
    'computeHours',
    'runHours',
    'interruptions',
    'billedHours',
    'downloadHours',
    'completionHours',
    'computeUsd',
    'networkUsd',
    'storageUsd',
    'totalUsd',
    'objectiveUsd',
  ] as const)('the estimate gives the %s of the cost model', (field) => {
    expectClose(estimated[field], expected[field])
  })
})

const runOf = ({ T, lam, tau, C, r, w }: Extract<FormulaRow, { fn: 'runMoments' | 'pMeet' }>['args']) => ({
  stretches: stretchesOf(T, { everyHours: tau ?? undefined, writeHours: C }),
  perHour: lam,
  restartHours: r,
  recoverWaitHours: w,
})

/** What the engine gives for a call of a formula; null: no finite value, or no checkpoint. */
const computed = (row: FormulaRow): FormulaRow['value'] => {
  switch (row.fn) {
    case 'tauYoung':
      return youngIntervalHours({ writeHours: row.args.C, perHour: row.args.lam })
    case 'tauDaly':
      return dalyIntervalHours({ writeHours: row.args.C, perHour: row.args.lam })
    case 'tauExact':
      return exactIntervalHours({ writeHours: row.args.C, perHour: row.args.lam })
    case 'autoTau': {
      const { T, lam, C, r } = row.args
      return autoIntervalHours(T, { perHour: lam, restartHours: r }, C) ?? null
    }
    case 'expectedRun': {
      const { T, lam, tau, C, r } = row.args
      const checkpointing = { everyHours: tau ?? undefined, writeHours: C }
      return expectedRunHours(T, { perHour: lam, restartHours: r }, checkpointing)
    }
    case 'runMoments':
      return runMoments(runOf(row.args))
    case 'pMeet':
      return meetChance(row.args.slack, runOf(row.args))
    case 'bill': {
      const { hours, stepSeconds, minSeconds } = row.args
      return billedHoursOf(hours, { billStepSeconds: stepSeconds, billMinSeconds: minSeconds })
    }
    case 'localUsdPerHour':
      return localUsdPerHour(row.args)
    case 'skiRentalWaitHours':
      return skiRentalWaitHours(row.args)
    case 'skiRentalRandomisedWaitHours':
      return skiRentalRandomisedWaitHours(row.args, row.args.u)
    case 'exponentialWaitDecision':
      return exponentialWaitDecision(row.args, row.args.meanWaitHours)
    case 'expectedRunEmpirical': {
      const { runHours } = empiricalRun(row.args.uptimes, row.args.L, row.args.r)
      return runHours === Number.POSITIVE_INFINITY ? null : runHours
    }
  }
}

/** The numbers of a value, by name. */
const numbersIn = (value: FormulaRow['value']): readonly (readonly [string, number])[] => {
  if (typeof value === 'number') return [['value', value]]
  return value === null || typeof value === 'string' ? [] : Object.entries(value)
}

describe.each(formulaExamples)('$id, $title:', ({ rows }) => {
  test.each(rows)('$fn gives $value for $args', (row) => {
    const actual = computed(row)
    const numbers = new Map(numbersIn(actual))
    if (numbers.size === 0) expect(actual).toBe(row.value)
    for (const [name, expected] of numbersIn(row.value))
      expectClose(numbers.get(name) ?? Number.NaN, expected)
  })
})

const kinds = { vram: 'vram-too-small', privacy: 'site-not-allowed' } as const

const outcomeOf = ({ id, job, offers }: ChooseExample, strategy: ExampleStrategy): Decision | DecisionError =>
  decide(toJob(id, job, offers), offers.map(toOffer), { strategy: toStrategy(strategy) }, { nowMs }).match<
    Decision | DecisionError
  >(
    (decision) => decision,
    (error) => error,
  )

const candidatesOf = (outcome: Decision | DecisionError) =>
  outcome.kind === 'decision' ? [outcome.chosen, ...outcome.alternatives] : []

describe.each(chooseExamples)('$id, $title:', (example) => {
  const { expected } = example
  const cheapest = outcomeOf(example, { name: 'cost-first' })
  const candidates = candidatesOf(cheapest)
  const estimateOf = (id: string) => candidates.find(({ offer }) => offer.id === id)?.estimate

  test.each(Object.entries(expected.totalUsd))('%s costs %d USD', (id, usd) => {
    expectClose(estimateOf(id)?.totalUsd ?? Number.NaN, usd)
  })

  test.each(Object.entries(expected.completionHours))('%s takes %d h', (id, hours) => {
    expectClose(estimateOf(id)?.completionHours ?? Number.NaN, hours)
  })

  test('exactly the infeasible offers are refused, each for its reason', () => {
    const rejections = 'rejections' in cheapest ? cheapest.rejections : []
    expect(Object.fromEntries(rejections.map(({ offerId, kind }) => [offerId, kind]))).toEqual(
      Object.fromEntries(Object.entries(expected.infeasible).map(([id, reason]) => [id, kinds[reason]])),
    )
  })

  test('nothing is assumed, because everything is stated', () => {
    const assumptions = cheapest.kind === 'decision' ? cheapest.assumptions : []
    expect([...assumptions, ...candidates.flatMap((candidate) => candidate.assumptions)]).toEqual([])
  })

  test.each(expected.winners)('$strategy chooses $winner', ({ strategy, winner }) => {
    const outcome = outcomeOf(example, strategy)
    expect(outcome.kind === 'decision' ? outcome.chosen.offer.id : null).toBe(winner)
  })
})
