import { type ListedOffer, parseOffer } from '@aima/gpu-core'
import { createHttp } from '@aima/gpu-http'
import { withReplayServer } from '@aima/gpu-testing'
import { describe, expect, test } from 'vitest'
import { advisorOf, WireAdvisor } from '../src/advisor.ts'
import { codeIn, readFailure } from '../src/aws-error.ts'
import { familyOf, isRetired, tabledGpus, tabledTypes } from '../src/gpu-families.ts'
import { grouped } from '../src/grouped.ts'
import { createAws } from '../src/index.ts'
import { toMachineTypes } from '../src/instance-types.ts'
import type { MachineType } from '../src/machine-type.ts'
import { estimatedSpotPrice, spotPriceOf } from '../src/price.ts'
import { readProduct } from '../src/price-product.ts'
import { countryOf } from '../src/regions.ts'
import { toSpotPrices } from '../src/spot-history.ts'
import { ec2Page } from '../src/wire.ts'
import { advisorRoute, bulkRoute, ec2Route, quotasRoute } from './aws-routes.ts'
import { exampleCredentials, nowMs } from './fixtures.ts'
import { bulkFile, productOf } from './made-prices.ts'
import { ec2Reply, hasRecordings, recordedItems, recordedRows, recordedText, toXml } from './recordings.ts'

type Row = Readonly<Record<string, string>>

const cell = (row: Row | undefined, name: string): string => row?.[name] ?? ''

const launchType = ({ instanceType }: ListedOffer['launch']): string => String(instanceType)

const facts = () => recordedRows('gpu-instance-types.csv')

const typesIn = (file: string) => toMachineTypes(recordedItems(file, 'InstanceTypes'), 'us-east-1')

const byType = <T extends { readonly type: string }>(rows: readonly T[]): ReadonlyMap<string, T> =>
  new Map(rows.map((row) => [row.type, row]))

/** What differs between a type and the row of the table of facts. */
const differences = (machine: MachineType, row: Readonly<Record<string, string>>): readonly string[] => {
  const gpus = Number(cell(row, 'gpu_count'))
  const multi = cell(row, 'gpu_interconnect')
  const link = multi === 'none' ? undefined : multi === 'pcie' ? 'pcie' : 'nvlink'
  const pairs: readonly (readonly [string, unknown, unknown])[] = [
    ['count', machine.gpuCount * (machine.gpu.fraction ?? 1), gpus],
    ['api name', machine.gpu.name, cell(row, 'api_gpu_name')],
    [
      'reported memory',
      Math.round((machine.gpu.reportedVramGiB ?? 0) * 1024),
      Number(cell(row, 'api_gpu_memory_mib_per_gpu')),
    ],
    ['architecture', machine.architecture, cell(row, 'arch')],
    ['vcpu', machine.vcpus, Number(cell(row, 'vcpu'))],
    ['memory', machine.ramGiB, Number(cell(row, 'memory_gib'))],
    ['network', machine.networkMbps, Number(cell(row, 'network_baseline_gbps')) * 1000],
    ['storage', machine.localDiskGB ?? 0, Number(cell(row, 'local_storage_gb'))],
    ['usage', [...(machine.usageClasses ?? [])].sort().join('+'), cell(row, 'usage_classes')],
    // Retired families are in no table, and so is their interconnect.
    ['interconnect', machine.gpu.interconnect, familyOf(machine.type) === undefined ? undefined : link],
    ['vendor', machine.gpu.vendor, cell(row, 'gpu_manufacturer').toLowerCase()],
  ]
  return pairs.flatMap(([name, is, should]) =>
    is === should ? [] : [`${machine.type} ${name}: ${String(is)} and not ${String(should)}`],
  )
}

const relative = (one: number, other: number): number => Math.abs(one / other - 1)

/** In an account in which the letters of zones are in the order of their ids. */
const zoneNameOf = (row: Row): string => {
  const [, number = '1'] = /-az(\d+)$/.exec(cell(row, 'availability_zone_id')) ?? []
  return `${cell(row, 'region')}${String.fromCharCode(96 + Number(number))}`
}

const onDemandTable = (): ReadonlyMap<string, number> => {
  const table: { readonly prices: Readonly<Record<string, number>> } = JSON.parse(
    recordedText('on-demand-us-east-1-accelerated.json'),
  )
  return new Map(Object.entries(table.prices))
}

describe.skipIf(!hasRecordings)('recorded facts', () => {
  test.each([
    ['describe-instance-types-gpu.sdk.json', 70],
    ['describe-instance-types-gpu-retired.sdk.json', 10],
  ])('every GPU type of %s is read as the table has it', (file, count) => {
    const { rows, bad } = typesIn(file)
    const known = new Map(facts().map((row) => [cell(row, 'instance_type'), row]))
    const found = rows.flatMap((machine) => differences(machine, known.get(machine.type) ?? {}))
    console.log(`${file}: ${rows.length} types, ${bad.length} bad rows, ${found.length} differences`)
    expect(found).toEqual([])
    expect(bad).toEqual([])
    expect(rows).toHaveLength(count)
  })

  test('memory of every GPU is the nominal one of its model within 4 %, and its model is known', () => {
    const { rows } = typesIn('describe-instance-types-gpu.sdk.json')
    const known = new Map(facts().map((row) => [cell(row, 'instance_type'), row]))
    for (const { type, gpu } of rows) {
      const row = known.get(type) ?? {}
      expect([type, gpu.model === undefined]).toEqual([type, false])
      expect(relative(gpu.vramGiB ?? 0, Number(cell(row, 'gpu_memory_gib_nominal_per_gpu')))).toBeLessThan(
        0.04,
      )
      const named = cell(row, 'nvidia_smi_name')
      if (/A100|H100/.test(named)) expect(gpu.model).toContain('SXM')
    }
  })

  test('our own table has every type that is sold on demand or as spot, with the same GPUs', () => {
    const { rows } = typesIn('describe-instance-types-gpu.sdk.json')
    expect([...tabledTypes].sort()).toEqual(rows.map(({ type }) => type).sort())
    for (const { type, gpu, gpuCount } of rows) {
      expect([type, tabledGpus(type)]).toEqual([type, gpuCount * (gpu.fraction ?? 1)])
      expect([type, familyOf(type)?.apiName]).toEqual([type, gpu.name])
    }
    const gone = facts().filter((row) => cell(row, 'api_status').startsWith('gone'))
    expect(gone.map((row) => isRetired(cell(row, 'instance_type')))).not.toContain(false)
  })
})

describe.skipIf(!hasRecordings)('recorded prices', () => {
  test('the element of 2021 costs what it says, and a price of disks is none of a machine', () => {
    const scope = { region: 'us-east-1', currency: 'USD' } as const
    const element = recordedText('get-products-m5-large.price-list-item.json')
    expect(readProduct(element, scope)._unsafeUnwrap()).toEqual({
      type: 'm5.large',
      perHour: 0.096,
      rank: 3,
    })
    const { examples } = JSON.parse(recordedText('pricing-api-examples.json'))
    const [disk]: readonly string[] = examples.GetProducts[0].output.PriceList
    expect(readProduct(disk ?? '', scope)._unsafeUnwrap()).toBeUndefined()
  })

  test('every price on demand of us-east-1 is that of the table, from the service and from the file', async () => {
    const table = onDemandTable()
    const routes = [
      ec2Route(
        'DescribeInstanceTypes',
        ec2Reply(
          'DescribeInstanceTypes',
          'instanceTypeSet',
          recordedItems('describe-instance-types-gpu.sdk.json', 'InstanceTypes'),
        ),
      ),
      ec2Route(
        'DescribeInstanceTypeOfferings',
        ec2Reply(
          'DescribeInstanceTypeOfferings',
          'instanceTypeOfferingSet',
          recordedRows('instance-type-offerings-gpu-az-id.csv')
            .filter((row) => cell(row, 'region') === 'us-east-1')
            .map((row) => ({
              instanceType: cell(row, 'instance_type'),
              location: cell(row, 'availability_zone_id'),
            })),
        ),
      ),
      ec2Route('DescribeSpotPriceHistory', ec2Reply('DescribeSpotPriceHistory', 'spotPriceHistorySet', [])),
      {
        path: /^\/api\.pricing\./,
        reply: { json: { PriceList: [...table].map(([type, usd]) => productOf(type, usd)) } },
      },
      quotasRoute(),
      bulkRoute(bulkFile([...table].map(([type, usd]) => ({ type, usd })))),
      advisorRoute,
    ]
    await withReplayServer(routes, async ({ baseUrl }) => {
      for (const credentials of [exampleCredentials, 'none'] as const) {
        const source = createAws({ baseUrl, regions: ['us-east-1'], credentials })
        const { offers, warnings } = (await source.listOffers({}, { nowMs }))._unsafeUnwrap()
        const onDemand = offers.filter(({ purchase }) => purchase === 'on-demand')
        const priced = byType(
          onDemand.map(({ launch, price }) => ({
            type: launchType(launch),
            usd: price?.usdPerHour ?? 0,
          })),
        )
        const largest = Math.max(
          ...[...priced].map(([type, { usd }]) => relative(usd, table.get(type) ?? Number.NaN)),
        )
        const missing = [...table.keys()].filter(
          (type) => !priced.has(type) && familyOf(type) !== undefined && !isRetired(type),
        )
        console.log(
          `${credentials === 'none' ? 'file' : 'service'}: ${priced.size} types (${onDemand.length} offers), ${missing.length} of the table are missing: ${missing.join(' ')}; largest difference ${largest}`,
        )
        expect(largest).toBe(0)
        expect(warnings.filter(({ kind }) => kind === 'bad-row' || kind === 'part-missing')).toEqual([])
        // The one of 2018 is priced in us-east-1, where no zone offered it in 2026-08.
        expect(missing.every((type) => type === 'p3dn.24xlarge')).toBe(true)
        expect(priced.has('p5e.48xlarge')).toBe(false)
        for (const offer of offers) expect(parseOffer(offer, 'cloud').isOk()).toBe(true)
      }
    })
  })

  test('every zone in which a type is offered is one offer, in 28 regions', async () => {
    const rows = recordedRows('instance-type-offerings-gpu-az-id.csv')
    const regions = [...new Set(rows.map((row) => cell(row, 'region')))]
    const types = recordedItems('describe-instance-types-gpu.sdk.json', 'InstanceTypes')
    const routes = [
      ec2Route('DescribeInstanceTypes', ec2Reply('DescribeInstanceTypes', 'instanceTypeSet', types)),
      ...regions.map((region) => ({
        path: `/ec2.${region}.amazonaws.com/`,
        when: ({ body }: { readonly body: string }) => body.includes('InstanceTypeOfferings'),
        reply: {
          text: ec2Reply(
            'DescribeInstanceTypeOfferings',
            'instanceTypeOfferingSet',
            rows
              .filter((row) => cell(row, 'region') === region)
              .map((row) => ({
                instanceType: cell(row, 'instance_type'),
                location: cell(row, 'availability_zone_id'),
              })),
          ),
        },
      })),
      {
        path: /^\/api\.pricing\./,
        reply: ({ body }: { readonly body: string }) => {
          const [, region = ''] = /"regionCode","Value":"([a-z0-9-]+)"/.exec(body) ?? []
          return { json: { PriceList: tabledTypes.map((type) => productOf(type, 1, region)) } }
        },
      },
    ]
    await withReplayServer(routes, async ({ baseUrl, requests }) => {
      const source = createAws({
        baseUrl,
        regions,
        credentials: exampleCredentials,
        includeSpot: false,
        quotas: false,
      })
      const { offers, warnings } = (await source.listOffers({}, { nowMs }))._unsafeUnwrap()
      console.log(
        `${regions.length} regions: ${offers.length} offers of ${rows.length} rows, ${requests.length} requests`,
      )
      expect(warnings).toEqual([])
      expect(offers).toHaveLength(rows.length)
      expect(offers.filter(({ place }) => place.country === undefined)).toEqual([])
    })
  })

  test('every spot price of 2024 by zone is an offer of that price, and none costs more than on demand', () => {
    const rows = recordedRows('skypilot-catalog-2024-05-gpu-spot-by-az.csv').filter(
      (row) => cell(row, 'spot_usd_hour') !== '' && /^[gp]\d/.test(cell(row, 'instance_type')),
    )
    const items = rows.map((row) => ({
      instanceType: cell(row, 'instance_type'),
      productDescription: 'Linux/UNIX',
      spotPrice: cell(row, 'spot_usd_hour'),
      timestamp: '2024-05-01T00:00:00.000Z',
      availabilityZone: zoneNameOf(row),
      availabilityZoneId: cell(row, 'availability_zone_id'),
    }))
    const { rows: prices, bad } = toSpotPrices(items, 'all')
    const paid = prices.map(({ usdPerHour }, index) => {
      const onDemand = Number(cell(rows[index], 'on_demand_usd_hour'))
      return {
        usd: spotPriceOf(usdPerHour, onDemand, undefined).price.usdPerHour ?? 0,
        onDemand,
        row: rows[index],
      }
    })
    const largest = Math.max(...paid.map(({ usd, row }) => relative(usd, Number(cell(row, 'spot_usd_hour')))))
    console.log(`${rows.length} spot prices, ${prices.length} read, largest difference ${largest}`)
    expect(bad).toEqual([])
    expect(prices).toHaveLength(rows.length)
    expect(largest).toBe(0)
    expect(paid.every(({ usd, onDemand }) => usd <= onDemand)).toBe(true)
  })
})

/** Machines of these recordings have no GPU; with another letter they are read as if they had. */
const asGpuTypes = (text: string): string =>
  text.replaceAll(/(<instanceType>|"InstanceType": ")[a-z]+/gi, '$1g')

describe.skipIf(!hasRecordings)('recorded histories and errors', () => {
  test('the page of 2013 has 60 items and a token, and of each zone the newest price of Linux counts', async () => {
    const text = asGpuTypes(recordedText('describe-spot-price-history-2013-page1.xml'))
    const page = ec2Page('DescribeSpotPriceHistory', 'spotPriceHistorySet')
    await withReplayServer([{ path: '/', reply: { text } }], async ({ baseUrl }) => {
      const read = await createHttp().xml({ url: `${baseUrl}/`, listTags: ['item'] }, page)
      const { items, nextToken } = read._unsafeUnwrap()
      expect(items).toHaveLength(60)
      expect(nextToken?.length).toBeGreaterThan(10)
      const { rows, bad } = toSpotPrices(items, 'us-west-2')
      expect(bad).toEqual([])
      const keys = new Set(rows.map(({ type, zoneName }) => `${type} ${zoneName}`))
      expect(keys.size).toBe(rows.length)
      const newest = rows.find(({ type, zoneName }) => type === 'g1.small' && zoneName === 'us-west-2b')
      expect(newest).toMatchObject({ usdPerHour: 0.01, sinceMs: Date.parse('2013-03-20T13:35:55Z') })
    })
  })

  test('the history of 2021 gives one price a zone, without ids', () => {
    const text = asGpuTypes(recordedText('describe-spot-price-history-m5-large.sdk.json'))
    const {
      SpotPriceHistory: history,
    }: { readonly SpotPriceHistory: readonly Readonly<Record<string, string>>[] } = JSON.parse(text)
    const items = history.map((row) => ({
      instanceType: cell(row, 'InstanceType'),
      productDescription: cell(row, 'ProductDescription'),
      spotPrice: cell(row, 'SpotPrice'),
      timestamp: cell(row, 'Timestamp'),
      availabilityZone: cell(row, 'AvailabilityZone'),
    }))
    const { rows, bad } = toSpotPrices(items, 'us-east-1')
    expect(bad).toEqual([])
    const zones = new Set(
      history
        .filter((row) => cell(row, 'ProductDescription') === 'Linux/UNIX')
        .map((row) => cell(row, 'AvailabilityZone')),
    )
    expect(new Set(rows.map(({ zoneName }) => zoneName))).toEqual(zones)
    console.log(`history of 2021: ${items.length} rows, ${rows.length} zones`)
  })

  test('offerings by the name of the zone are read too', () => {
    const offerings = recordedItems(
      'describe-instance-type-offerings-us-east-1-az.sdk.json',
      'InstanceTypeOfferings',
    )
    expect(offerings.length).toBeGreaterThan(100)
    expect(toXml({ item: offerings[0] })).toContain('<instanceType>g4ad.16xlarge</instanceType>')
  })

  test('both errors in XML tell their code', () => {
    expect(codeIn(recordedText('error-ec2.xml'))).toBe('InvalidInstanceID.Malformed')
    const sts = recordedText('error-sts-query.xml')
    expect(codeIn(sts)).toBe('AccessDenied')
    expect(readFailure({ status: 403, body: sts, header: () => undefined })).toEqual({
      kind: 'unauthorized',
      status: 403,
    })
  })

  test('every row of the Spot Advisor gives a rate, and an estimate that is no dearer than on demand', () => {
    const file = WireAdvisor.parse(JSON.parse(recordedText('spot-advisor-data-gpu-2025-06.json')))
    const advise = advisorOf(file)
    const read = Object.entries(file.spot_advisor).flatMap(([region, systems]) => {
      const { Linux = {} }: { Linux?: object } = Object(systems)
      return Object.keys(Linux).map((type) => ({ region, advice: advise(region, type) }))
    })
    const labels = grouped(read, ({ advice }) => advice?.label ?? 'none')
    console.log(
      `Spot Advisor: ${read.length} rows, ${[...labels].map(([label, rows]) => `${label}: ${rows.length}`).join(', ')}`,
    )
    expect(labels.has('none')).toBe(false)
    for (const { region, advice } of read) {
      expect(countryOf(region)).toBeDefined()
      if (advice !== undefined)
        expect(estimatedSpotPrice(10, advice)?.price.usdPerHour ?? 10).toBeLessThanOrEqual(10)
    }
  })
})
