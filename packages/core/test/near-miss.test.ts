import { describe, expect, test } from 'vitest'
import type { Needs, Offer } from '../src/index.ts'
import { cloudOffer, hourMs, jobOf, localOffer, nowMs, refused } from './builders.ts'

const missesFor = (needs: Needs, offers: readonly Offer[]) =>
  refused(offers, { job: jobOf({ needs }) }).nearMisses
const idsFor = (needs: Needs, offers: readonly Offer[]) =>
  missesFor(needs, offers).map(({ offer }) => offer.id)

const withMemory = (id: string, vramGiB: number) => cloudOffer({ id, gpu: { name: id, vramGiB } })

test('every technical rule that an offer breaks is told', () => {
  const [miss] = missesFor({ vramGiB: 80, vcpus: 8, ramGiB: 64 }, [
    cloudOffer({ host: { vcpus: 8, ramGiB: 32 } }),
  ])
  expect(miss?.refusals).toMatchObject([
    { kind: 'vram-too-small', needed: 80, actual: 24 },
    { kind: 'ram-too-small', needed: 64, actual: 32 },
  ])
})

test('a rule of a later gate is told, too', () => {
  const [miss] = missesFor({}, [cloudOffer({ observedAtMs: nowMs - 30 * hourMs })])
  expect(miss?.refusals).toMatchObject([{ kind: 'price-too-old', needed: 24, actual: 30 }])
})

test('a rule that needs the estimate is told, too', () => {
  const job = jobOf({ budget: { usdPerJob: 1 } })
  expect(refused([cloudOffer()], { job }).nearMisses[0]?.refusals).toMatchObject([
    { kind: 'job-cost-over-budget', needed: 1, actual: 1.2 },
  ])
})

describe('the nearest comes first:', () => {
  test('the one that misses fewer rules', () => {
    const poor = cloudOffer({ id: 'a', gpu: { name: 'x', vramGiB: 79 }, host: { vcpus: 1 } })
    const other = cloudOffer({ id: 'b', gpu: { name: 'x', vramGiB: 1 }, host: { vcpus: 8 } })
    expect(idsFor({ vramGiB: 80, vcpus: 8 }, [poor, other])).toEqual(['b', 'a'])
  })

  test('of those the one that misses by less', () => {
    expect(idsFor({ vramGiB: 80 }, [withMemory('a', 24), withMemory('b', 48), withMemory('c', 16)])).toEqual([
      'b',
      'a',
      'c',
    ])
  })

  test('of those the one whose id comes first', () => {
    expect(idsFor({ vramGiB: 80 }, [withMemory('b', 24), withMemory('a', 24)])).toEqual(['a', 'b'])
  })

  test('one of which the fact is unknown comes after those of which it is known', () => {
    const unknown = cloudOffer({ id: 'a', gpu: { name: 'x' } })
    expect(idsFor({ vramGiB: 80 }, [unknown, withMemory('b', 1)])).toEqual(['b', 'a'])
  })
})

test('one that misses a number by a part comes before one that misses what no number tells', () => {
  const other = cloudOffer({ id: 'a', gpu: { name: 'x', vramGiB: 80, vendor: 'amd' } })
  const small = cloudOffer({ id: 'b', gpu: { name: 'x', vramGiB: 60, vendor: 'nvidia' } })
  expect(idsFor({ vramGiB: 80, vendors: ['nvidia'] }, [other, small])).toEqual(['b', 'a'])
})

test('three of them are told', () => {
  const offers = [1, 2, 3, 4].map((gib) => withMemory(`gib-${gib}`, gib))
  expect(idsFor({ vramGiB: 80 }, offers)).toEqual(['gib-4', 'gib-3', 'gib-2'])
})

test('an offer on a site where the job may not run is not among them, however near it comes', () => {
  const job = jobOf({ confidentiality: 'confidential', needs: { vramGiB: 32 } })
  const { nearMisses } = refused([cloudOffer({ gpu: { name: 'x', vramGiB: 80 } }), localOffer()], { job })
  expect(nearMisses.map(({ offer }) => offer.id)).toEqual(['local'])
})

test('there are none when nothing is offered', () => {
  expect(refused([]).nearMisses).toEqual([])
})
