import type { ListError, ListedOffer, Listing, Warning } from '@aima/gpu-core'
import { redact } from '@aima/gpu-http'
import { isPermission } from './aws-error.ts'
import type { CallFailure } from './client.ts'
import { grouped } from './grouped.ts'
import type { MissingPart } from './market.ts'

/** A part that is missing in a region; without a name, the whole region. */
export interface MissingInRegion extends Omit<MissingPart, 'part'> {
  /** The region. */
  readonly region: string
  /** Which part. */
  readonly part?: string | undefined
}

const nameOf = ({ region, part }: MissingInRegion): string =>
  part === undefined ? region : `${part} of ${region}`

const isDenied = ({ failure: { code } }: MissingInRegion): boolean => isPermission(code)

/**
 * Warns of what is missing: once of each permission that the credentials lack, and of each other part by itself.
 *
 * @param missing - What is missing.
 */
export const missingWarnings = (missing: readonly MissingInRegion[]): readonly Warning[] => {
  const denied = grouped(missing.filter(isDenied), ({ failure }) => failure.permission)
  const limited = [...denied].map(([permission, parts]): Warning => {
    const names = [...new Set(parts.map(nameOf))].join(', ')
    return { kind: 'limited', reason: `the credentials lack ${permission}, so these are missing: ${names}` }
  })
  const others = missing.filter((one) => !isDenied(one))
  return [
    ...limited,
    ...others.map((one): Warning => ({ kind: 'part-missing', part: nameOf(one), error: one.failure.error })),
  ]
}

/** Warns once of all regions that are in no table. */
export const unknownRegions = (offers: readonly ListedOffer[]): readonly Warning[] => {
  const unknown = offers.filter(({ place }) => place.country === undefined)
  const regions = [...new Set(unknown.map(({ place }) => place.region))].sort()
  if (regions.length === 0) return []
  const reason = `the country of ${regions.join(', ')} is not known, so rules on countries refuse it; a newer version may know it`
  return [{ kind: 'limited', reason }]
}

type Hide = (text: string) => string

const errorWithout = (error: ListError, hide: Hide): ListError => {
  if (error.kind === 'unexpected-shape' || error.kind === 'invalid-options')
    return { ...error, issues: error.issues.map(hide) }
  return error.kind === 'unreachable' ? { ...error, target: hide(error.target) } : error
}

const warningWithout = (warning: Warning, hide: Hide): Warning => {
  if (warning.kind === 'bad-row')
    return { ...warning, row: hide(warning.row), issues: warning.issues.map(hide) }
  if (warning.kind === 'limited') return { ...warning, reason: hide(warning.reason) }
  if (warning.kind === 'unknown-model') return { ...warning, name: hide(warning.name) }
  if (warning.kind === 'part-missing')
    return { ...warning, part: hide(warning.part), error: errorWithout(warning.error, hide) }
  return warning
}

/** Of an offer only the name of its GPU is free text of a reply, and what is said about it. */
const offerWithout = (offer: ListedOffer, hide: Hide): ListedOffer => ({
  ...offer,
  gpu: { ...offer.gpu, name: hide(offer.gpu.name) },
  ...(offer.assumptions === undefined
    ? {}
    : { assumptions: offer.assumptions.map((note) => ({ ...note, basis: hide(note.basis) })) }),
})

/**
 * Hides secrets. The key itself is in no request, so that `http` cannot know it, and a reply may repeat anything.
 *
 * @param secrets - What must not be seen.
 */
export const hiding = (secrets: readonly string[]) => {
  // Many offers say the same, and a search for a long token takes milliseconds.
  const known = new Map<string, string>()
  const hide: Hide = (text) => {
    const hidden = known.get(text) ?? redact(text, secrets)
    known.set(text, hidden)
    return hidden
  }
  return {
    error: (error: ListError): ListError => errorWithout(error, hide),
    listing: (listing: Listing): Listing => ({
      ...listing,
      offers: listing.offers.map((offer) => offerWithout(offer, hide)),
      warnings: listing.warnings.map((warning) => warningWithout(warning, hide)),
    }),
  }
}

/** Failure of something that needs no permission. */
export const plainFailure = (error: ListError): CallFailure => ({ error, permission: 'none' })
