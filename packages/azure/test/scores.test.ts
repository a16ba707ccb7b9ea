import { describe, expect, test } from 'vitest'
import type { PricedSize } from '../src/priced-sizes.ts'
import { createScoreMemory } from '../src/score-memory.ts'
import { planScores, scoresOf } from '../src/scores.ts'
import { gpuSizes } from '../src/sizes.ts'
import { scoreRows } from './fixtures.ts'

const spotOf = (name: string, region: string, spotUsdPerHour: number | undefined): PricedSize => {
  const size = gpuSizes.find((one) => one.name === `Standard_${name}`) ?? expect.fail(name)
  return { region, size, onDemandUsdPerHour: 1, spotUsdPerHour }
}

describe('a plan of scores', () => {
  test('asks for the cheapest first, in the regions that have them', () => {
    const priced = [
      spotOf('NC24ads_A100_v4', 'eastus', 0.7),
      spotOf('NC4as_T4_v3', 'westeurope', 0.1),
      spotOf('NC4as_T4_v3', 'eastus', 0.2),
      spotOf('ND96isr_H200_v5', 'eastus', undefined),
    ]
    expect(planScores(priced, {})).toEqual([
      { regions: ['eastus', 'westeurope'], sizes: ['Standard_NC4as_T4_v3', 'Standard_NC24ads_A100_v4'] },
    ])
  })

  test('names at most 8 regions and 5 sizes in a request', () => {
    const regions = Array.from({ length: 9 }, (_, index) => `region${index}`)
    const priced = gpuSizes
      .slice(0, 6)
      .flatMap(({ name }, index) =>
        regions.map((region) => spotOf(name.slice('Standard_'.length), region, index + 1)),
      )
    const plan = planScores(priced, {})
    expect(plan.map((one) => [one.regions.length, one.sizes.length])).toEqual([
      [8, 5],
      [1, 5],
      [8, 1],
      [1, 1],
    ])
  })

  test('leaves out sizes that have too few GPUs for the query, or too little memory', () => {
    const priced = [
      spotOf('NV6ads_A10_v5', 'eastus', 0.1),
      spotOf('NC24ads_A100_v4', 'eastus', 0.7),
      spotOf('NC48ads_A100_v4', 'eastus', 1.4),
    ]
    const sizesFor = (query: Parameters<typeof planScores>[1]) =>
      planScores(priced, query).flatMap(({ sizes }) => sizes)
    expect(sizesFor({ vramGiB: 24 })).toEqual(['Standard_NC24ads_A100_v4', 'Standard_NC48ads_A100_v4'])
    expect(sizesFor({ gpuCount: 2 })).toEqual(['Standard_NC48ads_A100_v4'])
    expect(planScores(priced, { vramGiB: 100 })).toEqual([])
  })
})

describe('scores', () => {
  test('are by region and size', () => {
    expect(scoresOf(scoreRows).get('westeurope/Standard_NC4as_T4_v3')).toMatchObject({
      score: 'High',
      isQuotaAvailable: false,
    })
  })

  test('that cannot be read are unknown', () => {
    expect(
      scoresOf([7, { sku: 'Standard_NC4as_T4_v3', region: 'eastus', score: 3 }, { sku: 'D2' }]).size,
    ).toBe(0)
  })

  test('are remembered for 15 minutes, and not from the future', () => {
    const memory = createScoreMemory()
    const scores = scoresOf(scoreRows)
    const minuteMs = 60_000
    memory.keep('a', scores, 10 * minuteMs)
    expect(memory.recall('a', 24 * minuteMs)).toBe(scores)
    expect(memory.recall('b', 24 * minuteMs)).toBeUndefined()
    expect(memory.recall('a', 25 * minuteMs)).toBeUndefined()
    expect(memory.recall('a', 9 * minuteMs)).toBeUndefined()
    memory.keep('b', scores, 25 * minuteMs)
    expect(memory.recall('a', 10 * minuteMs)).toBeUndefined()
  })
})
