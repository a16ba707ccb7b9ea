import { type Route, withReplayServer } from '@aima/gpu-testing'
import { describe, expect, test } from 'vitest'
import { type AwsOptions, createAws } from '../src/index.ts'
import { accountRoutes, ec2Route, isAction, publicRoutes, quotasRoute } from './aws-routes.ts'
import { exampleCredentials, fixture, nowMs, quotas } from './fixtures.ts'

import { failing, ids, offerOf, reasons, type Visit, visit } from './visit.ts'

describe('offers', () => {
  test('of blocks of capacity alone are none', async () => {
    const listed = ids(await visit(accountRoutes()))
    expect(listed.filter((id) => id.includes('p5e') || id.includes('p6e'))).toEqual([])
  })

  test('of Local Zones are none: they cost more, and some stand in another country', async () => {
    const local = (text: string): string =>
      text.replaceAll('euc1-az3', 'euc1-waw1-az1').replaceAll('eu-central-1b', 'eu-central-1-waw-1a')
    const routes = [
      ec2Route('DescribeInstanceTypeOfferings', local(fixture('offerings.xml'))),
      ec2Route('DescribeSpotPriceHistory', local(fixture('spot-prices.xml'))),
      ...accountRoutes(),
    ]
    const listed = ids(await visit(routes))
    expect(listed).toHaveLength(14)
    expect(listed.filter((id) => id.includes('waw'))).toEqual([])
  })

  test('keep the zone of each spot price', async () => {
    const one = await visit(accountRoutes())
    expect(offerOf(one, 'aws/euc1-az2/g6.xlarge/spot')?.price?.usdPerHour).toBe(0.4312)
    expect(offerOf(one, 'aws/euc1-az3/g6.xlarge/spot')?.price?.usdPerHour).toBe(0.4123)
    expect(offerOf(one, 'aws/euc1-az3/g6.xlarge/spot')?.launch).toMatchObject({
      availabilityZone: 'eu-central-1b',
    })
  })

  test('get the ids of zones from the account where spot prices have none', async () => {
    const route = accountRoutes().map((one) => one)
    const stripped: Route = {
      path: /^\/ec2\./,
      when: isAction('DescribeSpotPriceHistory'),
      reply: (request) => {
        const reply = route.find(({ when }) => when?.(request))?.reply
        const given = typeof reply === 'function' ? reply(request) : reply
        return {
          text: (given?.text ?? '').replaceAll(/<availabilityZoneId>[^<]*<\/availabilityZoneId>/g, ''),
        }
      },
    }
    const with_ = await visit([stripped, ...route])
    expect(ids(with_)).toEqual(ids(await visit(route)))
    expect(with_.requests.filter(isAction('DescribeAvailabilityZones'))).toHaveLength(1)
  })

  test.each([
    ['L-417A185B', 0, 'aws/euc1-az2/p5.48xlarge/on-demand', 'Running On-Demand P instances'],
    ['L-417A185B', 100, 'aws/euc1-az2/p5.48xlarge/on-demand', 'Running On-Demand P instances'],
    ['L-7212CCBC', 95, 'aws/euc1-az2/p4d.24xlarge/spot', 'All P4, P3 and P2 Spot Instance Requests'],
    ['L-C4BD4855', 191, 'aws/euc1-az2/p5.48xlarge/spot', 'All P5 Spot Instance Requests'],
  ])('are out of stock for quota %s of %i', async (code, value, id, name) => {
    const changed = { ...quotas, [code]: { Quota: { QuotaName: name, Value: value } } }
    const offer = offerOf(await visit([quotasRoute(changed), ...accountRoutes()]), id)
    expect(offer?.capacity).toEqual({ stock: 'none' })
    expect(offer?.assumptions?.find((one) => one.name === 'stock')?.basis).toContain(
      `"${name}" in eu-central-1 is ${value} vCPU`,
    )
  })

  test('of P5 as spot are not judged by the quota of P4', async () => {
    const name = 'All P4, P3, and P2 Spot Instance Requests'
    const changed = { ...quotas, 'L-7212CCBC': { Quota: { QuotaName: name, Value: 0 } } }
    const one = await visit([quotasRoute(changed), ...accountRoutes()])
    expect(offerOf(one, 'aws/euc1-az2/p4d.24xlarge/spot')?.capacity).toEqual({ stock: 'none' })
    expect(offerOf(one, 'aws/euc1-az2/p5.48xlarge/spot')?.capacity?.stock).toBeUndefined()
  })

  test('are not judged by a quota of another name', async () => {
    const changed = { ...quotas, 'L-417A185B': { Quota: { QuotaName: 'Elastic IPs', Value: 0 } } }
    const one = await visit([quotasRoute(changed), ...accountRoutes()])
    expect(offerOf(one, 'aws/euc1-az2/p5.48xlarge/on-demand')?.capacity).toBeUndefined()
  })

  test('have the data prices of the options', async () => {
    const options: AwsOptions = { egressTiers: [[null, 0.01]], storageUsdPerGBMonth: 0.095 }
    const one = await visit(accountRoutes(), { options })
    const offer = offerOf(one, 'aws/euc1-az2/g6.xlarge/on-demand')
    expect(offer?.network).toMatchObject({ egressTiers: [[null, 0.01]], storageUsdPerGBMonth: 0.095 })
    expect(offer?.assumptions).toBeUndefined()
  })

  test('of spot are left out on request, with all that is asked for them', async () => {
    const one = await visit(accountRoutes(), { options: { includeSpot: false } })
    expect(ids(one).some((id) => id.endsWith('/spot'))).toBe(false)
    expect(one.requests.filter(isAction('DescribeSpotPriceHistory'))).toEqual([])
    expect(createAws({ includeSpot: false }).capabilities.spot).toBe(false)
  })
})

describe('placement scores', () => {
  const options: AwsOptions = { placementScoresFor: ['g6.xlarge', 'p5.48xlarge'] }

  test('are a share, and asked for once in the time that they are kept', async () => {
    await withReplayServer(accountRoutes(), async ({ baseUrl, requests }) => {
      const source = createAws({
        baseUrl,
        regions: ['eu-central-1'],
        credentials: exampleCredentials,
        ...options,
      })
      const first = (await source.listOffers({}, { nowMs }))._unsafeUnwrap()
      const scored = first.offers.find(({ id }) => id === 'aws/euc1-az2/g6.xlarge/spot')
      expect(scored?.capacity).toEqual({ availability: 0.7 })
      const asked = (): number => requests.filter(isAction('GetSpotPlacementScores')).length
      expect(asked()).toBe(2)
      expect((await source.listOffers({}, { nowMs: nowMs + 1 })).isOk()).toBe(true)
      expect(asked()).toBe(2)
      expect((await source.listOffers({}, { nowMs: nowMs + 6 * 3_600_000 })).isOk()).toBe(true)
      expect(asked()).toBe(4)
    })
  })

  test('are asked for ten regions, are kept all the same, and a warning names the others', async () => {
    await withReplayServer(accountRoutes(), async ({ baseUrl, requests }) => {
      const regions = Array.from({ length: 12 }, (_, index) => `eu-central-${index + 1}`)
      const source = createAws({ baseUrl, regions, credentials: exampleCredentials, ...options })
      for (const later of [0, 1]) {
        const { warnings } = (await source.listOffers({}, { nowMs: nowMs + later }))._unsafeUnwrap()
        const said = warnings.flatMap((one) => (one.kind === 'limited' ? [one.reason] : []))
        expect(said).toContainEqual(
          expect.stringMatching(/^placement scores are asked for 10 .*: eu-central-11, eu-central-12;/),
        )
      }
      const bodies = requests.filter(isAction('GetSpotPlacementScores')).map(({ body }) => body)
      expect(bodies).toHaveLength(2)
      expect(bodies[0]).toContain('RegionName.10=eu-central-10')
      expect(bodies[0]).not.toContain('RegionName.11')
    })
  })

  test.each([
    [400, 'MaxConfigLimitExceeded', 'used up'],
    [403, 'UnauthorizedOperation', 'ec2:GetSpotPlacementScores'],
  ])('that are refused with %i %s are not made up', async (status, code, words) => {
    const one = await visit([failing('GetSpotPlacementScores', status, code), ...accountRoutes()], {
      options,
    })
    expect(reasons(one).join()).toContain(words)
    expect(offerOf(one, 'aws/euc1-az2/g6.xlarge/spot')?.capacity).toBeUndefined()
    expect(one.requests.filter(isAction('GetSpotPlacementScores'))).toHaveLength(1)
  })
})

describe('without credentials', () => {
  const options: AwsOptions = { credentials: 'none' }

  test('only public files are read, and a warning says what is missing', async () => {
    const free = await visit(publicRoutes, { options })
    expect(free.requests.map(({ path }) => path).sort()).toEqual([
      '/pricing.us-east-1.amazonaws.com/offers/v1.0/aws/AmazonEC2/current/eu-central-1/index.csv',
      '/spot-bid-advisor.s3.amazonaws.com/spot-advisor-data.json',
    ])
    expect(free.requests.every(({ headers }) => !('authorization' in headers))).toBe(true)
    expect(reasons(free)[0]).toContain('AWS_ACCESS_KEY_ID')
  })

  test('spot prices are estimates and say so', async () => {
    const free = await visit(publicRoutes, { options })
    const spot = offerOf(free, 'aws/eu-central-1/g6.xlarge/spot')
    expect(spot?.price?.usdPerHour).toBeCloseTo(1.006 * 0.42, 12)
    expect(spot?.spotRisk?.interruptionsPerHour).toBe(0.05)
    expect(spot?.assumptions?.map(({ name }) => name)).toContain('usdPerHour')
    expect(offerOf(free, 'aws/eu-central-1/p4d.24xlarge/spot')?.price?.usdPerHour).toBe(26)
  })

  test('prices are those that an account sees, on the same GPUs', async () => {
    const free = await visit(publicRoutes, { options })
    const paid = await visit(accountRoutes())
    const facts = ({ listing }: Visit) =>
      new Map(
        (listing?.offers ?? [])
          .filter(({ purchase, gpu }) => purchase === 'on-demand' && gpu.model !== undefined)
          .map(({ launch: { instanceType }, price, gpu, gpuCount, host }) => [
            JSON.stringify(instanceType),
            { price, gpu, gpuCount, vcpus: host?.vcpus, ramGiB: host?.ramGiB },
          ]),
      )
    expect(facts(free)).toEqual(facts(paid))
  })

  test('files are read once in the time that they are kept', async () => {
    await withReplayServer(publicRoutes, async ({ baseUrl, requests }) => {
      const source = createAws({ baseUrl, regions: ['eu-central-1'], ...options })
      const first = (await source.listOffers({}, { nowMs }))._unsafeUnwrap()
      const later = (await source.listOffers({}, { nowMs: nowMs + 3_600_000 }))._unsafeUnwrap()
      expect(requests).toHaveLength(2)
      expect(later.offers).toEqual(first.offers)
      expect(later.offers[0]?.observedAtMs).toBe(nowMs)
    })
  })

  test('of all regions one of America and one of Europe are read, and the warning names them', async () => {
    const free = await visit(publicRoutes, { options: { ...options, regions: undefined } })
    expect([...new Set((free.listing?.offers ?? []).map(({ place }) => place.region))].sort()).toEqual([
      'eu-central-1',
      'us-east-1',
    ])
    expect(reasons(free).join()).toContain('us-east-1 and eu-central-1')
  })

  test('of EU regions two are read, and a warning says how to get more', async () => {
    const free = await visit(publicRoutes, {
      query: { countries: ['EU'] },
      options: { ...options, regions: undefined },
    })
    expect(free.requests.filter(({ path }) => path.endsWith('.csv'))).toHaveLength(2)
    expect(reasons(free).join()).toContain('450 MB')
  })
})

test('GovCloud is priced by the public file, with keys that the price service would refuse', async () => {
  const gov = await visit([...accountRoutes(), ...publicRoutes], {
    options: { partition: 'aws-us-gov', regions: ['us-gov-west-1'] },
  })
  const hosts = [...new Set(gov.requests.map(({ path }) => path.split('/')[1]))].sort()
  expect(hosts).toEqual([
    'ec2.us-gov-west-1.amazonaws.com',
    'pricing.us-east-1.amazonaws.com',
    'servicequotas.us-gov-west-1.amazonaws.com',
  ])
  expect(ids(gov).length).toBeGreaterThan(0)
})

test('China has hosts, prices and a currency of its own', async () => {
  const china = await visit([], {
    options: { partition: 'aws-cn', regions: ['cn-north-1'], usdPerCny: 0.14 },
  })
  expect(china.requests[0]?.path).toBe('/ec2.cn-north-1.amazonaws.com.cn/')
  const rateless = await visit([], { options: { partition: 'aws-cn', regions: ['cn-north-1'] } })
  expect(rateless.error).toMatchObject({ kind: 'invalid-options' })
})
