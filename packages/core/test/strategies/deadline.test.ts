import { describe, expect, test } from 'vitest'
import { cloudOffer, decided, jobOf, policyOf, rankedIds, spotOffer } from '../builders.ts'

/** A spot offer whose chance to meet a deadline of one hour is that of no interruption, e^-rate. */
const chancy = (id: string, usdPerHour: number, chance: number) =>
  spotOffer({
    id,
    price: { usdPerHour },
    spotRisk: { interruptionsPerHour: -Math.log(chance), recoverWaitHours: 0 },
  })
const sure = cloudOffer({ id: 'sure', price: { usdPerHour: 5 } })
const by = (confidence?: number, deadlineHours: number | undefined = 1) => ({
  policy: policyOf({ kind: 'deadline', confidence }),
  job: jobOf({ deadlineHours }),
})

const offers = [
  sure,
  chancy('p99', 3, 0.99),
  chancy('p96', 2, 0.96),
  chancy('p94', 1, 0.94),
  chancy('p50', 0.1, 0.5),
]

test('those that are sure enough come first, by cost, then the others by chance', () => {
  expect(rankedIds(offers, by())).toEqual(['p96', 'p99', 'sure', 'p94', 'p50'])
})

test('the confidence can be set', () => {
  expect(rankedIds(offers, by(0.98))).toEqual(['p99', 'sure', 'p96', 'p94', 'p50'])
})

test('a chance that is just the confidence is enough', () => {
  const chosen = decided([sure, chancy('just', 1, 0.9)], by(0.9)).chosen
  expect(chosen.offer.id).toBe('just')
})

test('certainty can be asked for', () => {
  expect(decided(offers, by(1)).chosen.offer.id).toBe('sure')
})

test('when nothing is sure enough, the best chance wins', () => {
  expect(rankedIds([chancy('p50', 1, 0.5), chancy('p94', 9, 0.94)], by())).toEqual(['p94', 'p50'])
})

test('chances that differ by less than a billionth are equal, so cost decides', () => {
  expect(rankedIds([chancy('dear', 2, 0.5 + 2e-10), chancy('cheap', 1, 0.5)], by())).toEqual([
    'cheap',
    'dear',
  ])
})

test('a job without a deadline is ranked by cost', () => {
  const asked = { policy: policyOf({ kind: 'deadline' }) }
  expect(rankedIds(offers, asked).at(0)).toBe('p50')
})

describe('the reason', () => {
  test('tells the confidence that was reached', () => {
    expect(decided(offers, by()).reason).toEqual({ kind: 'meets-deadline', confidence: 0.95 })
  })

  test('tells that no confidence was reached', () => {
    expect(decided([chancy('p50', 1, 0.5)], by(0.8)).reason).toEqual({
      kind: 'best-deadline-chance',
      confidence: 0.8,
    })
  })

  test('tells that there is no deadline', () => {
    expect(decided(offers, { policy: policyOf({ kind: 'deadline' }) }).reason).toEqual({
      kind: 'no-deadline',
    })
  })
})
