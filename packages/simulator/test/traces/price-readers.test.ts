import { describe, expect, test } from 'vitest'
import {
  readAwsOnDemandPrices,
  readAwsSpotHistory,
  readAwsSpotPrices,
  readAwsSpotSnapshots,
} from '../../src/traces/aws-prices.ts'
import { readDailyPrices } from '../../src/traces/daily-prices.ts'
import { readGcpGpuPrices } from '../../src/traces/gcp-prices.ts'
import { readHalfHourlyPrices } from '../../src/traces/half-hourly-prices.ts'

describe('AWS prices', () => {
  test('have a time, a machine and a zone; an empty one is quoted no longer', () => {
    const text =
      'unix_s,instance_type,az_id,spot_usd_h\n1670005166,g5.xlarge,apne1-az4,0.5\n1670005167,g5.xlarge,apne1-az4,\n'
    expect(readAwsSpotPrices(text)._unsafeUnwrap()).toEqual([
      { atMs: 1_670_005_166_000, instanceType: 'g5.xlarge', zoneId: 'apne1-az4', spotUsdPerHour: 0.5 },
      { atMs: 1_670_005_167_000, instanceType: 'g5.xlarge', zoneId: 'apne1-az4', spotUsdPerHour: undefined },
    ])
  })

  test('on demand come with what the machine holds, as far as it is stated', () => {
    const text = [
      'unix_s,instance_type,region,gpu,gpu_count,vcpus,mem_gib,ondemand_usd_h',
      '1,g4dn.12xlarge,us-east-1,T4,4.0,48.0,192.0,3.912',
      '2,p5.48xlarge,us-east-1,,,192.0,2048.0,98.32',
    ].join('\n')
    expect(readAwsOnDemandPrices(text)._unsafeUnwrap()).toMatchObject([
      { gpu: 'T4', gpuCount: 4, vcpus: 48, ramGiB: 192, onDemandUsdPerHour: 3.912 },
      { gpu: undefined, gpuCount: undefined, onDemandUsdPerHour: 98.32 },
    ])
  })

  test('were looked at from time to time', () => {
    expect(readAwsSpotSnapshots('unix_s,n_series\n5,968\n')._unsafeUnwrap()).toEqual([
      { atMs: 5000, series: 968 },
    ])
  })

  test('of their own history have exact times', () => {
    const text =
      'az_id,instance_type,spot_usd_h,timestamp\neuw3-az2,g4dn.4xlarge,0.466400,2022-05-31T18:20:41+00:00\n'
    expect(readAwsSpotHistory(text)._unsafeUnwrap()).toEqual([
      {
        atMs: Date.UTC(2022, 4, 31, 18, 20, 41),
        instanceType: 'g4dn.4xlarge',
        zoneId: 'euw3-az2',
        spotUsdPerHour: 0.4664,
      },
    ])
  })

  test('below 0 are faulty', () => {
    expect(
      readAwsSpotPrices('unix_s,instance_type,az_id,spot_usd_h\n1,a,b,-1\n')._unsafeUnwrapErr(),
    ).toMatchObject({ line: 2, issues: ['spot_usd_h: expected a number, 0 or more, or nothing'] })
  })
})

test('prices of Google Cloud have both ways to rent in one row', () => {
  const text = 'unix_s,accelerator,count,zone,ondemand_usd_h,spot_usd_h\n1,A100,2,us-central1-a,5.868,\n'
  expect(readGcpGpuPrices(text)._unsafeUnwrap()).toEqual([
    {
      atMs: 1000,
      gpu: 'A100',
      gpuCount: 2,
      zone: 'us-central1-a',
      onDemandUsdPerHour: 5.868,
      spotUsdPerHour: undefined,
    },
  ])
})

describe('daily prices', () => {
  const header =
    'date,provider,gpu_model,gpu_count,region,rental_type,price_min_usd,price_median_usd,price_max_usd,n_offers,source_url,fetched_at'

  test('are per GPU', () => {
    const text = `${header}\n2026-02-11,vast.ai,H100_SXM,2,US,on_demand,2,2.5,3,9,https://x,2026-02-11T21:00:10+00:00\n`
    expect(readDailyPrices(text)._unsafeUnwrap()).toEqual([
      {
        dayMs: Date.UTC(2026, 1, 11),
        provider: 'vast.ai',
        gpu: 'H100_SXM',
        gpuCount: 2,
        region: 'US',
        purchase: 'on-demand',
        minimumUsdPerGpuHour: 2,
        medianUsdPerGpuHour: 2.5,
        maximumUsdPerGpuHour: 3,
        offers: 9,
      },
    ])
  })

  test('of another way to rent are faulty', () => {
    const text = `${header}\n2026-02-11,vast.ai,H100_SXM,2,US,reserved,2,2.5,3,9,,\n`
    expect(readDailyPrices(text)._unsafeUnwrapErr().issues).toEqual([
      'rental_type: expected on_demand or spot',
    ])
  })
})

describe('half-hourly prices', () => {
  const header =
    'timestamp,gpu_type,socket,min,p10,p25,median,p75,p90,max,offers_total,offers_available,offers_low,offers_medium,offers_high,providers_json'
  const row = (providers: string) =>
    `${header}\n2025-10-19T21:01:58Z,A100_80GB,PCIe,1,1,1,1.64,2,2,2,40,23,17,0,0,"${providers.replaceAll('"', '""')}"\n`

  test('tell what each provider had', () => {
    const [price] = readHalfHourlyPrices(row('{"runpod":[17,1.64]}'))._unsafeUnwrap()
    expect(price).toMatchObject({
      atMs: Date.UTC(2025, 9, 19, 21, 1, 58),
      gpu: 'A100_80GB',
      socket: 'PCIe',
      medianUsdPerGpuHour: 1.64,
      offers: 40,
      stock: { available: 23, low: 17, medium: 0, high: 0 },
    })
    expect([...(price?.providers ?? [])]).toEqual([['runpod', { offers: 17, minimumUsdPerGpuHour: 1.64 }]])
  })

  test.each([
    ['{"runpod":[17]}', 'providers_json.runpod'],
    ['{', 'providers_json: expected JSON'],
  ])('name the column of what no provider can be: %s', (providers, issue) => {
    const fault = readHalfHourlyPrices(row(providers))._unsafeUnwrapErr()
    expect(fault.line).toBe(2)
    expect(fault.issues[0]).toContain(issue)
  })
})
