import { fc, test as property } from '@fast-check/vitest'
import { expect, test } from 'vitest'
import { readHardwarePrices } from '../../src/house/hardware-prices.ts'
import { hasTraces, unpacked } from '../workload/shared-traces.ts'

const head = 'timestamp,gpu,price_usd'

const read = (...rows: readonly string[]) => readHardwarePrices([head, ...rows].join('\n'))

test('a price holds from its moment to the next one', () => {
  const prices = read('2024-03-02T00:00:00,NVIDIA L4,90', '2024-03-01T00:00:00,NVIDIA L4,100')._unsafeUnwrap()
  const first = Date.UTC(2024, 2, 1)
  const second = Date.UTC(2024, 2, 2)
  const moments = [first - 1, first, second - 1, second, second + 1e12]
  expect(moments.map((atMs) => prices.usdAt('L4', atMs))).toEqual([undefined, 100, 100, 90, 90])
})

test('a GPU is found by its model and by any spelling, and an unknown one by its printed name', () => {
  const prices = read(
    '2024-01-01T00:00:00,NVIDIA GeForce RTX 4090,1600',
    '2024-01-01T00:00:00,Voodoo 9,5',
  )._unsafeUnwrap()
  expect(prices.gpus).toEqual(['RTX 4090', 'Voodoo 9'])
  const now = Date.UTC(2025, 0)
  expect(['RTX 4090', 'rtx4090', 'Voodoo 9', 'L4'].map((gpu) => prices.usdAt(gpu, now))).toEqual([
    1600,
    1600,
    5,
    undefined,
  ])
})

test('a name that means several sizes of memory is not guessed', () => {
  const prices = read('2024-01-01T00:00:00,NVIDIA GeForce RTX 4060 Ti,400')._unsafeUnwrap()
  expect(prices.gpus).toEqual(['NVIDIA GeForce RTX 4060 Ti'])
  expect(prices.usdAt('RTX 4060 Ti 8GB', Date.UTC(2025, 0))).toBeUndefined()
})

const steps = fc.array(fc.tuple(fc.integer({ min: 0, max: 86_399 }), fc.integer({ min: 1, max: 999 })), {
  minLength: 1,
})

property.prop([steps, fc.integer({ min: -1, max: 90_000 })])(
  'a price is the last one until a moment',
  (drawn, second) => {
    const rows = drawn.map(([at, usd]) => `${new Date(at * 1000).toISOString().slice(0, 19)},L4,${usd}`)
    const sorted = [...drawn].sort(([one], [other]) => one - other)
    const expected = sorted.findLast(([at]) => at <= second)?.[1]
    expect(
      read(...rows)
        ._unsafeUnwrap()
        .usdAt('L4', second * 1000),
    ).toBe(expected)
  },
)

test('a faulty price is named with line and column', () => {
  expect(read('2024-01-01T00:00:00,L4,0')._unsafeUnwrapErr()).toEqual({
    kind: 'unreadable-trace',
    line: 2,
    issues: ['price_usd: expected a price above 0'],
  })
  expect(
    read('2024-01-01,,x')
      ._unsafeUnwrapErr()
      .issues.map((issue) => issue.split(':')[0]),
  ).toEqual(['timestamp', 'gpu', 'price_usd'])
})

test.skipIf(!hasTraces)('real prices are known of common GPUs', () => {
  const prices = readHardwarePrices(unpacked('gpu-hardware-price-changes.csv.gz'))._unsafeUnwrap()
  expect(prices.gpus).toEqual(expect.arrayContaining(['RTX 4090', 'A100-PCIe-40GB', 'L40S', 'T4']))
  const usd = prices.usdAt('RTX 4090', Date.UTC(2025, 5, 1)) ?? 0
  expect(usd).toBeGreaterThan(1000)
  expect(usd).toBeLessThan(6000)
  expect(prices.usdAt('A100-PCIe-40GB', Date.UTC(2024, 2, 14))).toBe(7984)
})
