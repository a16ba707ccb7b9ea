import { parseOffer } from '@aima/gpu-core'
import { mutateJson } from '@aima/gpu-testing'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { toOffers } from '../src/convert.ts'
import { readRows } from '../src/rows.ts'
import { WireReply } from '../src/wire.ts'
import { fixtureRows, nowMs } from './fixtures.ts'

const mutants = 10_000

/** The offers of a reply, as the source makes them of what `JSON.parse` gives; none where its shape is refused. */
const offersOf = (reply: unknown, diskGB: number | undefined) => {
  const read = WireReply.safeParse(reply)
  if (!read.success) return []
  const { byId } = readRows(read.data.offers, 1)
  const disk = { diskGB, pricedDiskGB: diskGB ?? 8 }
  return toOffers([...byId.values()], { source: 'vastai', disk, includeInterruptible: true, nowMs }).offers
}

const isSound = (reply: unknown, diskGB: number | undefined): boolean => {
  const offers = offersOf(reply, diskGB)
  const ids = new Set(offers.map(({ id }) => id))
  const isPriced = offers.every(({ price }) => price?.usdPerHour === undefined || price.usdPerHour > 0)
  return ids.size === offers.length && isPriced && offers.every((offer) => parseOffer(offer, 'cloud').isOk())
}

test(`${mutants} mutants of a reply give sound offers or none`, () => {
  const reply = { offers: fixtureRows }
  const disks = fc.constantFrom(undefined, 1e-9, 8, 100, 1e12)
  let listed = 0
  fc.assert(
    fc.property(mutateJson(reply), disks, (mutant, diskGB) => {
      listed += offersOf(mutant, diskGB).length
      return isSound(mutant, diskGB)
    }),
    { numRuns: mutants, seed: 20_261_125 },
  )
  // A reader that refused everything would pass as well.
  expect(listed / mutants).toBeGreaterThan(fixtureRows.length)
}, 60_000)
