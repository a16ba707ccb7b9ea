import { describe, expect, test } from 'vitest'
import { gpuOf } from '../src/accelerators.ts'
import { attachedMachine, knownMachine } from '../src/machine.ts'
import { machineFacts } from '../src/machine-facts.ts'
import { machinePriceOf } from '../src/machine-price.ts'
import { type PriceBook, readSkus } from '../src/price-book.ts'
import type { SkuPurchase } from '../src/sku-part.ts'
import { nowMs, skuOf } from './fixtures.ts'
import { hasRecordings, recordedA2Skus, recordedGpuSkus, recordedRows } from './recordings.ts'

const columns: Readonly<Record<SkuPurchase, string>> = {
  'on-demand': 'on_demand_usd_hour',
  spot: 'spot_usd_hour',
}

/** Prices of whole machines by type and region. */
const recordedPrices = (
  purchase: SkuPurchase,
  file = 'gpu-machine-prices-by-region.csv',
): ReadonlyMap<string, number> =>
  new Map(
    recordedRows(file).map((row) => [
      `${row('machine_type')} ${row('region')}`,
      Number(row(columns[purchase])),
    ]),
  )

const skuAt = (description: string, unit: string, usd: number, regions: readonly string[]): unknown =>
  skuOf(description, { unit, usd: String(Math.trunc(usd)), nanos: (usd % 1) * 1e9, regions })

/** The local disk of the Americas and of regions that ask the same. Source: Google Cloud, disk pricing, 2026. */
const localSsd = skuAt('SSD backed Local Storage', 'GiBy.mo', 0.08, ['us-central1', 'us-east1', 'us-west1'])

const allRegions = (): readonly string[] => [
  ...new Set(recordedRows('gpu-machine-prices-by-region.csv').map((row) => row('region'))),
]

interface Against {
  readonly book: PriceBook
  readonly regions?: readonly string[]
  readonly purchase?: SkuPurchase
}

interface Comparison {
  readonly compared: number
  readonly largest: number
}

/** How far prices are from the recorded ones (share). */
const compare = (
  types: RegExp,
  { regions = allRegions(), book, purchase = 'on-demand' }: Against,
): Comparison => {
  const recorded = recordedPrices(purchase)
  const differences = [...machineFacts.values()].flatMap((facts) =>
    regions.flatMap((region) => {
      const expected = recorded.get(`${facts.type} ${region}`)
      if (!types.test(facts.type) || expected === undefined) return []
      const machine = knownMachine(facts, { region, zone: undefined })
      const price = machinePriceOf(machine, book, purchase)
      return price.isOk() ? [Math.abs(price.value.usdPerHour - expected) / expected] : []
    }),
  )
  return { compared: differences.length, largest: Math.max(0, ...differences) }
}

/** A part whose SKU is not among the recorded ones, worked out of the price of one machine: all of it, on its processors. */
const solvedBook = (family: string, type: string, regions: readonly string[]): PriceBook => {
  const { book } = readSkus(recordedGpuSkus(), nowMs)
  const recorded = recordedPrices('on-demand')
  const facts = machineFacts.get(type) ?? expect.fail(`expected ${type} in the table`)
  const cores = regions.flatMap((region) => {
    const whole = recorded.get(`${type} ${region}`)
    const gpu = book.usdPerHour(`gpu ${facts.accelerator}`, region, 'on-demand')
    if (whole === undefined || gpu === undefined) return []
    const usd = (whole - gpu * facts.gpuCount) / facts.vcpus
    return [
      skuAt(`${family} Instance Core running in ${region}`, 'h', usd * (1 - 1e-9), [region]),
      skuAt(
        `${family} Instance Ram running in ${region}`,
        'GiBy.h',
        (usd * 1e-9 * facts.vcpus) / facts.ramGiB,
        [region],
      ),
      skuAt('SSD backed Local Storage', 'GiBy.mo', 1e-9, [region]),
    ]
  })
  return readSkus([...recordedGpuSkus(), ...cores], nowMs).book
}

const americas = ['us-central1', 'us-east1', 'us-west1']

describe.skipIf(!hasRecordings)('recorded prices of whole machines', () => {
  test('the worked example: an a2-highgpu-1g of us-central1', () => {
    const facts = machineFacts.get('a2-highgpu-1g') ?? expect.fail('expected it in the table')
    const price = machinePriceOf(
      knownMachine(facts, { region: 'us-central1', zone: undefined }),
      readSkus(recordedA2Skus(), nowMs).book,
      'on-demand',
    )
    expect(price._unsafeUnwrap().usdPerHour).toBeCloseTo(3.673385, 9)
    expect(recordedPrices('on-demand').get('a2-highgpu-1g us-central1')).toBe(3.673385)
  })

  test('where every SKU is given (A2 in the Americas) all prices agree', () => {
    const { book } = readSkus([...recordedA2Skus(), ...recordedGpuSkus(), localSsd], nowMs)
    const { compared, largest } = compare(/^a2-/, { regions: americas, book })
    const recorded = recordedRows('gpu-machine-prices-by-region.csv').filter(
      (row) => row('machine_type').startsWith('a2-') && americas.includes(row('region')),
    )
    console.log(
      `A2 in the Americas: ${compared} of ${recorded.length} prices compared, largest difference ${largest}`,
    )
    expect(compared).toBe(recorded.length)
    expect(largest).toBeLessThan(1e-9)
  })

  test('where the SKU of the GPU is given (G2 everywhere) the smallest machine tells the price of all others', () => {
    const book = solvedBook('G2', 'g2-standard-4', allRegions())
    const { compared, largest } = compare(/^g2-standard-(?!4$)/, { book })
    const recorded = recordedRows('gpu-machine-prices-by-region.csv').filter((row) =>
      /^g2-standard-(?!4$)/.test(row('machine_type')),
    )
    console.log(
      `G2 everywhere: ${compared} of ${recorded.length} prices compared, largest difference ${largest}`,
    )
    expect(compared).toBe(recorded.length)
    expect(largest).toBeLessThan(1e-7)
  })

  test('of the A3 with H100 each size costs its share of the whole, in every region', () => {
    const book = solvedBook('A3', 'a3-highgpu-8g', allRegions())
    const { compared, largest } = compare(/^a3-highgpu-[124]g/, { book })
    console.log(`A3 with H100: ${compared} prices compared, largest difference ${largest}`)
    expect(compared).toBeGreaterThan(35)
    expect(largest).toBeLessThan(1e-7)
  })

  test('of G2 as Spot the two smallest machines tell the price of all others', () => {
    const recorded = recordedPrices('spot')
    const skus = allRegions().flatMap((region) => {
      const four = recorded.get(`g2-standard-4 ${region}`) ?? 0
      const eight = recorded.get(`g2-standard-8 ${region}`) ?? 0
      if (four === 0) return []
      return [
        skuAt('Nvidia L4 GPU attached to Spot Preemptible VMs', 'h', 2 * four - eight, [region]),
        skuAt('Spot Preemptible G2 Instance Core', 'h', (eight - four) / 4 - 4e-9, [region]),
        skuAt('Spot Preemptible G2 Instance Ram', 'GiBy.h', 1e-9, [region]),
      ]
    })
    const { book } = readSkus(skus, nowMs)
    const { compared, largest } = compare(/^g2-standard-(?![48]$)/, { book, purchase: 'spot' })
    console.log(`G2 as Spot: ${compared} prices compared, largest difference ${largest}`)
    expect(compared).toBe(18 * 6)
    expect(largest).toBeLessThan(1e-7)
  })

  test.each(['on-demand', 'spot'] as const)(
    'of G4 a whole GPU and an eighth tell the price of all others (%s)',
    (purchase) => {
      const recorded = recordedPrices(purchase)
      const prefix = purchase === 'spot' ? 'Spot Preemptible ' : ''
      const infix = purchase === 'spot' ? ' attached to Spot Preemptible VMs' : ''
      const skus = allRegions().flatMap((region) => {
        const whole = recorded.get(`g4-standard-48 ${region}`)
        const eighth = recorded.get(`g4-standard-6 ${region}`)
        if (whole === undefined || eighth === undefined) return []
        // 48 processors, 180 GiB and a GPU are eight times 6, 22.5 and an eighth; the smallest has 22 GiB.
        const usdPerGiB = (whole / 8 - eighth) / 0.5
        return [
          skuAt(`${prefix}G4 Instance Ram`, 'GiBy.h', usdPerGiB, [region]),
          skuAt(`${prefix}G4 Instance Core`, 'h', 1e-9, [region]),
          skuAt(`RTX 6000 96GB${infix}`, 'h', whole - 180 * usdPerGiB - 48e-9, [region]),
        ]
      })
      const { book } = readSkus(skus, nowMs)
      const { compared, largest } = compare(/^g4-standard-(?!48$|6$)/, { book, purchase })
      console.log(`G4 ${purchase}: ${compared} prices compared, largest difference ${largest}`)
      expect(compared).toBe(8 * 5)
      expect(largest).toBeLessThan(1e-7)
    },
  )

  test.each(['on-demand', 'spot'] as const)(
    'N1 is processors and memory, and nothing else (%s)',
    (purchase) => {
      const recorded = recordedPrices(purchase, 'n1-machine-prices-by-region.csv')
      const regions = [...new Set([...recorded.keys()].map((key) => key.split(' ')[1] ?? ''))]
      const differences = regions.flatMap((region) => {
        const standard = recorded.get(`n1-standard-2 ${region}`) ?? 0
        const large = recorded.get(`n1-highmem-2 ${region}`) ?? 0
        const usdPerGiB = (large - standard) / (13 - 7.5)
        const usdPerVcpu = (standard - 7.5 * usdPerGiB) / 2
        const prefix = purchase === 'spot' ? 'Spot Preemptible ' : ''
        const { book } = readSkus(
          [
            skuAt(`${prefix}N1 Predefined Instance Core running in ${region}`, 'h', usdPerVcpu, [region]),
            skuAt(`${prefix}N1 Predefined Instance Ram running in ${region}`, 'GiBy.h', usdPerGiB, [region]),
            skuAt(
              `Nvidia Tesla T4 GPU ${purchase === 'spot' ? 'attached to Spot Preemptible VMs ' : ''}running in ${region}`,
              'h',
              1,
              [region],
            ),
          ],
          nowMs,
        )
        return [1, 4, 8, 16, 32, 64, 96].flatMap((vcpus) => {
          const type = `n1-standard-${vcpus}`
          const host = { type, vcpus, ramGiB: vcpus * 3.75 }
          const limit = { accelerator: 'nvidia-tesla-t4', gpuCount: 1, mostVcpus: 96 }
          const price = machinePriceOf(
            attachedMachine(host, limit, { region, zone: undefined }),
            book,
            purchase,
          )
          const expected = recorded.get(`${type} ${region}`)
          return expected === undefined
            ? []
            : [Math.abs(price._unsafeUnwrap().usdPerHour - 1 - expected) / expected]
        })
      })
      console.log(
        `N1 ${purchase}: ${differences.length} prices compared, largest difference ${Math.max(...differences)}`,
      )
      expect(differences.length).toBeGreaterThan(200)
      expect(Math.max(...differences)).toBeLessThan(1e-7)
    },
  )

  test('prices of GPUs alone are those of the recorded limits, and most of 2024 still held in 2025', () => {
    const { book } = readSkus(recordedGpuSkus(), nowMs)
    for (const row of recordedRows('n1-gpu-attach-limits.csv'))
      expect(book.usdPerHour(`gpu ${row('api_accelerator_type')}`, 'us-central1', 'on-demand')).toBe(
        Number(row('gpu_only_us_central1_on_demand_usd_hour_per_gpu')),
      )
    const types: Readonly<Record<string, string>> = {
      A100: 'nvidia-tesla-a100',
      'A100-80GB': 'nvidia-a100-80gb',
      H100: 'nvidia-h100-80gb',
      L4: 'nvidia-l4',
      P100: 'nvidia-tesla-p100',
      P4: 'nvidia-tesla-p4',
      T4: 'nvidia-tesla-t4',
      V100: 'nvidia-tesla-v100',
    }
    const compared = recordedRows('gpu-only-prices-by-zone-2024-04.csv').flatMap((row) => {
      const type = types[row('gpu')] ?? ''
      const here = book.usdPerHour(`gpu ${type}`, row('zone').replace(/-[a-z]$/, ''), 'on-demand')
      const then = Number(row('on_demand_usd_hour')) / Number(row('gpu_count'))
      return here === undefined || then === 0 || gpuOf(type).model === undefined
        ? []
        : [Math.abs(here - then) / then]
    })
    const same = compared.filter((difference) => difference < 1e-3).length
    console.log(
      `GPU alone, 2024 to 2025: ${same} of ${compared.length} the same, largest difference ${Math.max(...compared)}`,
    )
    expect(same / compared.length).toBeGreaterThan(0.9)
  })
})
