import assert from 'node:assert/strict'
import { isDeepStrictEqual } from 'node:util'
import type { ListedOffer, Listing } from '@aima/gpu-core'
import type { Check, ChecksFor } from '../contract/check.ts'
import type { CheckName } from '../contract/check-name.ts'
import { assertNone, listingOf } from '../contract/outcome.ts'
import { presentMs, type Stage, type Visit } from '../contract/visit.ts'
import { countryFault, gpuFault, hostFault } from '../judging/machine-faults.ts'
import {
  launchFault,
  type OfferFault,
  observationFault,
  originFault,
  readingFault,
  siteFault,
} from '../judging/offer-faults.ts'
import {
  conversionFault,
  partsFault,
  priceFault,
  priceSizeFault,
  spotPriceFault,
} from '../judging/price-faults.ts'

const listHappily = async ({ list }: Visit): Promise<Listing> => listingOf(await list())

const onHappyVisit = <T>(stage: Stage, use: (visit: Visit) => Promise<T>): Promise<T> =>
  stage.visit(stage.contract.replies?.happy ?? [], use)

/** A check that looks at each offer by itself. */
const offerCheck = (
  name: CheckName,
  promise: string,
  faultOf: (offer: ListedOffer, visit: Visit, stage: Stage) => OfferFault,
): Check => ({
  name,
  promise,
  run: (stage) =>
    onHappyVisit(stage, async (visit) => {
      const { offers } = await listHappily(visit)
      assertNone(
        offers.flatMap((offer) => {
          const fault = faultOf(offer, visit, stage)
          return fault === undefined ? [] : [`${offer.id} ${fault}`]
        }),
      )
    }),
})

/** A check that looks at a whole listing. */
const listingCheck = (
  name: CheckName,
  promise: string,
  judge: (listing: Listing, visit: Visit, stage: Stage) => void,
): Check => ({
  name,
  promise,
  run: (stage) => onHappyVisit(stage, async (visit) => judge(await listHappily(visit), visit, stage)),
})

const assertComplete = ({ offers, warnings }: Listing, { server }: Visit): void => {
  const [stray] = server.unmatched
  assert.ok(stray === undefined, `asked for ${stray?.method} ${stray?.path}, which no route answers`)
  assert.ok(offers.length >= 2, `expected two offers or more, got ${offers.length}`)
  const losses = warnings.filter(({ kind }) => kind === 'bad-row' || kind === 'part-missing')
  assert.deepEqual(losses, [], 'expected that nothing of the happy replies is lost')
}

const repeated = (ids: readonly string[]): readonly string[] =>
  ids.filter((id, index) => ids.indexOf(id) !== index)

const assertSorted = ({ offers }: Listing): void => {
  const ids = offers.map(({ id }) => id)
  assertNone(
    ids.flatMap((id, index) => {
      const before = ids[index - 1]
      return before !== undefined && before > id ? [`${id} comes after ${before}`] : []
    }),
  )
}

const timeless = (offer: ListedOffer): unknown => ({ ...offer, observedAtMs: 0 })

/** Another source, another server, a minute later: the same offers. */
const assertStable = async (stage: Stage): Promise<void> => {
  const first = await onHappyVisit(stage, listHappily)
  const second = await onHappyVisit(stage, async ({ list }) =>
    listingOf(await list({ nowMs: presentMs + 60_000 })),
  )
  assert.equal(second.offers.length, first.offers.length, 'the second listing has another number of offers')
  assertNone(
    first.offers.flatMap((offer, index) => {
      const again = second.offers[index]
      if (again !== undefined && isDeepStrictEqual(timeless(again), timeless(offer))) return []
      return [`${offer.id} became ${again?.id === offer.id ? 'another offer of that id' : again?.id}`]
    }),
  )
}

const assertObserved = ({ observedAtMs }: Listing, _visit: Visit, { limits }: Stage): void => {
  if (limits.isLive) assert.equal(observedAtMs, presentMs, 'the listing was not made at nowMs')
  else assert.ok(observedAtMs <= presentMs, 'the listing was made in the future')
}

const assertCapable = ({ offers }: Listing, { source: { capabilities } }: Visit): void => {
  const hasSpot = offers.some(({ purchase }) => purchase === 'spot')
  const hasStock = offers.some(({ capacity }) => capacity?.stock !== undefined)
  assert.equal(
    hasSpot,
    capabilities.spot,
    `says spot: ${capabilities.spot}, and lists ${hasSpot ? 'some' : 'none'}`,
  )
  assert.equal(
    hasStock,
    capabilities.stock,
    `says stock: ${capabilities.stock}, and states ${hasStock ? 'some' : 'none'}`,
  )
}

/** Checks of what a listing in which all is well holds. */
export const shapeChecks: ChecksFor = () => [
  listingCheck(
    'complete',
    'lists two offers or more, asks for nothing else, and loses nothing',
    assertComplete,
  ),
  offerCheck(
    'readable',
    'lists offers that core reads, with nothing in them that it does not know',
    readingFault,
  ),
  offerCheck('no-site', 'claims no site', siteFault),
  listingCheck('ids-unique', 'gives each offer an id of its own', ({ offers }) =>
    assertNone(repeated(offers.map(({ id }) => id))),
  ),
  listingCheck('ids-sorted', 'lists offers in the order of their ids', assertSorted),
  { name: 'ids-stable', promise: 'lists the same offers a minute later', run: assertStable },
  offerCheck('origin', 'says truly where offers come from', (offer, { source }) =>
    originFault(offer, source),
  ),
  listingCheck('observed-at', 'takes the time from its caller', (listing, visit, stage) => {
    assertObserved(listing, visit, stage)
    assertNone(
      listing.offers.flatMap((offer) => observationFault(offer, presentMs, stage.limits.isLive) ?? []),
    )
  }),
  offerCheck('launch', 'says how to launch each offer, in JSON', launchFault),
  offerCheck('country', 'names countries by ISO 3166-1, or not at all', countryFault),
  offerCheck('gpu-plausible', 'counts GPUs, and their memory in GiB per GPU', gpuFault),
  offerCheck('host-plausible', 'counts processors, memory in GiB and disk in GB', hostFault),
  listingCheck('capabilities', 'lists spot offers and stock if it says so, and only then', assertCapable),
  offerCheck('price-positive', 'asks more than nothing, or states no price', priceFault),
  offerCheck(
    'price-plausible',
    'asks believable prices in USD per hour for the whole offer',
    (offer, _visit, { limits }) => priceSizeFault(offer, limits.highestUsdPerHour),
  ),
  offerCheck('price-parts', 'breaks prices down into parts that add up', partsFault),
  offerCheck('currency', 'converts prices to USD and says at which rate', conversionFault),
  offerCheck('spot-price', 'never asks more for spot than for the same on demand', spotPriceFault),
]
