import type { ListError } from '@aima/gpu-core'
import { type Reply, type Route, socketFaults, withReplayServer } from '@aima/gpu-testing'
import { describe, expect, test } from 'vitest'
import { createAws } from '../src/index.ts'
import { accountRoutes, isAction, publicRoutes } from './aws-routes.ts'
import { exampleCredentials, fixture, nowMs } from './fixtures.ts'

const mebibyte = 2 ** 20

const regions = ['eu-central-1', 'us-east-1']

const optionsFor = (expected: readonly ListError['kind'][]) => {
  // Short only where time runs out in any case: elsewhere a busy machine must not change what is seen.
  const timeouts = expected.includes('timed-out') ? { attemptTimeoutMs: 400, callTimeoutMs: 1_500 } : {}
  return {
    regions,
    bulkTimeoutMs: expected.includes('timed-out') ? 1_500 : undefined,
    maximumBulkBytes: mebibyte,
    http: { ...timeouts, firstRetryDelayMs: 1, maximumBodyBytes: mebibyte },
  }
}

const types: Reply = { text: fixture('instance-types.xml') }

describe('with an account', () => {
  test.each(socketFaults)('%o of the types of one region costs that region: %o', async (fault, expected) => {
    const spoilt: Route = {
      path: /^\/ec2\.eu-central-1\./,
      when: isAction('DescribeInstanceTypes'),
      reply: { ...types, fault },
    }
    await withReplayServer([spoilt, ...accountRoutes()], async ({ baseUrl, settled }) => {
      const source = createAws({ baseUrl, credentials: exampleCredentials, ...optionsFor(expected) })
      const { offers, warnings } = (await source.listOffers({}, { nowMs }))._unsafeUnwrap()
      const listed = [...new Set(offers.map(({ place }) => place.region))]
      const missing = warnings.flatMap((one) => (one.kind === 'part-missing' ? [one] : []))
      if (expected.length === 0) {
        expect([missing, listed]).toEqual([[], regions])
      } else {
        expect(listed).toEqual(['us-east-1'])
        expect(missing.map(({ part }) => part)).toEqual(['eu-central-1'])
        expect(expected).toContain(missing[0]?.error.kind)
      }
      await settled()
    })
  })
})

describe('without an account', () => {
  // A stream is not tried again once its head is here, and a short file that is cut has whole rows in it.
  test.each(socketFaults)(
    '%o of the price file of one region costs that region: %o',
    async (fault, expected) => {
      const spoilt: Route = {
        path: /\/eu-central-1\/index\.csv$/,
        reply: { text: fixture('prices.csv'), fault },
      }
      await withReplayServer([spoilt, ...publicRoutes], async ({ baseUrl, settled }) => {
        const source = createAws({ baseUrl, credentials: 'none', ...optionsFor(expected) })
        const { offers, warnings } = (await source.listOffers({}, { nowMs }))._unsafeUnwrap()
        const listed = [...new Set(offers.map(({ place }) => place.region))]
        const missing = warnings.flatMap((one) => (one.kind === 'part-missing' ? [one] : []))
        if (expected.length === 0) expect([missing, listed]).toEqual([[], regions])
        else if (fault.kind === 'truncated')
          expect(warnings.some(({ kind }) => kind === 'bad-row')).toBe(true)
        else {
          expect(listed).toEqual(['us-east-1'])
          expect(expected).toContain(missing[0]?.error.kind)
        }
        await settled()
      })
    },
  )
})
