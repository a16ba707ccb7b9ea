import type { DeadlineJob } from '@aima/gpu-deadline'
import { fc, test as property } from '@fast-check/vitest'
import { expect, test } from 'vitest'
import { optimalCost } from '../../src/deadline/optimum.ts'
import { type SpotZone, zoneAtOnePrice } from '../../src/deadline/spot-zone.ts'

/** Ticks of 10 min, 1 USD each on demand. */
const job: DeadlineJob = {
  workSeconds: 1740,
  deadlineSeconds: 3600,
  startSeconds: 60,
  tickSeconds: 600,
  onDemandUsdPerHour: 6,
}

const zone = (available: string, usdPerTick: number): SpotZone =>
  zoneAtOnePrice(Array.from(available, Number), usdPerTick * 6)

const costOf = (zones: readonly SpotZone[], changes: Partial<DeadlineJob> = {}) =>
  optimalCost({ job: { ...job, ...changes }, zones })

test('without zones it is on-demand', () => {
  expect(costOf([])._unsafeUnwrap()).toBeCloseTo(3, 12)
})

test('waits for spot that it knows will come', () => {
  expect(costOf([zone('000111', 0.2)])._unsafeUnwrap()).toBeCloseTo(0.6, 12)
})

test('adds on-demand where spot is too short', () => {
  expect(costOf([zone('000110', 0.2)])._unsafeUnwrap()).toBeCloseTo(2.4, 12)
})

test('moves between zones, and pays for it with a start', () => {
  const zones = [zone('110000', 0.2), zone('001110', 0.3)]
  expect(costOf(zones)._unsafeUnwrap()).toBeCloseTo(0.9, 12)
  expect(costOf(zones, { workSeconds: 1680 })._unsafeUnwrap()).toBeCloseTo(0.7, 12)
})

test('starts no machine that is lost before it makes progress', () => {
  const slow = { startSeconds: 900, workSeconds: 900 }
  expect(costOf([zone('110111', 0.2)], slow)._unsafeUnwrap()).toBeCloseTo(0.6, 12)
  expect(costOf([zone('110110', 0.2)], slow)._unsafeUnwrap()).toBeCloseTo(3, 12)
})

test('says when even on-demand is too late', () => {
  expect(costOf([zone('111111', 0.2)], { deadlineSeconds: 1700 })._unsafeUnwrapErr()).toEqual({
    kind: 'infeasible',
  })
})

test('says when work, start and tick share no unit that is large enough', () => {
  const fine = { workSeconds: 9_999_999.001, deadlineSeconds: 2e7 }
  expect(costOf([], fine)._unsafeUnwrapErr()).toMatchObject({ kind: 'too-fine' })
})

/** Least cost by trying every schedule (USD): lane -1 is no machine. */
const tryAll = (whole: DeadlineJob, lanes: readonly (readonly number[])[]): number => {
  const ticks = Math.floor(whole.deadlineSeconds / whole.tickSeconds)
  const go = (tick: number, lane: number, start: number, left: number): number => {
    if (left <= 1e-9) return 0
    if (tick === ticks) return Infinity
    const choices = lanes.map((prices, next) => {
      const price = prices[tick] ?? Infinity
      if (price === Infinity) return Infinity
      const startLeft = next === lane ? start : whole.startSeconds
      const progress = Math.max(0, whole.tickSeconds - startLeft)
      const rest = Math.max(0, startLeft - whole.tickSeconds)
      return price + go(tick + 1, next, rest, left - progress)
    })
    return Math.min(go(tick + 1, -1, 0, left), ...choices)
  }
  return go(0, -1, 0, whole.workSeconds)
}

const smallZone = fc.record({
  isAvailable: fc.array(fc.integer({ min: 0, max: 1 }), { minLength: 7, maxLength: 7 }),
  usdPerTick: fc.integer({ min: 1, max: 12 }),
})

property.prop([
  fc.array(smallZone, { maxLength: 2 }),
  fc.integer({ min: 1, max: 32 }),
  fc.integer({ min: 0, max: 15 }),
])('agrees with trying every schedule', (zones, workMinutes, startMinutes) => {
  const small = {
    ...job,
    workSeconds: workMinutes * 60,
    deadlineSeconds: 4200,
    startSeconds: startMinutes * 60,
  }
  const lanes = [
    ...zones.map(({ isAvailable, usdPerTick }) =>
      isAvailable.map((is) => (is === 1 ? usdPerTick : Infinity)),
    ),
    Array.from({ length: 7 }, () => 6),
  ]
  const result = optimalCost({
    job: { ...small, onDemandUsdPerHour: 36 },
    zones: zones.map(({ isAvailable, usdPerTick }) => zoneAtOnePrice(isAvailable, usdPerTick * 6)),
  })
  expect(result.unwrapOr(Infinity)).toBeCloseTo(tryAll(small, lanes), 9)
})
