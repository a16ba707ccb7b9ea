import assert from 'node:assert/strict'
import type { OfferSource } from '@aima/gpu-core'
import type { Check, ChecksFor } from '../contract/check.ts'
import { assertNone, errorOf, listingOf } from '../contract/outcome.ts'
import { plainCircumstances, type Stage } from '../contract/visit.ts'
import { withReplayServer } from '../replay/replay-server.ts'
import { importAlone } from '../watching/import-alone.ts'
import { turns } from '../watching/patience.ts'
import { networkUsedBy } from '../watching/watch-network.ts'
import { printedBy } from '../watching/watch-output.ts'

const importCheck: Check = {
  name: 'nothing-at-import',
  promise: 'uses no network and starts no process when it is imported',
  run: async ({ contract: { entry } }) => {
    if (entry === undefined)
      assert.fail('cannot tell without `entry`: state it, or list this check among the known gaps')
    const { used, failure } = await importAlone(entry)
    assert.equal(failure, undefined, `cannot be imported: ${failure}`)
    assert.deepEqual(used, [])
  },
}

const constructionCheck: Check = {
  name: 'nothing-at-construction',
  promise: 'uses no network and starts no process when a source is created',
  run: ({ contract, limits }) =>
    withReplayServer([], async ({ baseUrl, acceptedSockets }) => {
      const used = await networkUsedBy(() => contract.create(plainCircumstances(baseUrl, limits)))
      assert.deepEqual(used, [])
      assert.equal(acceptedSockets(), 0)
    }),
}

const isName = (value: unknown): boolean => typeof value === 'string' && value.length > 0

const factFaults = ({
  specificationVersion,
  id,
  provider,
  providerKind,
  capabilities,
}: OfferSource): readonly string[] => {
  const claims: readonly (readonly [boolean, string])[] = [
    [specificationVersion === 'v1', 'specificationVersion is not v1'],
    [isName(id), 'id is empty'],
    [isName(provider), 'provider is empty'],
    [['local', 'gpu-cloud', 'hyperscaler'].includes(providerKind), 'providerKind is none'],
    [typeof capabilities.spot === 'boolean', 'capabilities.spot is not stated'],
    [typeof capabilities.stock === 'boolean', 'capabilities.stock is not stated'],
    [
      ['always', 'for-more', 'never'].includes(capabilities.needsCredentials),
      'capabilities.needsCredentials is not stated',
    ],
  ]
  return claims.flatMap(([holds, fault]) => (holds ? [] : [fault]))
}

const onHappyVisit = (stage: Stage, use: Parameters<typeof stage.visit<void>>[1]): Promise<void> =>
  stage.visit(stage.contract.replies?.happy ?? [], use)

const factsCheck: Check = {
  name: 'source-facts',
  promise: 'states its facts',
  run: (stage) => onHappyVisit(stage, async ({ source }) => assertNone(factFaults(source))),
}

const silentCheck: Check = {
  name: 'silent',
  promise: 'prints nothing',
  run: async (stage) => {
    const printed = await printedBy(() => onHappyVisit(stage, async ({ list }) => void (await list())))
    // Standard output may be the test runner's.
    assert.deepEqual(
      printed.filter(({ outlet }) => outlet !== 'stdout'),
      [],
    )
  },
}

const abortedBeforeCheck: Check = {
  name: 'aborted-before',
  promise: 'does nothing when it is cancelled before it begins',
  run: (stage) =>
    onHappyVisit(stage, async ({ server, list }) => {
      errorOf(await list({ signal: AbortSignal.abort() }), ['cancelled'])
      // One that was sent and is not waited for takes a moment to arrive.
      await turns(20)
      assert.equal(server.requests.length, 0, 'expected no request')
    }),
}

const parallelCheck: Check = {
  name: 'parallel',
  promise: 'lists twice at once what it lists once',
  run: (stage) =>
    onHappyVisit(stage, async ({ list }) => {
      const both = (await Promise.all([list(), list()])).map(listingOf)
      const alone = listingOf(await list())
      for (const { offers } of both) assert.deepStrictEqual(offers, alone.offers)
    }),
}

/** Checks of a source's life that every source can pass. */
export const lifecycleChecks: ChecksFor = () => [
  importCheck,
  constructionCheck,
  factsCheck,
  silentCheck,
  abortedBeforeCheck,
  parallelCheck,
]
