import { billedHoursOf } from '@aima/gpu-core'
import { fc, test as property } from '@fast-check/vitest'
import { expect, test } from 'vitest'
import { createMeter } from '../../src/engine/meter.ts'
import { hourMs } from '../simulate/scenario.ts'

const exact = { billStepSeconds: 1e-6, billMinSeconds: 0 }
const hourly = { billStepSeconds: 3600, billMinSeconds: 0 }

test('only time between start and stop counts', () => {
  const meter = createMeter(2)
  expect(meter.usedHours(5 * hourMs)).toBe(0)
  meter.start(hourMs)
  meter.start(2 * hourMs)
  expect(meter.usedHours(3 * hourMs)).toBe(2)
  meter.stop(4 * hourMs)
  meter.stop(9 * hourMs)
  meter.start(10 * hourMs)
  meter.stop(11 * hourMs)
  expect(meter.usedHours(99 * hourMs)).toBe(4)
  expect(meter.billed(hourly)).toEqual([{ hours: 4, usdPerHour: 2 }])
})

test('each price has its time, and the same price again is no other', () => {
  const meter = createMeter(2)
  meter.start(0)
  meter.reprice(hourMs, 2)
  meter.reprice(2 * hourMs, 3)
  meter.reprice(2 * hourMs, 5)
  meter.stop(3 * hourMs)
  expect(meter.billed(hourly)).toEqual([
    { hours: 2, usdPerHour: 2 },
    { hours: 1, usdPerHour: 5 },
  ])
})

test('a price that moves while it stands still counts from the next start', () => {
  const meter = createMeter(2)
  meter.start(0)
  meter.stop(hourMs)
  meter.reprice(2 * hourMs, 7)
  meter.start(3 * hourMs)
  meter.stop(4 * hourMs)
  expect(meter.billed(hourly)).toEqual([
    { hours: 1, usdPerHour: 2 },
    { hours: 1, usdPerHour: 7 },
  ])
})

test('a machine that was never used is billed its minimum', () => {
  expect(createMeter(2).billed({ billStepSeconds: 60, billMinSeconds: 0 })).toEqual([])
  const [least] = createMeter(2).billed({ billStepSeconds: 60, billMinSeconds: 90 })
  expect(least?.hours).toBeCloseTo(120 / 3600, 12)
})

const moves = fc.array(
  fc.record({
    kind: fc.constantFrom('start', 'stop', 'reprice'),
    gapMs: fc.nat(3 * hourMs),
    usdPerHour: fc.constantFrom(1, 2, 3),
  }),
  { maxLength: 12 },
)
const rules = fc.record({
  billStepSeconds: fc.constantFrom(1, 60, 3600),
  billMinSeconds: fc.constantFrom(0, 60, 5000),
})

property.prop([moves, rules])('the bill is all used time at its price, rounded up once', (list, rule) => {
  const meter = createMeter(1)
  let nowMs = 0
  let price = 1
  let isOn = false
  let used = 0
  let usd = 0
  for (const { kind, gapMs, usdPerHour } of list) {
    nowMs += gapMs
    if (isOn) used += gapMs / hourMs
    if (isOn) usd += (gapMs / hourMs) * price
    if (kind === 'start') meter.start(nowMs)
    else if (kind === 'stop') meter.stop(nowMs)
    else meter.reprice(nowMs, usdPerHour)
    if (kind !== 'reprice') isOn = kind === 'start'
    else price = usdPerHour
  }
  meter.stop(nowMs)
  expect(meter.usedHours(nowMs)).toBeCloseTo(used, 9)
  const lines = meter.billed(rule)
  const hours = lines.reduce((sum, line) => sum + line.hours, 0)
  expect(hours).toBeCloseTo(billedHoursOf(used, rule), 9)
  expect(lines.every((line) => line.hours > 0)).toBe(true)
  const total = lines.reduce((sum, line) => sum + line.hours * line.usdPerHour, 0)
  expect(total).toBeCloseTo(usd + (hours - used) * price, 6)
  const unrounded = meter.billed(exact).reduce((sum, line) => sum + line.hours * line.usdPerHour, 0)
  expect(unrounded).toBeCloseTo(usd, 6)
})
