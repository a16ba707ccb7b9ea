import { type ListedOffer, parseOffer } from '@aima/gpu-core'
import { mutateJson } from '@aima/gpu-testing'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { toOffers } from '../src/convert.ts'
import { readMachines, type ZoneScope } from '../src/machines.ts'
import { readSkus } from '../src/price-book.ts'
import { limitsOf } from '../src/quota.ts'
import { WireAggregatedPage, WireRegionPage } from '../src/wire-compute.ts'
import { WireSkuPage } from '../src/wire-sku.ts'
import { nowMs, replies } from './fixtures.ts'

const mutants = 10_000

const scopesOf = (page: unknown): readonly ZoneScope[] =>
  Object.entries(WireAggregatedPage.safeParse(page).data?.items ?? {}).map(([path, scope]) => ({
    zone: path.replace('zones/', ''),
    scope,
  }))

type Replies = Pick<typeof replies, 'skus' | 'machineTypes' | 'acceleratorTypes' | 'regions'>

/** The offers of replies, as the source makes them of what `JSON.parse` gives; none where a shape is refused. */
const offersOf = ({ skus, machineTypes, acceleratorTypes, regions }: Replies) => {
  const { book } = readSkus(WireSkuPage.safeParse(skus).data?.skus ?? [], nowMs)
  const { machines } = readMachines(scopesOf(machineTypes), scopesOf(acceleratorTypes))
  const limits = (WireRegionPage.safeParse(regions).data?.items ?? []).map(
    ({ name, quotas }) => [name, limitsOf(quotas)] as const,
  )
  return toOffers(machines, {
    source: 'gcp',
    book,
    quotas: { regions: new Map(limits), project: new Map() },
    advice: new Map(),
    isOfTables: false,
    dataPrices: {},
    observedAtMs: nowMs,
  })
}

/** Most offers of a mutant are those of the whole replies, which are looked at once. */
const soundTexts = new Set<string>()

const isReadable = (offer: ListedOffer): boolean => {
  const text = JSON.stringify(offer)
  if (soundTexts.has(text)) return true
  if (parseOffer(offer, 'cloud').isErr()) return false
  soundTexts.add(text)
  return true
}

const isSound = (offers: readonly ListedOffer[]): boolean => {
  const ids = new Set(offers.map(({ id }) => id))
  const isPriced = offers.every(({ price }) => price?.usdPerHour === undefined || price.usdPerHour > 0)
  return ids.size === offers.length && isPriced && offers.every(isReadable)
}

test(`${mutants} mutants of the replies give sound offers or none`, () => {
  const { skus, machineTypes, acceleratorTypes, regions } = replies
  const whole = { skus, machineTypes, acceleratorTypes, regions }
  const names = ['skus', 'machineTypes', 'acceleratorTypes', 'regions'] as const
  const mutant = fc.oneof(
    ...names.map((name) => mutateJson(replies[name]).map((json): Replies => ({ ...whole, [name]: json }))),
  )
  let listed = 0
  fc.assert(
    fc.property(mutant, (one) => {
      const offers = offersOf(one)
      listed += offers.length
      return isSound(offers)
    }),
    { numRuns: mutants, seed: 20_261_125 },
  )
  // A reader that refused everything would pass as well.
  expect(listed / mutants).toBeGreaterThan(offersOf(whole).length / 2)
}, 120_000)
