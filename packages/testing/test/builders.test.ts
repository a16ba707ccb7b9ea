import { decide, describeListError, parseJob, parseOffer } from '@aima/gpu-core'
import { expect, test } from 'vitest'
import {
  buildJob,
  buildListedOffer,
  buildLocalOffer,
  buildOffer,
  buildSource,
  builtAtMs,
} from '../src/index.ts'

test('core reads what is built', () => {
  expect(parseJob(buildJob())._unsafeUnwrap()).toEqual(buildJob())
  expect(parseOffer(buildListedOffer(), 'cloud')._unsafeUnwrap()).toEqual(buildOffer())
  expect(parseOffer(buildLocalOffer(), 'local')._unsafeUnwrap()).toEqual(buildLocalOffer())
})

test('a field that is given replaces the whole field', () => {
  expect(buildOffer({ place: { region: 'us-1' } }).place).toEqual({ region: 'us-1' })
})

test('the built job costs on the built offer what that asks for an hour, and less at home', () => {
  const decision = decide(
    buildJob(),
    [buildOffer(), buildLocalOffer()],
    { strategy: { kind: 'cost-first' } },
    { nowMs: builtAtMs },
  )
  const { chosen, alternatives } = decision._unsafeUnwrap()
  const costs = [chosen, ...alternatives].map(({ offer, estimate }) => [offer.id, estimate.totalUsd])
  expect(costs).toEqual([
    ['local-1', 0.15],
    ['offer-1', 1],
  ])
})

test('a built source lists its offers at the time of its caller, or fails', async () => {
  const listing = await buildSource([buildListedOffer()], { id: 'mine' }).listOffers({}, { nowMs: 7 })
  expect(listing._unsafeUnwrap()).toEqual({ offers: [buildListedOffer()], warnings: [], observedAtMs: 7 })
  const failure = await buildSource({ kind: 'provider-failed', status: 500 }).listOffers({}, { nowMs: 7 })
  expect(describeListError(failure._unsafeUnwrapErr())).toBe('provider failed (HTTP 500)')
})
