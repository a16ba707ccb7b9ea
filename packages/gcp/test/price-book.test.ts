import { expect, test } from 'vitest'
import { readSkus } from '../src/price-book.ts'
import { fixtureSkus, nowMs, skuOf } from './fixtures.ts'

const priceIn = (skus: readonly unknown[], region = 'us-central1') =>
  readSkus(skus, nowMs).book.usdPerHour('gpu nvidia-l4', region, 'on-demand')

test('a price holds in the regions of its SKU, and not where its text says', () => {
  const sku = skuOf('Nvidia L4 GPU running in Netherlands', { regions: ['us-central1', 'us-east1'] })
  expect(priceIn([sku])).toBe(1)
  expect(priceIn([sku], 'us-east1')).toBe(1)
  expect(priceIn([sku], 'europe-west4')).toBeUndefined()
})

test('of two prices for the same the higher counts, in either order', () => {
  const skus = ['1', '3', '2'].map((usd) => skuOf('Nvidia L4 GPU running in Americas', { usd }))
  expect(priceIn(skus)).toBe(3)
  expect(priceIn(skus.toReversed())).toBe(3)
})

test('a SKU that counts and cannot be read costs a warning that names it', () => {
  const skus = [
    skuOf('Nvidia L4 GPU running in Americas', { unit: 'mo' }),
    skuOf('Nvidia L4 GPU running in Americas', { pricingInfo: [] }),
    skuOf('Nvidia L4 GPU running in Americas'),
  ]
  const { bad, sound, book } = readSkus(skus, nowMs)
  expect(bad).toMatchObject([
    { kind: 'bad-row', row: 'SKU AAAA-BBBB-CCCC', issues: ['pricingExpression.usageUnit: expected h'] },
    { kind: 'bad-row', row: 'SKU AAAA-BBBB-CCCC', issues: [expect.stringMatching(/^pricingInfo: /)] },
  ])
  expect(sound).toBe(1)
  expect(book.size).toBe(1)
})

test('a SKU of something else may have any price and any unit', () => {
  const others = [
    skuOf('Network Internet Data Transfer Out from Americas to Africa', {
      unit: 'GiBy',
      pricingInfo: 'strange',
    }),
    skuOf('Commitment v1: Nvidia L4 GPU running in Americas for 1 Year', { unit: 'strange' }),
  ]
  expect(readSkus(others, nowMs)).toMatchObject({ bad: [], sound: 2, book: { size: 0 } })
})

test('a row that is no SKU is named by its place in the list', () => {
  const { bad } = readSkus([skuOf('anything'), 42, { description: 7, skuId: 'secret' }], nowMs)
  expect(bad.map(({ row }) => row)).toEqual(['SKU 2 of the list', 'SKU 3 of the list'])
})

test('the traps of the fixtures leave no price', () => {
  const { book, bad } = readSkus(fixtureSkus, nowMs)
  expect(bad).toEqual([])
  const dear = ['us-central1', 'us-east1', 'europe-west4'].flatMap((region) =>
    [
      'gpu nvidia-l4',
      'gpu nvidia-tesla-a100',
      'gpu nvidia-tesla-t4',
      'core A2',
      'core A3',
      'gpu nvidia-rtx-pro-6000',
    ].filter((part) => (book.usdPerHour(part, region, 'on-demand') ?? 0) > 90),
  )
  expect(dear).toEqual([])
  expect(book.usdPerHour('core A3Plus', 'us-central1', 'on-demand')).toBe(99)
})
