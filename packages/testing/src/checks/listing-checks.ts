import assert from 'node:assert/strict'
import { isDeepStrictEqual } from 'node:util'
import type { ListedOffer, Listing, Warning } from '@aima/gpu-core'
import { type Check, type ChecksFor, withReplies } from '../contract/check.ts'
import type { AdapterContract, ContractReplies } from '../contract/contract.ts'
import { assertNone, errorOf, listingOf, outcomeText } from '../contract/outcome.ts'
import { errorReply, spoiltWhere } from '../contract/spoilt-routes.ts'
import type { Stage } from '../contract/visit.ts'

const ofKind = <Kind extends Warning['kind']>(
  { warnings }: Listing,
  kind: Kind,
): readonly Extract<Warning, { readonly kind: Kind }>[] =>
  warnings.filter((warning): warning is Extract<Warning, { readonly kind: Kind }> => warning.kind === kind)

const happyOffers = (stage: Stage, { happy }: ContractReplies): Promise<ReadonlyMap<string, ListedOffer>> =>
  stage.visit(
    happy,
    async ({ list }) => new Map(listingOf(await list()).offers.map((offer) => [offer.id, offer])),
  )

/** Fails for each offer that the happy listing has not, or has otherwise. */
const assertAmong = (offers: readonly ListedOffer[], happy: ReadonlyMap<string, ListedOffer>): void =>
  assertNone(
    offers.flatMap((offer) => {
      const known = happy.get(offer.id)
      if (known === undefined) return [`${offer.id} is not in the happy listing`]
      return isDeepStrictEqual(known, offer) ? [] : [`${offer.id} is another offer in the happy listing`]
    }),
  )

const emptyCheck = ({ empty }: ContractReplies): Check => ({
  name: 'empty',
  promise: 'lists nothing when there is nothing, which is no error',
  run: (stage) =>
    stage.visit(empty, async ({ list }) => {
      const listing = listingOf(await list())
      assert.equal(listing.offers.length, 0, 'expected no offers')
      assert.equal(
        ofKind(listing, 'bad-row').length + ofKind(listing, 'part-missing').length,
        0,
        'expected no losses',
      )
    }),
})

const badRowCheck = (replies: ContractReplies): Check => ({
  name: 'bad-row',
  promise: 'pays for one bad row with one warning, and with nothing else',
  run: async (stage) => {
    const happy = await happyOffers(stage, replies)
    await stage.visit(replies.badRow, async ({ list }) => {
      const outcome = await list()
      const listing = listingOf(outcome)
      assert.equal(
        ofKind(listing, 'bad-row').length,
        1,
        `expected one warning of a bad row, got ${outcomeText(outcome)}`,
      )
      assert.ok(listing.offers.length > 0, 'expected the offers of the sound rows')
      assert.ok(listing.offers.length < happy.size, 'expected that the bad row is no offer')
      assertAmong(listing.offers, happy)
    })
  },
})

const queryCheck = (replies: ContractReplies): Check => ({
  name: 'query',
  promise: 'lists for a query no other offers than without one',
  run: async (stage) => {
    const happy = await happyOffers(stage, replies)
    await stage.visit(replies.happy, async ({ list }) => {
      const { offers } = listingOf(await list({ query: { gpuCount: 1, vramGiB: 1, diskGB: 10 } }))
      assertNone(offers.flatMap(({ id }) => (happy.has(id) ? [] : [`${id} is listed only for a query`])))
    })
  },
})

const partMissingCheck = (
  replies: ContractReplies,
  isDispensable: NonNullable<ContractReplies['dispensable']>,
): Check => ({
  name: 'part-missing',
  promise: 'lists what it has when a part fails, and says which',
  run: (stage) =>
    stage.visit(
      spoiltWhere(replies.happy, isDispensable, () => errorReply(replies, 500)),
      async ({ list }) => {
        const listing = listingOf(await list())
        const missing = ofKind(listing, 'part-missing')
        assert.ok(listing.offers.length > 0, 'expected the offers of the other parts')
        assert.ok(missing.length > 0, 'expected a warning of the missing part')
        assert.deepEqual([...new Set(missing.map(({ error }) => error.kind))], ['provider-failed'])
      },
    ),
})

/** What a source does without a credential depends on whether it says that it needs one. */
const withoutCredentialsCheck = ({ replies }: AdapterContract): Check => ({
  name: 'without-credentials',
  promise: 'does without credentials what its capabilities say',
  run: (stage) =>
    stage.visit(
      replies?.withoutCredentials ?? replies?.happy ?? [],
      async ({ source, server, list }) => {
        const outcome = await list()
        if (source.capabilities.needsCredentials === 'always') {
          errorOf(outcome, ['unauthorized'])
          assert.equal(server.requests.length, 0, 'expected no request without credentials')
          return
        }
        const listing = listingOf(outcome)
        assert.ok(listing.offers.length > 0, 'expected offers')
        if (source.capabilities.needsCredentials === 'for-more')
          assert.ok(
            ofKind(listing, 'limited').length > 0,
            'expected a warning that says what credentials would bring',
          )
      },
      { secret: undefined },
    ),
})

const replyChecks = withReplies((replies) => [
  emptyCheck(replies),
  badRowCheck(replies),
  queryCheck(replies),
  ...(replies.dispensable === undefined ? [] : [partMissingCheck(replies, replies.dispensable)]),
])

/** Checks of listings that are not quite as usual. */
export const listingChecks: ChecksFor = (contract) => [
  ...replyChecks(contract),
  withoutCredentialsCheck(contract),
]
