import { expect, test } from 'vitest'
import { isSpot, priceRules, ruleAgainst } from '../src/price-rules.ts'
import type { WirePrice } from '../src/price-wire.ts'
import { nowMs, priceRow } from './fixtures.ts'

const question = { region: 'eastus', nowMs }

/** For each rule rows that it is for, each different from a sound row in that respect alone. */
const leftOut: readonly (readonly [rule: string, changes: Partial<WirePrice>])[] = [
  ['reservation', { type: 'Reservation', retailPrice: 551_221 }],
  ['DevTest', { type: 'DevTestConsumption', productName: 'NCads A100 v4 Series Windows' }],
  ['other type', { type: 'SavingsPlan' }],
  ['not by the hour', { unitOfMeasure: '1/Month' }],
  ['not by the hour', { unitOfMeasure: '100 Hours' }],
  ['other currency', { currencyCode: 'EUR' }],
  ['placeholder', { retailPrice: 0 }],
  ['placeholder', { retailPrice: 0.002 }],
  ['placeholder', { retailPrice: 0.01 }],
  ['volume', { tierMinimumUnits: 100 }],
  ['Windows', { productName: 'Virtual Machines NDsr H100 v5 Series Windows' }],
  ['Windows', { productName: 'Virtual Machines NDsrGB200NDRv6 Windows' }],
  ['Windows', { productName: 'Virtual Machines NCCadsv5 Srs Win' }],
  ['dedicated host', { productName: 'NDasr A100 v4 Series Dedicated Host' }],
  ['cloud services', { productName: 'NC Series CloudServices' }],
  ['cloud services', { productName: 'NC Series Cloud Services' }],
  ['promotion', { productName: 'Virtual Machines NC Promo Series' }],
  ['expired product', { productName: 'Virtual Machines NV Series - Expired' }],
  ['without product', { productName: null }],
  ['without product', { productName: ' ' }],
  ['low priority', { skuName: 'ND96isrH100v5 Low Priority' }],
  ['low priority', { skuName: undefined, meterName: 'ND96isrH100v5 Low Priority' }],
  ['future', { effectiveStartDate: '2026-09-01T12:00:01Z' }],
  ['past', { effectiveEndDate: '2026-09-01T11:59:59Z' }],
  ['ends before it begins', {}],
  ['other region', { armRegionName: 'eastus2euap' }],
  ['other region', { armRegionName: '' }],
  ['other region', { armRegionName: null }],
  ['without size', { armSkuName: '' }],
  ['without size', { armSkuName: '  ' }],
  ['without size', { armSkuName: null }],
]

const cases = leftOut.filter(([rule]) => rule !== 'ends before it begins')

test.each(cases)('the rule "%s" leaves out %j, and no rule before it does', (rule, changes) => {
  expect(ruleAgainst(priceRow(changes), question)?.name).toBe(rule)
})

test('the rule "ends before it begins" leaves out a window that is turned round, whenever it is asked', () => {
  const row = priceRow({
    effectiveStartDate: '2026-09-30T00:00:00Z',
    effectiveEndDate: '2026-09-01T00:00:00Z',
  })
  const rule = priceRules.find(({ name }) => name === 'ends before it begins')
  expect(rule?.leavesOut(row, question)).toBe(true)
  expect(rule?.leavesOut(priceRow(), question)).toBe(false)
})

test('every rule has a test', () => {
  expect(new Set(leftOut.map(([rule]) => rule))).toEqual(new Set(priceRules.map(({ name }) => name)))
})

test.each([
  ['a sound row', {}],
  ['a Linux product that says so', { productName: 'NCads A100 v4 Series Linux' }],
  ['a product with the short word for series', { productName: 'Virtual Machines NCCadsv5 Srs' }],
  ['a product with win in the middle of a word', { productName: 'Virtual Machines Twin Darwin Series' }],
  ['a window that begins now', { effectiveStartDate: '2026-09-01T12:00:00Z' }],
  ['a window that ends now', { effectiveEndDate: '2026-09-01T12:00:00Z' }],
  ['a row without dates', { effectiveStartDate: undefined, effectiveEndDate: undefined }],
  ['a row with dates that cannot be read', { effectiveStartDate: 'soon', effectiveEndDate: 'later' }],
  ['a region in other letters, with blanks', { armRegionName: ' EastUS ' }],
  ['a Spot row', { skuName: 'NC4as T4 v3 Spot', meterName: 'NC4as T4 v3 Spot' }],
  ['a row with the fewest members', { skuName: undefined, meterName: undefined, tierMinimumUnits: null }],
])('no rule leaves out %s', (_what, changes) => {
  expect(ruleAgainst(priceRow(changes), question)?.name).toBeUndefined()
})

test.each([
  [{ skuName: 'NC4as T4 v3 Spot', meterName: 'NC4as T4 v3 Spot' }, true],
  [{ skuName: undefined, meterName: 'ND96isrH100v5 Spot' }, true],
  [{ skuName: 'ND96isrH100v5 Spot', meterName: undefined }, true],
  [{}, false],
  [{ skuName: 'Spotless v1', meterName: 'Spotless v1' }, false],
])('%j is Spot by its suffix: %s', (changes, expected) => {
  expect(isSpot(priceRow(changes))).toBe(expected)
})
