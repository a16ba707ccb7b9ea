import type { ListedOffer } from '@aima/gpu-core'
import { expect } from 'vitest'
import type { AccountFacts } from '../src/account-facts.ts'
import { type ConvertContext, toOffers } from '../src/convert.ts'
import type { PricedSize } from '../src/priced-sizes.ts'
import { findSize, type GpuSize } from '../src/sizes.ts'
import { nowMs } from './fixtures.ts'

const noFacts: AccountFacts = { skus: new Map(), quotas: new Map(), evictions: new Map(), scores: new Map() }

/** What the offers of a listing share, with what an account knows. */
export const contextOf = (
  facts: Partial<AccountFacts> = {},
  changes: Partial<ConvertContext> = {},
): ConvertContext => ({
  source: 'azure',
  dataPrices: {},
  facts: { ...noFacts, ...facts },
  nowMs,
  ...changes,
})

/** A size of the table. */
const sizeOf = (name: string): GpuSize => findSize(`Standard_${name}`) ?? expect.fail(`expected ${name}`)

/** A size in westeurope for 4 USD/h, and 1 USD/h as Spot. */
export const pricedOf = (name: string, changes: Partial<PricedSize> = {}): PricedSize => ({
  region: 'westeurope',
  size: sizeOf(name),
  onDemandUsdPerHour: 4,
  spotUsdPerHour: 1,
  ...changes,
})

/** Its two offers. */
export const offersOf = (
  name: string,
  facts: Partial<AccountFacts> = {},
  changes: Partial<ConvertContext> = {},
) => {
  const [onDemand, spot] = toOffers([pricedOf(name)], contextOf(facts, changes))
  return { onDemand: onDemand ?? expect.fail(), spot: spot ?? expect.fail() }
}

/** Why an offer has no stock. */
export const reasonsOf = ({ assumptions = [] }: ListedOffer): readonly string[] =>
  assumptions.filter(({ name }) => name === 'stock').map(({ basis }) => basis)
