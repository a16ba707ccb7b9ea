import { describe, expect, test } from 'vitest'
import { type AzureOptions, createAzure } from '../src/index.ts'
import { nowMs } from './fixtures.ts'

describe('options', () => {
  test.each([
    [{ regions: [] }, 'regions'],
    [{ regions: 'some' }, 'regions'],
    [{ regions: ["eastus' or 1 eq 1"] }, 'regions'],
    [{ subscriptionId: '../..' }, 'subscriptionId'],
    [{ accessToken: 'a-token' }, 'accessToken'],
    [{ tokenTimeoutMs: 0 }, 'tokenTimeoutMs'],
    [{ placementRequests: -1 }, 'placementRequests'],
    [{ requestsInFlight: 0 }, 'requestsInFlight'],
    [{ egressTiers: [] }, 'egressTiers'],
    [{ storageUsdPerGBMonth: -1 }, 'storageUsdPerGBMonth'],
    [{ network: {} }, 'options'],
    [{ pricesBaseUrl: 'ftp://example.com' }, 'pricesBaseUrl'],
    [{ managementBaseUrl: 'here' }, 'managementBaseUrl'],
    [{ id: '' }, 'id'],
    [{ http: 1 }, 'http'],
    [{ colour: 'blue' }, 'options'],
  ])('%j are the error of each listing', async (options, path) => {
    const source = createAzure(JSON.parse(JSON.stringify(options)))
    const first = (await source.listOffers({}, { nowMs }))._unsafeUnwrapErr()
    const second = (await source.listOffers({}, { nowMs }))._unsafeUnwrapErr()
    expect(first).toMatchObject({
      kind: 'invalid-options',
      issues: [expect.stringMatching(new RegExp(`^${path}\\b`))],
    })
    expect(second).toEqual(first)
    expect(JSON.stringify(first)).not.toContain('a-token')
  })

  test('may be left out, and what is no object is an error of the listing', async () => {
    expect(createAzure()).toMatchObject({
      specificationVersion: 'v1',
      id: 'azure',
      provider: 'azure',
      providerKind: 'hyperscaler',
      capabilities: { spot: true, stock: true, needsCredentials: 'for-more' },
    })
  })

  test.each(['null', '7', '"text"', '[]'])('that are %s throw nowhere', async (json) => {
    const nothing: AzureOptions = JSON.parse(json)
    expect((await createAzure(nothing).listOffers({}, { nowMs }))._unsafeUnwrapErr().kind).toBe(
      'invalid-options',
    )
  })
})
