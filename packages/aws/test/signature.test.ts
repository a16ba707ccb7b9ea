import { withReplayServer } from '@aima/gpu-testing'
import { expect, test } from 'vitest'
import { ec2Body, filter, numbered } from '../src/ec2.ts'
import { createAws } from '../src/index.ts'
import { sign } from '../src/signature.ts'
import { accountRoutes, isAction } from './aws-routes.ts'
import { exampleCredentials, nowMs } from './fixtures.ts'

const body =
  'Action=DescribeSpotPriceHistory&Version=2016-11-15&InstanceType.1=p4d.24xlarge&ProductDescription.1=Linux%2FUNIX&StartTime=2026-11-23T00%3A00%3A00Z'

const request = {
  url: 'https://ec2.us-east-1.amazonaws.com/',
  headers: { 'content-type': 'application/x-www-form-urlencoded; charset=utf-8' },
  body,
}

const context = { credentials: exampleCredentials, service: 'ec2', region: 'us-east-1', nowMs }

const shown = (value: unknown): string =>
  typeof value === 'object' && value !== null && 'reveal' in value && typeof value.reveal === 'function'
    ? String(value.reveal())
    : String(value)

// Checked with two implementations, and made with the keys of AWS's own examples.
test('a request is signed as in the test vector', async () => {
  const headers = await sign(request, context)
  const { authorization, 'x-amz-content-sha256': hash, 'x-amz-date': date } = headers
  expect(shown(authorization)).toBe(
    'AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20261123/us-east-1/ec2/aws4_request, SignedHeaders=content-type;host;x-amz-content-sha256;x-amz-date, Signature=10f0c95867857de39ef9fc83b064ecbedb1ebd174fdb88770eeafbeb2eb54534',
  )
  expect(hash).toBe('0e6ce3b25bbb9577ec4ec4b541977734f96099d74a7ff311a2c0193d25674e65')
  expect(date).toBe('20261123T000000Z')
})

test('neither key nor token is seen where headers are printed', async () => {
  const headers = await sign(request, {
    ...context,
    credentials: { ...exampleCredentials, sessionToken: 'FwoGZXIvYXdzEXAMPLETOKEN' },
  })
  const printed = JSON.stringify(headers)
  expect(printed).not.toContain('AKIDEXAMPLE')
  expect(printed).not.toContain('EXAMPLETOKEN')
  expect(shown(headers['x-amz-security-token'])).toBe('FwoGZXIvYXdzEXAMPLETOKEN')
})

test('the token of a session is signed', async () => {
  const { authorization } = await sign(request, {
    ...context,
    credentials: { ...exampleCredentials, sessionToken: 'token' },
  })
  expect(shown(authorization)).toContain(
    'SignedHeaders=content-type;host;x-amz-content-sha256;x-amz-date;x-amz-security-token,',
  )
})

test('bodies are those that the SDK of AWS sends', () => {
  expect(
    ec2Body('DescribeSpotPriceHistory', [
      ['StartTime', '2026-11-23T00:00:00Z'],
      ...numbered('InstanceType', ['p4d.24xlarge', 'g5.xlarge']),
      ...numbered('ProductDescription', ['Linux/UNIX']),
      ...filter(1, 'availability-zone-id', ['use1-az1']),
      ['MaxResults', 1000],
    ]),
  ).toBe(
    'Action=DescribeSpotPriceHistory&Version=2016-11-15&StartTime=2026-11-23T00%3A00%3A00Z&InstanceType.1=p4d.24xlarge&InstanceType.2=g5.xlarge&ProductDescription.1=Linux%2FUNIX&Filter.1.Name=availability-zone-id&Filter.1.Value.1=use1-az1&MaxResults=1000',
  )
  expect(
    ec2Body('DescribeInstanceTypes', [...filter(1, 'instance-type', ['p5.*']), ['MaxResults', 100]]),
  ).toBe(
    'Action=DescribeInstanceTypes&Version=2016-11-15&Filter.1.Name=instance-type&Filter.1.Value.1=p5.%2A&MaxResults=100',
  )
})

test('the question for placement scores is that of the SDK, letter by letter', async () => {
  await withReplayServer(accountRoutes(), async ({ baseUrl, requests }) => {
    const source = createAws({
      baseUrl,
      regions: ['us-east-1'],
      credentials: exampleCredentials,
      placementScoresFor: ['p4d.24xlarge'],
    })
    expect((await source.listOffers({}, { nowMs })).isOk()).toBe(true)
    const asked = requests.filter(isAction('GetSpotPlacementScores')).map((one) => one.body)
    expect(asked).toEqual([
      'Action=GetSpotPlacementScores&Version=2016-11-15&TargetCapacity=1&InstanceType.1=p4d.24xlarge&TargetCapacityUnitType=units&SingleAvailabilityZone=true&RegionName.1=us-east-1',
    ])
  })
})
