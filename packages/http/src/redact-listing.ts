import type { Assumption, JsonValue, ListError, ListedOffer, Listing, Warning } from '@aima/gpu-core'
import type { Result } from 'neverthrow'
import { match } from 'ts-pattern'
import { type Redact, redactor } from './redact.ts'
import { revealed, type Secret } from './secret.ts'

/** Many offers say the same, so what was searched once is not searched again. */
const remembering = (redact: Redact): Redact => {
  const known = new Map<string, string>()
  return (text) => {
    const clean = known.get(text) ?? redact(text)
    known.set(text, clean)
    return clean
  }
}

const inError = (error: ListError, clean: Redact): ListError =>
  match(error)
    .with({ kind: 'unexpected-shape' }, { kind: 'invalid-options' }, (one) => ({
      ...one,
      issues: one.issues.map(clean),
    }))
    .with({ kind: 'unreachable' }, (one) => ({ ...one, target: clean(one.target) }))
    .otherwise((one) => one)

const inWarning = (warning: Warning, clean: Redact): Warning =>
  match(warning)
    .with({ kind: 'bad-row' }, (one) => ({ ...one, row: clean(one.row), issues: one.issues.map(clean) }))
    .with({ kind: 'unknown-model' }, (one) => ({ ...one, name: clean(one.name) }))
    .with({ kind: 'limited' }, (one) => ({ ...one, reason: clean(one.reason) }))
    .with({ kind: 'part-missing' }, (one) => ({
      ...one,
      part: clean(one.part),
      error: inError(one.error, clean),
    }))
    .with({ kind: 'old-prices' }, (one) => one)
    .exhaustive()

const inJson = (value: JsonValue, clean: Redact): JsonValue => {
  if (typeof value === 'string') return clean(value)
  if (typeof value !== 'object' || value === null) return value
  return Array.isArray(value) ? value.map((inner: JsonValue) => inJson(inner, clean)) : inObject(value, clean)
}

const inObject = (value: object, clean: Redact): { readonly [key: string]: JsonValue } =>
  Object.fromEntries(Object.entries(value).map(([key, inner]) => [clean(key), inJson(inner, clean)]))

const inAssumption = (note: Assumption, clean: Redact): Assumption => ({
  ...note,
  value: typeof note.value === 'string' ? clean(note.value) : note.value,
  basis: clean(note.basis),
})

/** What else an offer says is a number, or a word of a table. */
const inOffer = (offer: ListedOffer, clean: Redact): ListedOffer => {
  const { gpu, place, exclusiveKeys, assumptions } = offer
  return {
    ...offer,
    id: clean(offer.id),
    gpu: { ...gpu, name: clean(gpu.name) },
    place: {
      ...place,
      region: clean(place.region),
      ...(place.zone === undefined ? {} : { zone: clean(place.zone) }),
    },
    ...(exclusiveKeys === undefined ? {} : { exclusiveKeys: exclusiveKeys.map(clean) }),
    ...(assumptions === undefined
      ? {}
      : { assumptions: assumptions.map((note) => inAssumption(note, clean)) }),
    launch: inObject(offer.launch, clean),
  }
}

/**
 * Replaces secrets by `[redacted]` in all that a listing says in words. Names in it come from replies, a reply may repeat what was
 * sent, and `createHttp` knows only the secrets of its own requests, not a key that signs them.
 *
 * @param listed - The listing of an adapter, or why it failed.
 * @param secrets - What must not be seen. Empty and undefined ones are ignored.
 * @returns The same with clean ids, GPU names, places, exclusive keys, assumptions and `launch` of its offers, clean warnings and a
 *   clean error.
 * @see {@link redact} for how a secret is found.
 * @example
 * import { err } from 'neverthrow'
 * const listed = redactListing(err({ kind: 'unexpected-shape', issues: ['rpa_1234: a number expected'] }), ['rpa_1234'])
 * listed._unsafeUnwrapErr() // => { kind: 'unexpected-shape', issues: ['[redacted]: a number expected'] }
 */
export const redactListing = (
  listed: Result<Listing, ListError>,
  secrets: readonly (string | Secret | undefined)[],
): Result<Listing, ListError> => {
  const given = secrets.filter((one): one is string | Secret => one !== undefined && revealed(one) !== '')
  if (given.length === 0) return listed
  const clean = remembering(redactor(given))
  return listed
    .map((listing) => ({
      ...listing,
      offers: listing.offers.map((offer) => inOffer(offer, clean)),
      warnings: listing.warnings.map((warning) => inWarning(warning, clean)),
    }))
    .mapErr((error) => inError(error, clean))
}
