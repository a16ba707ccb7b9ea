import type { ListError, Listing, Warning } from '@aima/gpu-core'
import { redact } from '@aima/gpu-http'
import type { Result } from 'neverthrow'

type Redact = (text: string) => string

const inError = (error: ListError, clean: Redact): ListError =>
  error.kind === 'unexpected-shape' ? { ...error, issues: error.issues.map(clean) } : error

const inWarning = (warning: Warning, clean: Redact): Warning => {
  if (warning.kind === 'bad-row')
    return { ...warning, row: clean(warning.row), issues: warning.issues.map(clean) }
  if (warning.kind === 'unknown-model') return { ...warning, name: clean(warning.name) }
  if (warning.kind === 'limited') return { ...warning, reason: clean(warning.reason) }
  return warning.kind === 'part-missing' ? { ...warning, error: inError(warning.error, clean) } : warning
}

/**
 * Removes the key from what a listing says beside its offers. Names in it come from replies, and a reply may repeat what was sent.
 *
 * @param listing - The listing, or its error.
 * @param key - The key; undefined: there is none.
 */
export const withoutSecrets = (
  listing: Result<Listing, ListError>,
  key: string | undefined,
): Result<Listing, ListError> => {
  if (key === undefined) return listing
  const clean: Redact = (text) => redact(text, [key])
  return listing
    .map((listed) => ({ ...listed, warnings: listed.warnings.map((warning) => inWarning(warning, clean)) }))
    .mapErr((error) => inError(error, clean))
}
