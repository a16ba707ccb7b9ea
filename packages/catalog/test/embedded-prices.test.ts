import { warn } from 'node:console'
import type { ListedOffer } from '@aima/gpu-core'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { embeddedCatalog } from '../src/index.ts'
import { isRecorded, readJson, readRows, recordedData } from './recorded.ts'

const isHere = isRecorded('aws')

if (!isHere) warn(`Skipped: the embedded prices against their records, because there is no ${recordedData}`)

const { offers } = (await embeddedCatalog().listOffers({}, { nowMs: 0 }))._unsafeUnwrap()

const usdOf = ({ price }: ListedOffer): number => price?.usdPerHour ?? 0

/** Offers of a provider whose price is none of those that the record has for them. */
const unrecorded = (
  provider: string,
  pricesOf: (offer: ListedOffer) => readonly (string | number | undefined)[],
): readonly string[] =>
  offers
    .filter((offer) => offer.provider === provider)
    .filter((offer) => !pricesOf(offer).some((usd) => Math.abs(Number(usd) - usdOf(offer)) < 1e-6))
    .map(({ id }) => id)

const text = z.string()

describe.skipIf(!isHere)('embedded prices', () => {
  test('of AWS are those of its price list and of the spot history', () => {
    const { prices } = readJson(
      'aws/on-demand-us-east-1-accelerated.json',
      z.object({ prices: z.record(text, z.number()) }),
    )
    const Row = z.object({
      instance_type: text,
      region: text,
      availability_zone_id: text,
      on_demand_usd_hour: text,
      spot_usd_hour: text,
    })
    const rows = readRows('aws/skypilot-catalog-2024-05-gpu-spot-by-az.csv', Row)
    expect(
      unrecorded('aws', ({ launch: { instanceType }, place: { region, zone }, purchase }) => {
        const its = rows.filter((row) => row.instance_type === instanceType && row.region === region)
        if (purchase === 'spot')
          return its.filter((row) => row.availability_zone_id === zone).map((row) => row.spot_usd_hour)
        return region === 'us-east-1'
          ? [prices[String(instanceType)]]
          : its.map((row) => row.on_demand_usd_hour)
      }),
    ).toEqual([])
  })

  test('of AWS carry the bands of the Spot Instance Advisor', () => {
    const rates = [0.02, 0.05, 0.08, 0.12, 0.3]
    const Band = z.object({ r: z.number() })
    const Region = z.object({ Linux: z.record(text, Band).optional() })
    const { spot_advisor: advisor } = readJson(
      'aws/spot-advisor-data-gpu-2025-06.json',
      z.object({ spot_advisor: z.record(text, Region) }),
    )
    const spot = offers.filter(({ provider, purchase }) => provider === 'aws' && purchase === 'spot')
    const wrong = spot.filter(({ launch: { instanceType }, place, spotRisk }) => {
      const band = advisor[place.region]?.Linux?.[String(instanceType)]?.r
      return spotRisk?.interruptionsPerHour !== rates[band ?? -1]
    })
    expect(wrong).toEqual([])
  })

  test('of Google Cloud are those of its price list', () => {
    const Row = z.object({
      machine_type: text,
      region: text,
      on_demand_usd_hour: text,
      spot_usd_hour: text,
    })
    const rows = readRows('gcp/gpu-machine-prices-by-region.csv', Row)
    expect(
      unrecorded('gcp', ({ launch: { instanceType }, place: { region }, purchase }) =>
        rows
          .filter((row) => row.machine_type === instanceType && row.region === region)
          .map((row) => (purchase === 'spot' ? row.spot_usd_hour : row.on_demand_usd_hour)),
      ),
    ).toEqual([])
  })

  test('of Azure are those of its price list and of the spot record', () => {
    const onDemand = readRows(
      'azure/on-demand-n-series-by-region.csv',
      z.object({ arm_sku_name: text, arm_region_name: text, on_demand_usd_hour: text }),
    )
    const spot = readRows(
      'azure/skypilot-catalog-2023-12-n-series.csv',
      z.object({ arm_sku_name: text, region: text, spot_usd_hour: text }),
    )
    const { Items: autumn } = readJson(
      'azure/retail-prices-nd96isr-h100-v5-eastus-2026-09-16.trimmed.json',
      z.object({ Items: z.array(z.object({ retailPrice: z.number() })) }),
    )
    expect(
      unrecorded('azure', ({ launch: { instanceType }, place: { region }, purchase }) => {
        if (instanceType === 'Standard_ND96isr_H100_v5' && region === 'eastus')
          return autumn.map(({ retailPrice }) => retailPrice)
        return purchase === 'spot'
          ? spot
              .filter((row) => row.arm_sku_name === instanceType && row.region === region)
              .map((row) => row.spot_usd_hour)
          : onDemand
              .filter((row) => row.arm_sku_name === instanceType && row.arm_region_name === region)
              .map((row) => row.on_demand_usd_hour)
      }),
    ).toEqual([])
  })

  test('of RunPod are those of its price list, where it offers the GPU', () => {
    const list = readJson(
      'runpod/price-map-2026-08.json',
      z.record(text, z.object({ secure: z.number(), community: z.number() })),
    )
    const Type = z.object({ id: text, secureCloud: z.boolean(), communityCloud: z.boolean() })
    const { data } = readJson(
      'runpod/graphql-gpuTypes-2026-07-18.json',
      z.object({ data: z.object({ gpuTypes: z.array(Type) }) }),
    )
    expect(
      unrecorded('runpod', ({ gpu, gpuCount, trust }) => {
        const type = data.gpuTypes.find(({ id }) => id === gpu.name)
        const price = list[gpu.name]
        if (type === undefined || price === undefined) return []
        return trust === 'datacenter'
          ? [type.secureCloud ? price.secure * gpuCount : undefined]
          : [type.communityCloud ? price.community * gpuCount : undefined]
      }),
    ).toEqual([])
  })

  test('of Vast.ai are the medians of the offers that were seen', () => {
    const rows = readRows(
      'vastai/observed-gpu-models.csv',
      z.object({ gpu_name: text, per_gpu_dph_median: text }),
    )
    expect(
      unrecorded('vastai', ({ gpu, gpuCount }) =>
        rows
          .filter((row) => row.gpu_name === gpu.name)
          .map((row) => Number(row.per_gpu_dph_median) * gpuCount),
      ),
    ).toEqual([])
  })
})
