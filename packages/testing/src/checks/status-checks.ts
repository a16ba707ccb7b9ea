import assert from 'node:assert/strict'
import { isDeepStrictEqual } from 'node:util'
import type { ListError } from '@aima/gpu-core'
import { type Check, type ChecksFor, withReplies } from '../contract/check.ts'
import type { ContractReplies } from '../contract/contract.ts'
import { type FaultCase, faultCheck } from '../contract/fault-check.ts'
import { errorOf, listingOf, outcomeText } from '../contract/outcome.ts'
import { errorReply, type Spoil, spoiltRoutes } from '../contract/spoilt-routes.ts'
import type { Fault } from '../replay/fault.ts'

const fewRequests = 50
const hourMs = 3_600_000

const statusOf = (error: ListError): number | undefined => ('status' in error ? error.status : undefined)

const retryAfterMsOf = (error: ListError): number | undefined =>
  error.kind === 'rate-limited' ? error.retryAfterMs : undefined

const statusCase = (
  replies: ContractReplies,
  status: number,
  { name, expected }: Pick<FaultCase, 'name'> & { readonly expected: ListError['kind'] },
): FaultCase => ({
  name,
  promise: `answers HTTP ${status} with ${expected}`,
  spoils: [() => errorReply(replies, status)],
  expected: [expected],
  judge: (error) => {
    const stated = statusOf(error)
    if (stated !== undefined) assert.equal(stated, status, 'the error states another HTTP status')
  },
})

const statusCases = (replies: ContractReplies): readonly FaultCase[] => [
  statusCase(replies, 401, { name: 'status-401', expected: 'unauthorized' }),
  statusCase(replies, 403, { name: 'status-403', expected: 'unauthorized' }),
  statusCase(replies, 404, { name: 'status-404', expected: 'provider-failed' }),
  statusCase(replies, 500, { name: 'status-500', expected: 'provider-failed' }),
  statusCase(replies, 503, { name: 'status-503', expected: 'provider-failed' }),
]

/** HTTP 429 that says when to come back. */
const limitedUntil =
  (replies: ContractReplies, headers: () => Readonly<Record<string, string>>): Spoil =>
  () => {
    const reply = errorReply(replies, 429)
    return { ...reply, headers: { ...reply.headers, ...headers() } }
  }

const dateHeaders = (afterMs: number): Readonly<Record<string, string>> => {
  const now = Date.now()
  return { date: new Date(now).toUTCString(), 'retry-after': new Date(now + afterMs).toUTCString() }
}

const rateCases = (replies: ContractReplies): readonly FaultCase[] => [
  {
    name: 'status-429',
    promise: 'answers HTTP 429 with rate-limited, and invents no time to wait',
    spoils: [() => errorReply(replies, 429)],
    expected: ['rate-limited'],
    judge: (error) => assert.equal(retryAfterMsOf(error), undefined, 'no time to wait was stated'),
  },
  {
    name: 'retry-after-seconds',
    promise: 'reads Retry-After in seconds',
    spoils: [limitedUntil(replies, () => ({ 'retry-after': '7' }))],
    expected: ['rate-limited'],
    judge: (error) => assert.equal(retryAfterMsOf(error), 7000, 'the time to wait is 7 s'),
  },
  {
    name: 'retry-after-date',
    promise: 'reads Retry-After as a date',
    spoils: [limitedUntil(replies, () => dateHeaders(60_000))],
    expected: ['rate-limited'],
    judge: (error) => {
      const waitMs = retryAfterMsOf(error) ?? 0
      assert.ok(waitMs > 50_000 && waitMs <= 61_000, `the time to wait is 60 s, not ${waitMs} ms`)
    },
  },
  {
    name: 'retry-after-nonsense',
    promise: 'survives a Retry-After that is none',
    spoils: ['soon', '-5', '', '9'.repeat(400)].map((text) =>
      limitedUntil(replies, () => ({ 'retry-after': text })),
    ),
    expected: ['rate-limited'],
  },
  {
    name: 'retry-after-long',
    promise: 'does not wait for a Retry-After of an hour',
    spoils: [limitedUntil(replies, () => ({ 'retry-after': '3600' }))],
    expected: ['rate-limited'],
    judge: (error) => assert.equal(retryAfterMsOf(error), hourMs, 'the time to wait is an hour'),
    circumstances: () => ({ attempts: 3 }),
  },
]

const redirectCase: FaultCase = {
  name: 'redirect',
  promise: 'gives up on a reply that redirects to itself',
  spoils: [(_good, { path }) => ({ status: 302, headers: { location: path } })],
  expected: ['provider-failed', 'unexpected-shape', 'unreachable'],
  judge: (_error, { server }) =>
    assert.ok(server.requests.length <= fewRequests, `followed ${server.requests.length} redirects`),
}

const passing: readonly Fault[] = [
  { kind: 'flapping', times: 1, as: 503 },
  { kind: 'flapping', times: 1, as: { kind: 'reset' } },
]

const flappingCheck = (replies: ContractReplies): Check => ({
  name: 'flapping',
  promise: 'repeats a request that failed once',
  run: async ({ visit }) => {
    for (const fault of passing)
      await visit(
        spoiltRoutes(replies, (good) => ({ ...good, fault })),
        async ({ list }) => listingOf(await list()),
        {
          attempts: 3,
        },
      )
  },
})

const recoversCheck = (replies: ContractReplies): Check => ({
  name: 'recovers',
  promise: 'lists again after it has failed, with the same source',
  run: ({ visit }) =>
    visit(
      spoiltRoutes(replies, () => errorReply(replies, 500)),
      async ({ server, list }) => {
        errorOf(await list(), ['provider-failed'])
        server.serve(replies.happy)
        const again = await list()
        const { offers } = await visit(replies.happy, async (fresh) => listingOf(await fresh.list()))
        assert.ok(
          isDeepStrictEqual(listingOf(again).offers, offers),
          `expected the happy listing, got ${outcomeText(again)}`,
        )
      },
    ),
})

/** Checks of replies whose status is no success. */
export const statusChecks: ChecksFor = withReplies((replies, { limits }) => [
  ...[...statusCases(replies), ...rateCases(replies), redirectCase].map((fault) =>
    faultCheck(replies, fault),
  ),
  ...(limits?.retries === false ? [] : [flappingCheck(replies)]),
  recoversCheck(replies),
])
