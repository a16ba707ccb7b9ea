import assert from 'node:assert/strict'
import { type Check, type ChecksFor, withReplies } from '../contract/check.ts'
import type { ContractReplies, PagedReplies } from '../contract/contract.ts'
import { listingOf } from '../contract/outcome.ts'
import { errorReply, spoiltWhere } from '../contract/spoilt-routes.ts'
import type { Stage } from '../contract/visit.ts'
import { type RecordedRequest, requestKey } from '../replay/recorded-request.ts'

const allPagesCheck = ({ routes, offers }: PagedReplies): Check => ({
  name: 'pages-all',
  promise: 'reads every page, once',
  run: (stage) =>
    stage.visit(routes, async ({ server, list }) => {
      const listing = listingOf(await list())
      assert.equal(listing.offers.length, offers, 'expected the offers of all pages')
      assert.ok(server.requests.length >= 2, 'expected two requests or more')
      assert.equal(
        new Set(server.requests.map(requestKey)).size,
        server.requests.length,
        'asked for a page twice',
      )
    }),
})

const endlessPagesCheck = ({ endless }: PagedReplies): Check => ({
  name: 'pages-end',
  promise: 'gives up on pages that never end, and says so',
  run: (stage) =>
    stage.visit(endless, async ({ server, list }) => {
      const outcome = await list()
      const most = stage.limits.maximumRequests
      assert.ok(
        server.requests.length <= most,
        `expected ${most} requests at most, got ${server.requests.length}`,
      )
      if (outcome.isErr()) return
      const warnings = listingOf(outcome).warnings.filter(
        ({ kind }) => kind === 'part-missing' || kind === 'limited',
      )
      assert.ok(warnings.length > 0, 'expected an error, or a warning that there is more')
    }),
})

/** Which request asked for the last page. */
const lastRequest = (stage: Stage, { routes }: PagedReplies, replies: ContractReplies): Promise<string> =>
  stage.visit(routes, async ({ server, list }) => {
    listingOf(await list())
    const last = server.requests.findLast((request) => !replies.dispensable?.(request))
    return last === undefined ? assert.fail('expected a request') : requestKey(last)
  })

const missingPageCheck = (paged: PagedReplies, replies: ContractReplies): Check => ({
  name: 'page-missing',
  promise: 'lists the other pages when the last one fails, and says so',
  run: async (stage) => {
    const last = await lastRequest(stage, paged, replies)
    const isLast = (request: RecordedRequest): boolean => requestKey(request) === last
    await stage.visit(
      spoiltWhere(paged.routes, isLast, () => errorReply(replies, 500)),
      async ({ list }) => {
        const { offers, warnings } = listingOf(await list())
        assert.ok(offers.length > 0 && offers.length < paged.offers, 'expected the offers of the other pages')
        const errors = warnings.flatMap((warning) =>
          warning.kind === 'part-missing' ? [warning.error.kind] : [],
        )
        assert.deepEqual(
          errors,
          ['provider-failed'],
          'expected one warning of the missing page, with its error',
        )
      },
    )
  },
})

/** Checks of sources that read several pages. */
export const pagingChecks: ChecksFor = withReplies((replies) => {
  const { paged } = replies
  return paged === undefined
    ? []
    : [allPagesCheck(paged), endlessPagesCheck(paged), missingPageCheck(paged, replies)]
})
