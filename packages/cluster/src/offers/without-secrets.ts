import type { Listing, Warning } from '@aima/gpu-core'
import { redact } from '@aima/gpu-http'

const cleaned = (warning: Warning, secrets: readonly string[]): Warning => {
  if (warning.kind === 'unknown-model') return { ...warning, name: redact(warning.name, secrets) }
  if (warning.kind === 'limited') return { ...warning, reason: redact(warning.reason, secrets) }
  if (warning.kind !== 'bad-row') return warning
  return { ...warning, row: redact(warning.row, secrets) }
}

/**
 * Takes credentials out of the warnings of a listing: names come from replies, and a reply may repeat what was sent.
 *
 * @param listing - The listing.
 * @param secrets - What must not be seen.
 */
export const withoutSecrets = (listing: Listing, secrets: readonly string[]): Listing =>
  secrets.length === 0
    ? listing
    : { ...listing, warnings: listing.warnings.map((warning) => cleaned(warning, secrets)) }
