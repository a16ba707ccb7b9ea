import { describe, expect, test } from 'vitest'
import { evictionsOf } from '../src/evictions.ts'
import { quotasOf } from '../src/quotas.ts'
import { riskOf } from '../src/spot-risk.ts'
import { evictionRows, rowsIn, usagesByRegion } from './fixtures.ts'

describe('quotas', () => {
  test('are what is left, by name in small letters', () => {
    const quotas = quotasOf(rowsIn(usagesByRegion, 'eastus'))
    expect(quotas.get('cores')).toEqual({ limit: 350, left: 340 })
    expect(quotas.get('standardncadsa100v4family')).toEqual({ limit: 24, left: 12 })
  })

  test('are never less than nothing, though more is in use than allowed', () => {
    expect(quotasOf([{ currentValue: 30, limit: 24, name: { value: 'cores' } }]).get('cores')).toEqual({
      limit: 24,
      left: 0,
    })
  })

  test.each([
    ['without limit', { currentValue: 1, limit: -1, name: { value: 'cores' } }],
    ['in words', { currentValue: 1, limit: 'many', name: { value: 'cores' } }],
    ['without a name', { currentValue: 1, limit: 1 }],
    ['of another shape', 'cores'],
  ])('%s are unknown', (_what, row) => {
    expect(quotasOf([row]).size).toBe(0)
  })
})

describe('rates of eviction', () => {
  test('are by region and size with GPUs', () => {
    expect([...evictionsOf(evictionRows)]).toEqual([
      ['eastus/Standard_NC4as_T4_v3', '0-5'],
      ['eastus/Standard_NC24ads_A100_v4', '5-10'],
      ['westeurope/Standard_ND96isr_H100_v5', '20+'],
      ['westeurope/Standard_NC24ads_A100_v4', '15-20'],
    ])
  })

  test('that cannot be read are unknown', () => {
    expect(
      evictionsOf([{ skuName: 'standard_nc4as_t4_v3', location: 'eastus', evictionRate: 5 }, 7]).size,
    ).toBe(0)
  })

  // The middle of the band by a hundred: shares of all machines in an hour.
  test.each([
    ['0-5', 0.025],
    ['5-10', 0.075],
    ['10-15', 0.125],
    ['15-20', 0.175],
    ['20+', 0.3],
    ['20-100', 0.3],
  ])('of %s %% are %f an hour, an upper bound, and that is said', (band, rate) => {
    const { risk, note } = riskOf(band)
    expect(risk).toEqual({ interruptionsPerHour: rate, noticeHours: 30 / 3600 })
    expect(note).toMatchObject({ name: 'interruptionsPerHour', value: rate, unit: '1/h' })
    expect(note.basis).toContain(`${band} % an hour`)
    expect(note.basis).toContain('upper bound')
  })

  test.each([undefined, '', '5', 'constructor'])('of %s are the prior, and that is said', (band) => {
    const { risk, note } = riskOf(band)
    expect(risk.interruptionsPerHour).toBe(0.05)
    expect(note.basis).toMatch(/^prior/)
  })
})
