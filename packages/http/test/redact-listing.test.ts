import type { ListError, ListedOffer, Listing, Warning } from '@aima/gpu-core'
import { parseOffer } from '@aima/gpu-core'
import { err, ok } from 'neverthrow'
import { describe, expect, test } from 'vitest'
import { redactListing, secret } from '../src/index.ts'

const key = 'rpa_hunter22'
const hidden = '[redacted]'

const offer: ListedOffer = {
  id: `vendor:${key}`,
  source: 'vendor',
  provider: 'vendor',
  providerKind: 'gpu-cloud',
  purchase: 'spot',
  gpu: { name: `H100 ${key}`, model: 'H100 SXM 80GB' },
  gpuCount: 8,
  place: { region: key, zone: `${key}-a`, country: 'DE' },
  exclusiveKeys: [`node ${key}`],
  observedAtMs: 0,
  assumptions: [
    { name: 'egress', value: key, unit: '', basis: `table of ${key}` },
    { name: 'storage', value: 1, unit: 'USD', basis: 'a table' },
  ],
  launch: { type: key, count: 8, isSpot: true, none: null, tags: [key, { [key]: key }] },
}

const listing = (changes: Partial<Listing>): Listing => ({
  offers: [],
  warnings: [],
  observedAtMs: 0,
  ...changes,
})

const warningAfter = (warning: Warning): Warning | undefined =>
  redactListing(ok(listing({ warnings: [warning] })), [key])._unsafeUnwrap().warnings[0]

describe('redactListing', () => {
  test('an offer says nothing of a secret, and stays an offer', () => {
    const [clean] = redactListing(ok(listing({ offers: [offer] })), [key])._unsafeUnwrap().offers
    expect(clean).toEqual({
      ...offer,
      id: `vendor:${hidden}`,
      gpu: { name: `H100 ${hidden}`, model: 'H100 SXM 80GB' },
      place: { region: hidden, zone: `${hidden}-a`, country: 'DE' },
      exclusiveKeys: [`node ${hidden}`],
      assumptions: [
        { name: 'egress', value: hidden, unit: '', basis: `table of ${hidden}` },
        { name: 'storage', value: 1, unit: 'USD', basis: 'a table' },
      ],
      launch: { type: hidden, count: 8, isSpot: true, none: null, tags: [hidden, { [hidden]: hidden }] },
    })
    expect(parseOffer(clean, 'cloud').isOk()).toBe(true)
  })

  test('fields that an offer does not have are not added', () => {
    const { exclusiveKeys: _keys, assumptions: _assumptions, ...rest } = offer
    const plain: ListedOffer = { ...rest, place: { region: 'eu' } }
    const [clean] = redactListing(ok(listing({ offers: [plain] })), [key])._unsafeUnwrap().offers
    expect(Object.keys(clean ?? {})).toEqual(Object.keys(plain))
    expect(clean?.place).toStrictEqual({ region: 'eu' })
  })

  test.each<[Warning, Warning]>([
    [
      { kind: 'bad-row', row: key, issues: [key] },
      { kind: 'bad-row', row: hidden, issues: [hidden] },
    ],
    [
      { kind: 'unknown-model', name: key, offers: 2 },
      { kind: 'unknown-model', name: hidden, offers: 2 },
    ],
    [
      { kind: 'limited', reason: `without ${key}` },
      { kind: 'limited', reason: `without ${hidden}` },
    ],
    [
      { kind: 'old-prices', observedAtMs: 1, offers: 2 },
      { kind: 'old-prices', observedAtMs: 1, offers: 2 },
    ],
    [
      { kind: 'part-missing', part: key, error: { kind: 'unexpected-shape', issues: [key] } },
      { kind: 'part-missing', part: hidden, error: { kind: 'unexpected-shape', issues: [hidden] } },
    ],
  ])('the warning %o becomes %o', (warning, expected) => {
    expect(warningAfter(warning)).toEqual(expected)
  })

  test.each<[ListError, ListError]>([
    [
      { kind: 'unreachable', target: `https://${key}/`, code: 'X' },
      { kind: 'unreachable', target: `https://${hidden}/`, code: 'X' },
    ],
    [
      { kind: 'invalid-options', issues: [key] },
      { kind: 'invalid-options', issues: [hidden] },
    ],
    [
      { kind: 'unauthorized', status: 401 },
      { kind: 'unauthorized', status: 401 },
    ],
  ])('the error %o becomes %o', (error, expected) => {
    expect(redactListing(err(error), [key])._unsafeUnwrapErr()).toEqual(expected)
  })

  test('every secret is found, wrapped or not, and in other forms', () => {
    const warning: Warning = { kind: 'limited', reason: `${key} and SECOND%2F1` }
    const clean = redactListing(ok(listing({ warnings: [warning] })), [secret(key), undefined, 'second/1'])
    expect(clean._unsafeUnwrap().warnings).toEqual([{ kind: 'limited', reason: `${hidden} and ${hidden}` }])
  })

  test('without secrets the listing is handed back as it is', () => {
    const listed = ok(listing({ offers: [offer] }))
    expect(redactListing(listed, [undefined, '', secret('')])).toBe(listed)
  })
})
