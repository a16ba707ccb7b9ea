import assert from 'node:assert/strict'
import fc from 'fast-check'
import type { Check } from '../contract/check.ts'
import type { ContractReplies } from '../contract/contract.ts'
import { assertNone, errorOf, listingOf, type Outcome } from '../contract/outcome.ts'
import { jsonOf, replyAmong, spoiltWhere } from '../contract/spoilt-routes.ts'
import type { Stage } from '../contract/visit.ts'
import { readingFault, siteFault } from '../judging/offer-faults.ts'
import { priceFault } from '../judging/price-faults.ts'
import { mutateJson } from '../mutate-json.ts'
import { requestKey } from '../replay/recorded-request.ts'
import type { Reply, Route } from '../replay/reply.ts'

/** A request of the happy listing and its reply, which holds JSON. */
interface Recorded {
  readonly key: string
  readonly reply: Reply
}

/** All that a happy listing asks for and that shall meet the faults. */
const recordedOf = (
  stage: Stage,
  { happy, faultOn = () => true }: ContractReplies,
): Promise<readonly Recorded[]> =>
  stage.visit(happy, async ({ server, list }) => {
    listingOf(await list())
    return server.requests
      .filter(faultOn)
      .map((request) => ({ key: requestKey(request), reply: replyAmong(happy, request) }))
      .filter(({ reply }) => jsonOf(reply) !== undefined)
  })

/** The happy routes; one request gets another reply. */
const mutantRoutes = ({ happy }: ContractReplies, key: string, mutant: Reply): readonly Route[] =>
  spoiltWhere(
    happy,
    (request) => requestKey(request) === key,
    () => mutant,
  )

const offerFaults = (outcome: Outcome): readonly string[] => {
  if (outcome.isErr()) return []
  const { offers } = listingOf(outcome)
  const ids = new Set(offers.map(({ id }) => id))
  return [
    ...(ids.size === offers.length ? [] : ['two offers have the same id']),
    ...offers.flatMap((offer) =>
      [readingFault(offer), siteFault(offer), priceFault(offer)].flatMap((fault) => fault ?? []),
    ),
  ]
}

/** A mutant came with status 200, so an error can only be about its shape. What is listed must be sound. */
const judge = (outcome: Outcome): void => {
  if (outcome.isErr()) errorOf(outcome, ['unexpected-shape'])
  assertNone(offerFaults(outcome))
  assert.ok(!('polluted' in {}), 'a reply reached the prototype of all objects')
}

const fuzz = async (stage: Stage, replies: ContractReplies): Promise<void> => {
  const recorded = await recordedOf(stage, replies)
  assert.ok(recorded.length > 0, 'expected a request that is answered with JSON')
  const { mutants, seed } = stage.limits
  await stage.visit(replies.happy, async ({ server, list }) => {
    for (const { key, reply } of recorded) {
      const property = fc.asyncProperty(mutateJson(jsonOf(reply)), async (json) => {
        server.serve(mutantRoutes(replies, key, { ...reply, json }))
        judge(await list())
      })
      await fc.assert(property, { numRuns: Math.ceil(mutants / recorded.length), seed })
    }
  })
}

/** Serves mutants of every happy reply. */
export const mutantsCheck = (replies: ContractReplies): Check => ({
  name: 'mutants',
  promise: 'makes sound offers or an unexpected shape of any JSON',
  run: (stage) => fuzz(stage, replies),
})
