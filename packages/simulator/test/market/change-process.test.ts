import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type ChangeProcess, changesOfProcesses } from '../../src/market/synthetic/change-process.ts'
import { priceProcess } from '../../src/market/synthetic/price-walk.ts'
import { stockProcess } from '../../src/market/synthetic/stock-spells.ts'
import { createRandom, type Random } from '../../src/random.ts'

const hourMs = 3_600_000

const every = (offerId: string, waitMs: number): ChangeProcess => ({
  waitMs: () => waitMs,
  change: (atMs) => ({ kind: 'withdrawn', atMs, offerId }),
})

const times = (processes: readonly ChangeProcess[], untilMs: number): readonly number[] =>
  [...changesOfProcesses(processes, { startMs: 0, untilMs })].map(({ atMs }) => atMs)

/** Random numbers that are always the same. */
const constant = (normal: number): Random => ({
  uniform: () => 0.5,
  exponential: (perHour) => 1 / perHour,
  normal: () => normal,
})

describe('changes of processes', () => {
  test('come in order of time', () => {
    expect(times([every('a', 2), every('b', 3)], 7)).toEqual([2, 3, 4, 6, 6])
  })

  test('end before the end', () => {
    expect(times([every('a', 2)], 4)).toEqual([2])
  })

  test('never come twice at the same moment from one process, so that there is always an end', () => {
    expect(times([every('a', 0)], 4)).toEqual([1, 2, 3])
  })

  test('are none when a process waits for ever', () => {
    expect(times([every('a', Number.POSITIVE_INFINITY)], 1000)).toEqual([])
  })

  test('are made only when they are asked for', () => {
    let made = 0
    const counted: ChangeProcess = {
      waitMs: () => 1,
      change: (atMs) => {
        made += 1
        return { kind: 'withdrawn', atMs, offerId: 'a' }
      },
    }
    const changes = changesOfProcesses([counted], { startMs: 0, untilMs: 1e9 })
    expect(made).toBe(0)
    changes.next()
    changes.next()
    expect(made).toBe(2)
  })

  test('of many processes are all those of each', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 20 }), { maxLength: 6 }), (waits) => {
        const alone = waits.flatMap((wait) => times([every('a', wait)], 100))
        const together = times(
          waits.map((wait) => every('a', wait)),
          100,
        )
        expect(together).toEqual(alone.sort((one, other) => one - other))
      }),
    )
  })
})

describe('a price that walks', () => {
  const walk = { medianDailyMove: 0.1, halfLifeHours: 12, meanStepHours: 12 }
  const usdAfter = (normal: number, price: object = {}): number | undefined => {
    const process = priceProcess({ id: 'a', price, usdPerHour: 1 }, walk, constant(normal))
    process.waitMs()
    const change = process.change(5)
    return change.kind === 'price' ? change.price.usdPerHour : undefined
  }

  test('waits as long as it should in the mean', () => {
    expect(priceProcess({ id: 'a', price: {}, usdPerHour: 1 }, walk, constant(0)).waitMs()).toBe(12 * hourMs)
  })

  test('goes up and down with its luck, and stays without', () => {
    expect(usdAfter(1)).toBeGreaterThan(1)
    expect(usdAfter(-1)).toBeLessThan(1)
    expect(usdAfter(0)).toBe(1)
  })

  test('is drawn back by half after its half-life', () => {
    const luck = [2, 0]
    const random = { ...constant(0), normal: () => luck.shift() ?? 0 }
    const process = priceProcess({ id: 'a', price: {}, usdPerHour: 1 }, walk, random)
    const logs = [1, 2].map((atMs) => {
      process.waitMs()
      const change = process.change(atMs)
      return change.kind === 'price' ? Math.log(change.price.usdPerHour ?? 0) : 0
    })
    expect((logs[1] ?? 0) / (logs[0] ?? 1)).toBeCloseTo(0.5, 2)
  })

  test('is never above the price on demand', () => {
    expect(usdAfter(3, { onDemandUsdPerHour: 1.05 })).toBe(1.05)
  })
})

describe('a stock', () => {
  test('of no variation stays as long as its means say', () => {
    const spells = { meanUpHours: 3, meanDownHours: 1, variation: 0 }
    const process = stockProcess({ id: 'a', capacity: undefined }, spells, createRandom(1, 'a'))
    const waits = [1, 2, 3].map((atMs) => {
      const wait = process.waitMs() / hourMs
      process.change(atMs)
      return wait
    })
    expect(waits).toEqual([3, 1, 3])
  })

  test('keeps what else is known of the capacity', () => {
    const spells = { meanUpHours: 3, meanDownHours: 1, variation: 0 }
    const process = stockProcess({ id: 'a', capacity: { bootHours: 0.2 } }, spells, constant(0))
    expect(process.change(5)).toEqual({
      kind: 'capacity',
      atMs: 5,
      offerId: 'a',
      capacity: { bootHours: 0.2, stock: 'none' },
    })
  })
})
