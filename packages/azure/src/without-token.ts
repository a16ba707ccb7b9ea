import type { Assumption, ListError, ListedOffer, Listing, Warning } from '@aima/gpu-core'
import { redact } from '@aima/gpu-http'

type Clean = (text: string) => string

const inError = (error: ListError, clean: Clean): ListError =>
  error.kind === 'unexpected-shape' ? { ...error, issues: error.issues.map(clean) } : error

const inWarning = (warning: Warning, clean: Clean): Warning => {
  if (warning.kind === 'bad-row')
    return { ...warning, row: clean(warning.row), issues: warning.issues.map(clean) }
  if (warning.kind === 'limited') return { ...warning, reason: clean(warning.reason) }
  return warning.kind === 'part-missing' ? { ...warning, error: inError(warning.error, clean) } : warning
}

const inOffer = (offer: ListedOffer, clean: Clean): ListedOffer => ({
  ...offer,
  assumptions: offer.assumptions?.map((note): Assumption => ({ ...note, basis: clean(note.basis) })),
})

/**
 * Removes the token from all that a listing says in words. Names in it come from replies, and a reply may repeat what was sent.
 *
 * @param listing - The listing.
 * @param token - The token; undefined: there is none.
 */
export const withoutToken = (listing: Listing, token: string | undefined): Listing => {
  if (token === undefined) return listing
  // Many offers say the same, and a search for a long token takes milliseconds.
  const known = new Map<string, string>()
  const clean: Clean = (text) => {
    const found = known.get(text) ?? redact(text, [token])
    known.set(text, found)
    return found
  }
  return {
    ...listing,
    offers: listing.offers.map((offer) => inOffer(offer, clean)),
    warnings: listing.warnings.map((warning) => inWarning(warning, clean)),
  }
}
