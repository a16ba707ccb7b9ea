import { describe, expect, test } from 'vitest'
import type { AccountFacts } from '../src/account-facts.ts'
import { quotasOf } from '../src/quotas.ts'
import { scoresOf } from '../src/scores.ts'
import { type Sku, skusOf } from '../src/skus.ts'
import { nowMs } from './fixtures.ts'
import { offersOf, reasonsOf } from './offers-of.ts'

describe('the host', () => {
  const sku = (changes: Partial<Sku> = {}, name = 'NC24ads_A100_v4'): Partial<AccountFacts> => {
    const known = skusOf([{ resourceType: 'virtualMachines', name: `Standard_${name}` }], 'westeurope')
    const base = known.byName.get(`Standard_${name}`) ?? expect.fail()
    const byName = new Map([[`Standard_${name}`, { ...base, ...changes }]])
    return { skus: new Map([['westeurope', { byName, isComplete: true, bad: [], missing: undefined }]]) }
  }

  test('is that of the table', () => {
    expect(offersOf('NC24ads_A100_v4').onDemand.host).toEqual({
      vcpus: 24,
      ramGiB: 220,
      disk: { kind: 'elastic' },
      architecture: 'x86_64',
      driver: { kind: 'from-image' },
    })
    expect(offersOf('ND128isr_GB300_v6').onDemand.host?.architecture).toBe('arm64')
  })

  test('is that of the account where it says more', () => {
    const facts = sku({ vcpus: 20, ramGiB: 200, architecture: 'arm64' })
    expect(offersOf('NC24ads_A100_v4', facts).onDemand.host).toMatchObject({
      vcpus: 20,
      ramGiB: 200,
      architecture: 'arm64',
    })
  })

  test('without stock says why: a restriction, of both offers', () => {
    const { onDemand, spot } = offersOf('NC24ads_A100_v4', sku({ restriction: 'QuotaId' }))
    for (const offer of [onDemand, spot]) {
      expect(offer.capacity?.stock).toBe('none')
      expect(reasonsOf(offer)).toEqual([
        'this subscription may not deploy Standard_NC24ads_A100_v4 in westeurope: QuotaId',
      ])
    }
  })

  test('without stock says why: not among the sizes of a list that came whole', () => {
    expect(reasonsOf(offersOf('NC4as_T4_v3', sku()).onDemand)).toEqual([
      'Standard_NC4as_T4_v3 is not among the sizes of this subscription in westeurope',
    ])
  })

  test('has unknown stock where the list did not come whole', () => {
    const part = { byName: new Map(), isComplete: false, bad: [], missing: undefined }
    const { onDemand } = offersOf('NC4as_T4_v3', { skus: new Map([['westeurope', part]]) })
    expect(onDemand.capacity).toBeUndefined()
  })

  test('that is not sold as Spot has stock unknown on demand and none as Spot', () => {
    const { onDemand, spot } = offersOf('NC24ads_A100_v4', sku({ isSpotCapable: false }))
    expect([onDemand.capacity, spot.capacity?.stock]).toEqual([undefined, 'none'])
    expect(reasonsOf(spot)).toEqual(['Standard_NC24ads_A100_v4 is not sold as Spot in westeurope'])
  })

  test('that is to be retired is open until then, and afterwards without stock', () => {
    const before = offersOf('NC24ads_A100_v4', sku({ retiresAtMs: nowMs + 1 }))
    expect(before.onDemand.capacity).toEqual({
      stock: undefined,
      openWindows: [{ fromMs: 0, untilMs: nowMs + 1 }],
    })
    const after = offersOf('NC24ads_A100_v4', sku({ retiresAtMs: nowMs }))
    expect(after.spot.capacity).toEqual({ stock: 'none', openWindows: undefined })
    expect(reasonsOf(after.spot)).toEqual(['Azure has retired Standard_NC24ads_A100_v4'])
  })

  test('is judged by the earlier of two days of retirement', () => {
    const facts = sku({ retiresAtMs: Date.UTC(2030, 0, 1) }, 'NV12s_v3')
    const window = offersOf('NV12s_v3', facts).onDemand.capacity?.openWindows?.[0]
    expect(window?.untilMs).toBe(Date.UTC(2026, 8, 30))
  })

  test('needs the processors that the account says, by the quota that it names', () => {
    const facts = {
      ...sku({ vcpus: 20, family: 'otherFamily' }),
      quotas: new Map([
        ['westeurope', quotasOf([{ currentValue: 0, limit: 19, name: { value: 'OtherFamily' } }])],
      ]),
    }
    expect(reasonsOf(offersOf('NC24ads_A100_v4', facts).onDemand)).toEqual([
      'quota otherFamily: 19 of 19 vCPU are left in westeurope, and Standard_NC24ads_A100_v4 needs 20; ask Azure for more',
    ])
  })
})

describe('a quota', () => {
  const quota = (value: string, limit: number, currentValue = 0): Partial<AccountFacts> => ({
    quotas: new Map([['westeurope', quotasOf([{ currentValue, limit, name: { value } }])]]),
  })

  test.each([
    ['of the family', 'StandardNCADSA100v4Family', 0, 0],
    ['of the family, in other letters', 'STANDARDNCADSA100V4FAMILY', 24, 1],
    ['of the region', 'cores', 23, 0],
  ])('%s that is too small leaves nothing on demand, and Spot alone', (_what, name, limit, used) => {
    const { onDemand, spot } = offersOf('NC24ads_A100_v4', quota(name, limit, used))
    expect(onDemand.capacity?.stock).toBe('none')
    expect(reasonsOf(onDemand)[0]).toMatch(/^quota .*: \d+ of \d+ vCPU are left in westeurope/)
    expect(spot.capacity).toBeUndefined()
  })

  test('of Spot that is too small leaves nothing of Spot', () => {
    const { onDemand, spot } = offersOf('NC24ads_A100_v4', quota('lowPriorityCores', 0))
    expect([onDemand.capacity, spot.capacity?.stock]).toEqual([undefined, 'none'])
    expect(reasonsOf(spot)).toEqual([
      'quota lowPriorityCores: 0 of 0 vCPU are left in westeurope, and Standard_NC24ads_A100_v4 needs 24; ask Azure for more',
    ])
  })

  test.each(['StandardNCADSA100v4Family', 'cores', 'lowPriorityCores', 'otherFamily'])(
    'called %s that is just large enough is none',
    (name) => {
      const { onDemand, spot } = offersOf('NC24ads_A100_v4', quota(name, 30, 6))
      expect([onDemand.capacity, spot.capacity]).toEqual([undefined, undefined])
    },
  )
})

describe('a placement score', () => {
  const score = (text: string, isQuotaAvailable?: boolean): Partial<AccountFacts> => ({
    scores: scoresOf([
      { sku: 'Standard_NC24ads_A100_v4', region: 'WestEurope', score: text, isQuotaAvailable },
    ]),
  })

  test.each([
    ['High', 'available'],
    ['Medium', 'low'],
    ['Low', 'low'],
    ['RestrictedSkuNotAvailable', 'none'],
    ['DataNotFoundOrStale', undefined],
    ['Splendid', undefined],
  ])('of %s is a stock of Spot of %s, and says nothing of machines on demand', (text, stock) => {
    const { onDemand, spot } = offersOf('NC24ads_A100_v4', score(text))
    expect([onDemand.capacity, spot.capacity?.stock]).toEqual([undefined, stock])
  })

  test('without quota is none, however high it is', () => {
    const { spot } = offersOf('NC24ads_A100_v4', score('High', false))
    expect(spot.capacity?.stock).toBe('none')
    expect(reasonsOf(spot)[0]).toMatch(/^quota lowPriorityCores of westeurope is too small/)
  })
})
