import { createHttp } from '@aima/gpu-http'
import { type Route, withReplayServer } from '@aima/gpu-testing'
import { describe, expect, test } from 'vitest'
import { createAws } from '../src/index.ts'
import { accountRoutes, ec2Error, publicRoutes } from './aws-routes.ts'
import { exampleCredentials, nowMs } from './fixtures.ts'

import { failing, ids, missing, offerOf, reasons, regionDown, type Visit, visit } from './visit.ts'

describe('requests', () => {
  test('of a full listing are counted', async () => {
    const usual = await visit(accountRoutes(), { options: { regions: undefined } })
    const all = await visit(accountRoutes(), { options: { regions: 'all' } })
    const free = await visit(publicRoutes, { options: { regions: undefined, credentials: 'none' } })
    console.log(
      `requests: ${usual.requests.length} for 6 regions, ${all.requests.length} for all 3 that are switched on, ${free.requests.length} without credentials`,
    )
    expect(usual.requests).toHaveLength(6 * 10 + 1)
    expect(all.requests).toHaveLength(3 * 10 + 1 + 1)
    expect(free.requests).toHaveLength(2 + 1)
  })

  test('go to the host of each service, signed for it', async () => {
    const { requests } = await visit(accountRoutes())
    const signedFor = requests.map(({ path, headers: { authorization = '' } }) => {
      const [, scope = 'nothing'] = /Credential=[^/]+\/\d+\/([^,]+)\/aws4_request/.exec(authorization) ?? []
      return `${path} ${scope}`
    })
    expect([...new Set(signedFor)].sort()).toEqual([
      '/api.pricing.us-east-1.amazonaws.com/ us-east-1/pricing',
      '/ec2.eu-central-1.amazonaws.com/ eu-central-1/ec2',
      '/servicequotas.eu-central-1.amazonaws.com/ eu-central-1/servicequotas',
      '/spot-bid-advisor.s3.amazonaws.com/spot-advisor-data.json nothing',
    ])
  })

  test('for prices name types and filter for plain Linux', async () => {
    const { requests } = await visit(accountRoutes())
    const bodies = requests
      .filter(({ path }) => path.startsWith('/api.pricing'))
      .map(({ body }) => body)
      .sort((one, other) => other.length - one.length)
    const [prices, metal] = bodies.map((body) => JSON.parse(body))
    expect(prices).toMatchObject({ ServiceCode: 'AmazonEC2', FormatVersion: 'aws_v1', MaxResults: 100 })
    expect(prices.Filters).toContainEqual({ Type: 'TERM_MATCH', Field: 'marketoption', Value: 'OnDemand' })
    expect(metal.Filters).toContainEqual({ Type: 'ANY_OF', Field: 'instanceType', Value: 'g4dn.metal' })
  })

  test('name an Http that is shared and an id of its own', async () => {
    const shared = await visit(accountRoutes(), {
      options: { http: createHttp({ userAgent: 'someone' }), id: 'work' },
    })
    expect(shared.requests[0]?.headers['user-agent']).toBe('someone')
    expect(ids(shared).every((id) => id.startsWith('work/'))).toBe(true)
  })
})

describe('regions', () => {
  const asked = ({ requests }: Visit): readonly string[] =>
    [...new Set(requests.flatMap(({ path }) => /^\/ec2\.([a-z0-9-]+)\./.exec(path)?.[1] ?? []))].sort()

  test('suit the countries of the query', async () => {
    const eu = await visit(accountRoutes(), { query: { countries: ['EU'] }, options: { regions: undefined } })
    expect(asked(eu)).toEqual(['eu-central-1', 'eu-north-1', 'eu-west-1', 'eu-west-3'])
    const spain = await visit(accountRoutes(), {
      query: { countries: ['ES'] },
      options: { regions: undefined },
    })
    expect(asked(spain)).toEqual(['eu-south-2'])
    const none = await visit(accountRoutes(), { query: { countries: [] }, options: { regions: undefined } })
    expect(none.requests).toEqual([])
    expect(none.listing).toEqual({ offers: [], warnings: [], observedAtMs: nowMs })
  })

  test('that are named are asked, unless the query does not allow their country', async () => {
    const options = { regions: ['us-east-1', 'eu-central-1'] }
    expect(asked(await visit(accountRoutes(), { options, query: { countries: ['DE'] } }))).toEqual([
      'eu-central-1',
    ])
  })

  test('of all, those that are not switched on cost one warning, and other partitions are left out', async () => {
    const all = await visit(accountRoutes(), { options: { regions: 'all' } })
    expect(asked(all)).toEqual(['ap-east-1', 'eu-central-1', 'us-east-1'])
    expect(reasons(all)).toContain('the account has not switched on eu-south-1')
  })

  test('of all are those of the table when the account may not say', async () => {
    const denied = [failing('DescribeRegions', 403, 'UnauthorizedOperation'), ...accountRoutes()]
    const all = await visit(denied, { options: { regions: 'all', quotas: false } })
    expect(asked(all).length).toBeGreaterThan(30)
    expect(asked(all).some((region) => region.startsWith('us-gov') || region.startsWith('cn-'))).toBe(false)
    expect(reasons(all).join()).toContain('ec2:DescribeRegions')
  })

  test.each([
    [['us-gov-west-1'], undefined],
    [['cn-north-1', 'us-east-1'], undefined],
    [['eu-west-1'], 'aws-us-gov'],
    [['us-iso-east-1'], undefined],
  ] as const)('%j do not mix with the partition %s', async (regions, partition) => {
    const { error, requests } = await visit(accountRoutes(), { options: { regions, partition } })
    expect(error).toMatchObject({ kind: 'invalid-options' })
    expect(requests).toEqual([])
  })

  test('tell of their progress, and a listener that stumbles harms nobody', async () => {
    const { progress } = await visit([regionDown('us-east-1', 401, 'AuthFailure'), ...accountRoutes()], {
      options: { regions: ['eu-central-1', 'us-east-1'] },
    })
    expect(progress).toHaveLength(2)
    expect(progress).toContainEqual({ source: 'aws', part: 'eu-central-1', rows: 16 })
    expect(progress).toContainEqual({
      source: 'aws',
      part: 'us-east-1',
      error: { kind: 'unauthorized', status: 401 },
    })
    await withReplayServer(accountRoutes(), async ({ baseUrl }) => {
      const source = createAws({ baseUrl, regions: ['eu-central-1'], credentials: exampleCredentials })
      const onProgress = (): never => {
        throw new Error('stumbled')
      }
      expect((await source.listOffers({}, { nowMs, onProgress }))._unsafeUnwrap().offers).toHaveLength(16)
    })
  })
})

describe('what fails', () => {
  test('a region that is not switched on costs one warning', async () => {
    const one = await visit([regionDown('us-east-1', 401, 'AuthFailure'), ...accountRoutes()], {
      options: { regions: ['eu-central-1', 'us-east-1'] },
    })
    expect(missing(one)).toEqual(['us-east-1: unauthorized'])
    expect(ids(one)).toHaveLength(16)
  })

  test.each([
    [401, 'AuthFailure'],
    [403, 'SignatureDoesNotMatch'],
    [403, 'InvalidClientTokenId'],
    [400, 'RequestExpired'],
    [400, 'ExpiredToken'],
    [403, 'OptInRequired'],
    [403, 'UnauthorizedOperation'],
  ])('everywhere with %i and %s is unauthorized', async (status, code) => {
    const { error } = await visit([{ path: /^/, reply: ec2Error(status, code) }])
    expect(error).toEqual({ kind: 'unauthorized', status })
  })

  test.each([
    ['DescribeSpotPriceHistory', 'ec2:DescribeSpotPriceHistory', 10],
    ['DescribeInstanceTypeOfferings', 'ec2:DescribeInstanceTypeOfferings', 6],
  ])('a missing permission for %s is named, and the rest is listed', async (action, permission, offers) => {
    const denied = [failing(action, 403, 'UnauthorizedOperation'), ...accountRoutes()]
    const one = await visit(denied)
    expect(reasons(one).join()).toContain(permission)
    expect(missing(one)).toEqual([])
    expect(ids(one)).toHaveLength(offers)
  })

  test('a permission that lacks in several regions is named once', async () => {
    const denied: Route = {
      path: /^\/api\.pricing/,
      reply: { status: 400, json: { __type: 'com.amazonaws#AccessDeniedException', Message: 'no' } },
    }
    const two = await visit([denied, ...accountRoutes()], {
      options: { regions: ['eu-central-1', 'us-east-1'] },
    })
    expect(reasons(two)).toEqual([
      'the credentials lack pricing:GetProducts, so these are missing: on-demand prices of eu-central-1, on-demand prices of us-east-1',
    ])
    expect(ids(two).every((id) => id.endsWith('/spot'))).toBe(true)
  })

  test('throttling with 400 is tried again, and is said when it goes on', async () => {
    const throttle = (times: number): Route => {
      let left = times
      return {
        path: /^\/api\.pricing/,
        when: () => left > 0,
        reply: () => {
          left -= 1
          return { status: 400, json: { __type: 'ThrottlingException', Message: 'Rate exceeded' } }
        },
      }
    }
    const options = { http: { firstRetryDelayMs: 0 } }
    expect(missing(await visit([throttle(2), ...accountRoutes()], { options }))).toEqual([])
    expect(missing(await visit([throttle(99), ...accountRoutes()], { options }))).toEqual([
      'on-demand prices of eu-central-1: rate-limited',
    ])
  })

  test('without the Spot Advisor rates are unknown, and without spot prices there are none', async () => {
    const noAdvice = await visit([
      { path: /^\/spot-bid/, reply: { status: 403, text: '<Error/>' } },
      ...accountRoutes(),
    ])
    expect(missing(noAdvice)).toEqual(['Spot Advisor: unauthorized'])
    expect(offerOf(noAdvice, 'aws/euc1-az2/g6.xlarge/spot')?.spotRisk).toEqual({ noticeHours: 120 / 3600 })
  })

  test('wrong options are the error of each listing, and construction never throws', async () => {
    const source = createAws(JSON.parse('{"regions":["nowhere"],"colour":"blue"}'))
    const error = (await source.listOffers({}, { nowMs }))._unsafeUnwrapErr()
    expect(error).toMatchObject({ kind: 'invalid-options' })
    expect(() => createAws(undefined)).not.toThrow()
  })

  test.each(['null', '7', '"text"', '[]'])('options that are %s throw nowhere', async (json) => {
    const source = createAws(JSON.parse(json))
    expect((await source.listOffers({}, { nowMs }))._unsafeUnwrapErr().kind).toBe('invalid-options')
  })
})
