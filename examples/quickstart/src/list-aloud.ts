import { describeListError, describeWarning, grantSite, type OfferSource, type Site } from '@aima/gpu-core'

/** Lists the offers of a source, grants them the site, and says how it went: what came, how old it is, and what could not be had. */
export const listAloud = async (source: OfferSource, site: Site, nowMs: number) => {
  const signal = AbortSignal.timeout(300_000)
  const listing = await source.listOffers({ diskGB: 100 }, { nowMs, signal })
  if (listing.isErr()) console.log(`${source.id}: failed: ${describeListError(listing.error)}`)
  const { offers, warnings } = listing.unwrapOr({ offers: [], warnings: [] })
  const days = (nowMs - Math.min(...offers.map(({ observedAtMs }) => observedAtMs))) / 86_400_000
  if (offers.length > 0)
    console.log(`${source.id}: ${offers.length} offers, up to ${days.toFixed(0)} days old`)
  for (const warning of warnings) console.log(`  note of ${source.id}: ${describeWarning(warning)}`)
  return grantSite(offers, site)
}
