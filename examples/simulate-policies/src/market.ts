import { embeddedCatalog } from '@aima/gpu-catalog'
import { euCountries, type ListedOffer } from '@aima/gpu-core'
import { syntheticMarket } from '@aima/gpu-simulator'

/** Spot machines are there for as long as their interruption rate says, and then away for two hours. */
const stockSpells = ({ purchase, spotRisk }: ListedOffer) =>
  purchase === 'spot'
    ? { meanUpHours: 1 / (spotRisk?.interruptionsPerHour ?? 0.05), meanDownHours: 2, variation: 2 }
    : undefined

/** What a GPU in the EU costs according to the embedded price lists; from there on, prices of spot machines and their stock move. */
export const cloudMarket = async (startMs: number, days: number) => {
  const listing = await embeddedCatalog().listOffers({}, { nowMs: startMs })
  const offers = listing
    ._unsafeUnwrap()
    .offers.filter(({ place, gpuCount }) => gpuCount === 1 && euCountries.has(place.country ?? ''))
  return syntheticMarket({ offers, startMs, days, stockSpells })._unsafeUnwrap()
}
