import type { ListedOffer, Offer } from '@aima/gpu-core'
import { arbitraryListedOffer } from '@aima/gpu-testing'
import fc from 'fast-check'
import type { MarketChange } from '../../src/market/market.ts'
import { startMs } from '../simulate/scenario.ts'

/** Which offer of the market a change is for: the n-th, counted round. */
interface Pick {
  readonly place: number
}

type Step =
  | ({ readonly kind: 'price'; readonly usdPerHour: number } & Pick)
  | ({
      readonly kind: 'capacity'
      readonly stock: 'none' | 'low' | 'available'
      readonly allocHours: number
    } & Pick)
  | ({ readonly kind: 'withdrawn' } & Pick)
  | ({ readonly kind: 'listed' } & Pick & { readonly offer: ListedOffer })

const place = fc.nat(20)

/** Any change of a market, to be turned into one by {@link changeOf}. */
export const arbitraryStep: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ kind: fc.constant('price' as const), place, usdPerHour: fc.constantFrom(0, 0.1, 1, 30) }),
  fc.record({
    kind: fc.constant('capacity' as const),
    place,
    stock: fc.constantFrom('none' as const, 'low' as const, 'available' as const),
    allocHours: fc.constantFrom(0, 2),
  }),
  fc.record({ kind: fc.constant('withdrawn' as const), place }),
  fc.record({ kind: fc.constant('listed' as const), place, offer: arbitraryListedOffer() }),
)

/** A change of one of the offers of a market; of none, one more is listed. */
export const changeOf = (step: Step, ids: readonly string[], atMs = startMs): MarketChange => {
  const offerId = ids[step.place % (ids.length + (step.kind === 'listed' ? 1 : 0))] ?? `new ${step.place}`
  switch (step.kind) {
    case 'price':
      return { kind: 'price', atMs, offerId, price: { usdPerHour: step.usdPerHour } }
    case 'capacity':
      return {
        kind: 'capacity',
        atMs,
        offerId,
        capacity: { stock: step.stock, allocHours: step.allocHours },
      }
    case 'withdrawn':
      return { kind: 'withdrawn', atMs, offerId }
    case 'listed':
      return { kind: 'listed', atMs, offer: { ...step.offer, id: offerId } }
  }
}

/** A market as a plain list, changed the plain way. */
export const changed = (
  offers: ReadonlyMap<string, Offer>,
  change: MarketChange,
): ReadonlyMap<string, Offer> => {
  const next = new Map(offers)
  if (change.kind === 'listed') return next.set(change.offer.id, { ...change.offer, site: 'cloud' })
  const offer = next.get(change.offerId)
  if (change.kind === 'withdrawn') next.delete(change.offerId)
  else if (offer !== undefined) {
    const field = change.kind === 'price' ? { price: change.price } : { capacity: change.capacity }
    next.set(change.offerId, { ...offer, ...field })
  }
  return next
}
