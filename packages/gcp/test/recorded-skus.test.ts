import { describe, expect, test } from 'vitest'
import { readSkus } from '../src/price-book.ts'
import { partOf, refusalOf } from '../src/sku-part.ts'
import { nowMs } from './fixtures.ts'
import { hasRecordings, recordedA2Skus, recordedGpuSkus, recordedJson, recordedRows } from './recordings.ts'

const descriptionOf = (sku: unknown): string =>
  typeof sku === 'object' && sku !== null && 'description' in sku ? String(sku.description) : ''

const counted = (names: readonly string[]): Readonly<Record<string, number>> => {
  const counts = new Map<string, number>()
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1)
  return Object.fromEntries([...counts].sort())
}

describe.skipIf(!hasRecordings)('recorded SKUs', () => {
  test('each of the 711 GPU SKUs of 2025-06 is the price of a GPU, or refused for a reason', () => {
    const descriptions = recordedGpuSkus().map(descriptionOf)
    const kinds = counted(
      descriptions.map((description) => {
        const part = partOf({ description })
        return part === undefined
          ? `refused: ${refusalOf({ description })}`
          : `${part.purchase}: ${part.part}`
      }),
    )
    expect(kinds).toEqual({
      'on-demand: gpu nvidia-a100-80gb': 39,
      'on-demand: gpu nvidia-h100-80gb': 39,
      'on-demand: gpu nvidia-h100-mega-80gb': 10,
      'on-demand: gpu nvidia-h200-141gb': 4,
      'on-demand: gpu nvidia-l4': 39,
      'on-demand: gpu nvidia-tesla-a100': 38,
      'on-demand: gpu nvidia-tesla-p100': 27,
      'on-demand: gpu nvidia-tesla-p4': 29,
      'on-demand: gpu nvidia-tesla-t4': 37,
      'on-demand: gpu nvidia-tesla-v100': 26,
      'refused: DWS': 115,
      'refused: commitment': 11,
      'refused: licence': 1,
      'refused: reservation': 6,
      'spot: gpu nvidia-a100-80gb': 39,
      'spot: gpu nvidia-h100-80gb': 39,
      'spot: gpu nvidia-h100-mega-80gb': 10,
      'spot: gpu nvidia-h200-141gb': 6,
      'spot: gpu nvidia-l4': 39,
      'spot: gpu nvidia-tesla-a100': 38,
      'spot: gpu nvidia-tesla-p100': 27,
      'spot: gpu nvidia-tesla-p4': 29,
      'spot: gpu nvidia-tesla-t4': 37,
      'spot: gpu nvidia-tesla-v100': 26,
    })
  })

  test('all of them, and those of 2023 and 2021, are read without a warning', () => {
    const vpn = recordedJson('sku-vpn-egress-tiered-2021.json')
    const others =
      typeof vpn === 'object' && vpn !== null && 'skus' in vpn && Array.isArray(vpn.skus) ? vpn.skus : []
    const { book, bad } = readSkus([...recordedGpuSkus(), ...recordedA2Skus(), ...others], nowMs)
    expect(others).toHaveLength(1)
    expect(bad).toEqual([])
    expect(book.size).toBeGreaterThan(300)
  })

  test('the prices of 2023 are those of the file', () => {
    const { book } = readSkus(recordedA2Skus(), nowMs)
    const prices = ['gpu nvidia-tesla-a100', 'core A2', 'ram A2'].map((part) =>
      book.usdPerHour(part, 'us-central1', 'on-demand'),
    )
    expect(prices).toEqual([2.933908, 0.031611, 0.004237])
  })

  test('each recorded pattern of a text is the part that it says, or refused', () => {
    const rows = recordedRows('sku-description-patterns.csv')
    const wrong = rows.flatMap((row) => {
      const meaning = row('meaning')
      const pattern = row('description_pattern_percent_is_wildcard')
      const words = /\.(cpu|ram)\.|\.ssd\.local$|\.ssd\.local\.spot$|\.gpu\./.exec(meaning)
      const [, family = ''] = /^gce\.compute\.(?:cpu|ram)\.([a-z0-9]+)/.exec(meaning) ?? []
      const isWanted = words !== null && !/\.(1y|3y|reserved|custom)/.test(meaning)
      const kind = meaning.includes('.ram.') ? 'Ram' : 'Core'
      const text = pattern
        .replace(/Instance%$/, `Instance ${kind} running in Paris`)
        .replace(/ attached%$/, ' attached to Spot Preemptible VMs running in Paris')
        .replace(/ attached to Spot( Preemptible)?%$/, ' attached to Spot Preemptible VMs running in Paris')
        .replace(/running( in)?%$/, 'running in Paris')
        .replace(/%$/, ' running in Paris')
        .replaceAll('%', ' GPU running in Paris for ')
      const part = partOf({ description: text })
      const isPart = part !== undefined && (part.purchase === 'spot') === meaning.includes('.spot')
      const isSeries = family === '' || ['a2', 'a3', 'g2', 'g4', 'n1'].includes(family)
      return isPart === (isWanted && isSeries) ? [] : [`${meaning}: ${text}: ${part?.part}`]
    })
    console.log(`${rows.length} recorded patterns of SKU texts`)
    expect(rows).toHaveLength(134)
    expect(wrong).toEqual([])
  })
})
