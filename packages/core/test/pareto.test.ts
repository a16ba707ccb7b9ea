import { expect, test } from 'vitest'
import { type Offer, paretoFront } from '../src/index.ts'
import { cloudOffer, jobOf, rankedBy, spotOffer } from './builders.ts'

interface Figures {
  readonly usd?: number
  readonly waitHours?: number
  readonly grams?: number | undefined
}

const offerOf = (id: string, { usd = 1, waitHours = 0, grams }: Figures): Offer =>
  cloudOffer({
    id,
    price: { usdPerHour: usd },
    capacity: { bootHours: 0, allocHours: waitHours },
    energy: { powerKW: 1, pue: 1, gridGPerKWh: grams },
  })

const frontOf = (offers: readonly Offer[]): readonly string[] =>
  paretoFront(rankedBy(offers)).map(({ offer }) => offer.id)

test('an offer that another one beats in everything is left out', () => {
  expect(
    frontOf([offerOf('best', { usd: 1, grams: 1 }), offerOf('worse', { usd: 2, waitHours: 1, grams: 2 })]),
  ).toEqual(['best'])
})

test('an offer that is better in time alone stays', () => {
  expect(frontOf([offerOf('cheap', { waitHours: 2 }), offerOf('quick', { usd: 2 })])).toEqual([
    'cheap',
    'quick',
  ])
})

test('an offer that is better in carbon alone stays', () => {
  expect(frontOf([offerOf('cheap', { grams: 9 }), offerOf('clean', { usd: 2, grams: 1 })])).toEqual([
    'cheap',
    'clean',
  ])
})

test('an offer that is interrupted less stays', () => {
  const job = jobOf({ run: { refHours: 1, referenceGpu: 'RTX 4090', restartHours: 0 } })
  const risky = spotOffer({
    price: { usdPerHour: 0.5 },
    spotRisk: { interruptionsPerHour: 0.1, recoverWaitHours: 0 },
  })
  // The wait makes the sure one slower, so that only its interruptions speak for it.
  const sure = offerOf('sure', { usd: 0.6, waitHours: 3 })
  expect(paretoFront(rankedBy([risky, sure], { job })).map(({ offer }) => offer.id)).toEqual(['spot', 'sure'])
})

test('unknown carbon is worse than any', () => {
  expect(frontOf([offerOf('known', { grams: 1e9 }), offerOf('unknown', {})])).toEqual(['known'])
})

test('unknown carbon is no reason to leave out what is cheaper', () => {
  expect(frontOf([offerOf('known', { usd: 2, grams: 1 }), offerOf('unknown', {})])).toEqual([
    'unknown',
    'known',
  ])
})

test('offers that are equal in everything stay side by side', () => {
  expect(frontOf([offerOf('a', {}), offerOf('b', {})])).toEqual(['a', 'b'])
})

test('offers that are equal in everything keep their ranks, whatever the order in which they come', () => {
  const candidates = rankedBy([offerOf('a', {}), offerOf('b', {}), offerOf('c', {})])
  expect(paretoFront([...candidates].reverse()).map(({ rank }) => rank)).toEqual([1, 2, 3])
})

test('an offer that only its carbon makes worse is left out, although its id comes first', () => {
  expect(frontOf([offerOf('a', { grams: 100 }), offerOf('b', { grams: 50 })])).toEqual(['b'])
})

test('differences of less than a millionth of a dollar do not make an offer better', () => {
  expect(frontOf([offerOf('a', { usd: 1.0000001 }), offerOf('b', { usd: 1.0000003, grams: 1 })])).toEqual([
    'b',
  ])
})

test('the front comes cheapest first', () => {
  const offers = [3, 1, 2].map((usd) => offerOf(`usd-${usd}`, { usd, waitHours: 4 - usd }))
  expect(frontOf(offers)).toEqual(['usd-1', 'usd-2', 'usd-3'])
})

test('no candidates have no front', () => {
  expect(paretoFront([])).toEqual([])
})
