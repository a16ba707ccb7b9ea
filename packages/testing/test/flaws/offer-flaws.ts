import type { ListedOffer, Price } from '@aima/gpu-core'
import { ended, type Flaw, offered } from './flaw.ts'

const priced = (offer: ListedOffer, price: Price): ListedOffer => ({
  ...offer,
  price: { ...offer.price, ...price },
})

const scaled = (offer: ListedOffer, factor: number): ListedOffer => {
  const usdPerHour = (offer.price?.usdPerHour ?? 0) * factor
  return { ...offer, price: { usdPerHour, parts: [{ name: 'machine', usdPerHour }] } }
}

/** Adapters whose offers are not as they should be. */
export const offerFlaws: readonly Flaw[] = [
  offered('claims a site', ['no-site', 'mutants'], (offer) => Object.assign({ site: 'local' }, offer)),
  offered('makes ids of the time', ['ids-stable'], (offer, { nowMs }) => ({
    ...offer,
    id: `${offer.id}@${nowMs}`,
  })),
  offered('gives ids that are not unique', ['ids-unique', 'mutants', 'bad-row'], (offer) => ({
    ...offer,
    id: offer.purchase,
  })),
  ended('lists in the order in which rows come', ['ids-sorted'], (outcome) =>
    outcome.map((listing) => ({ ...listing, offers: listing.offers.toReversed() })),
  ),
  offered('asks nothing', ['price-positive', 'mutants'], (offer) => ({ ...offer, price: { usdPerHour: 0 } })),
  offered('asks millionths of a dollar', ['price-plausible'], (offer) => scaled(offer, 1e6)),
  offered('asks dollars per second', ['price-plausible'], (offer) => scaled(offer, 1 / 3600)),
  offered('forgets the disk among the parts', ['price-parts'], (offer) =>
    priced(offer, { parts: [{ name: 'machine', usdPerHour: (offer.price?.usdPerHour ?? 0) * 0.9 }] }),
  ),
  offered('converts with a wrong rate', ['currency'], (offer) =>
    priced(offer, { converted: { currency: 'EUR', amountPerHour: 1, usdPerUnit: 1.1 } }),
  ),
  offered('converts from USD', ['currency'], (offer) =>
    priced(offer, {
      converted: { currency: 'USD', amountPerHour: offer.price?.usdPerHour ?? 0, usdPerUnit: 1 },
    }),
  ),
  offered('asks more for spot', ['spot-price'], (offer) =>
    offer.purchase === 'spot' ? priced(offer, { onDemandUsdPerHour: 0.01 }) : offer,
  ),
  offered('states a price on demand everywhere', ['spot-price'], (offer) =>
    priced(offer, { onDemandUsdPerHour: 9 }),
  ),
  offered('has GPU memory in MiB', ['gpu-plausible'], (offer) => ({
    ...offer,
    gpu: { ...offer.gpu, vramGiB: (offer.gpu.vramGiB ?? 0) * 1024 },
  })),
  offered('has GPU memory of all GPUs', ['gpu-plausible'], (offer) => ({
    ...offer,
    gpu: { ...offer.gpu, reportedVramGiB: (offer.gpu.vramGiB ?? 0) * offer.gpuCount },
  })),
  offered('invents names of models', ['gpu-plausible'], (offer) => ({
    ...offer,
    gpu: { ...offer.gpu, model: 'RTX-4090' },
  })),
  offered('has host memory in MiB', ['host-plausible'], (offer) => ({
    ...offer,
    host: { ...offer.host, ramGiB: (offer.host?.ramGiB ?? 0) * 1024 },
  })),
  offered('calls Britain UK', ['country'], (offer) => ({
    ...offer,
    place: { ...offer.place, country: 'UK' },
  })),
  offered('does not say how to launch', ['launch'], (offer) => ({ ...offer, launch: {} })),
  offered('takes the time from nowhere', ['observed-at'], (offer) => ({
    ...offer,
    observedAtMs: offer.observedAtMs - 1,
  })),
  offered('has fields that core does not know', ['readable', 'mutants'], (offer) =>
    Object.assign({ colour: 'red' }, offer),
  ),
  offered('has numbers that are none', ['readable', 'mutants'], (offer) => ({
    ...offer,
    network: { ingressMbps: Number.NaN },
  })),
  offered('says that it holds hardware, and names none', ['readable', 'mutants'], (offer) => ({
    ...offer,
    exclusiveKeys: [],
  })),
  offered('names another source', ['origin'], (offer) => ({ ...offer, source: 'toy-2' })),
  offered('says nothing of spot', ['capabilities'], (offer) => ({
    ...offer,
    purchase: 'on-demand',
    price: undefined,
  })),
]
