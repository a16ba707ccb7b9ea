import { embeddedCatalog } from '@aima/gpu-catalog'
import { grantSite, type ListedOffer, type Offer } from '@aima/gpu-core'

/** The moment at which all benchmarks decide: the embedded prices are a few months old then. */
export const nowMs = Date.UTC(2026, 10, 25)

/** The real rows of the embedded catalogue; made anew by each listing, so that copies share no more than offers of a real listing do. */
const catalogRows = async (): Promise<readonly ListedOffer[]> => {
  const listing = await embeddedCatalog().listOffers({}, { nowMs })
  return listing.match(
    ({ offers }) => offers,
    () => [],
  )
}

/**
 * Makes a market of any size from the real rows, each as often as it takes, sorted by id as sources list them.
 *
 * @param size - Number of offers.
 */
export const marketOf = async (size: number): Promise<readonly Offer[]> => {
  const market: ListedOffer[] = []
  for (let copy = 0; market.length < size; copy += 1) {
    const rows = await catalogRows()
    if (rows.length === 0) break
    market.push(...rows.map((row) => ({ ...row, id: `${row.id}/${String(copy).padStart(4, '0')}` })))
  }
  return [...grantSite(market.slice(0, size), 'cloud')].sort((one, other) => (one.id < other.id ? -1 : 1))
}
