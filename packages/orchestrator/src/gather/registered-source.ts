import type { OfferSource, Site } from '@aima/gpu-core'

/** A source with the site that its registration grants. */
export interface RegisteredSource {
  /** The source. */
  readonly source: OfferSource
  /** `local` when it was registered under `local`; there is no other way to that site. */
  readonly site: Site
}
