import type { ListError, OfferQuery, Warning } from '@aima/gpu-core'
import { err, ok, type Result } from 'neverthrow'
import { accountCalls, type Loss } from './account-client.ts'
import type { PricedSize } from './priced-sizes.ts'
import type { Subscription } from './region.ts'
import type { ScoreMemory } from './score-memory.ts'
import { planScores, readScores, type ScoreRequest, type Scores } from './scores.ts'

/** Which scores are asked. */
export interface ScorePlan {
  /** Whose; undefined: nobody's. */
  readonly subscription: Subscription | undefined
  /** Prices of all regions. */
  readonly priced: readonly PricedSize[]
  /** What the listing is for. */
  readonly query: OfferQuery
  /** Requests at most. */
  readonly maximumRequests: number
  /** Scores that still count. */
  readonly memory: ScoreMemory
  /** The present (ms since 1970-01-01 UTC). */
  readonly nowMs: number
}

/** What came of them. */
export interface ReadScores {
  /** The scores. */
  readonly scores: Scores
  /** What failed. */
  readonly losses: readonly Loss[]
  /** Whether not all were asked. */
  readonly warnings: readonly Warning[]
}

const cutWarning = (asked: number, planned: number): readonly Warning[] =>
  asked === 0 || asked >= planned
    ? []
    : [
        {
          kind: 'limited',
          reason: `placement scores are asked for the cheapest Spot sizes only, by ${asked} of ${planned} requests; the option placementRequests allows more`,
        },
      ]

const lossOf = ({ regions, sizes }: ScoreRequest, error: ListError): Loss => ({
  call: accountCalls.scores,
  of: `${sizes.length} sizes from ${sizes[0]} on, ${regions.join(' ')}`,
  error,
})

const remembered = async (
  { memory, nowMs }: ScorePlan,
  { account, id }: Subscription,
  request: ScoreRequest,
): Promise<Result<Scores, ListError>> => {
  const key = JSON.stringify([id, request])
  const known = memory.recall(key, nowMs)
  if (known !== undefined) return ok(known)
  return readScores(account, id, request).andTee((scores) => memory.keep(key, scores, nowMs))
}

/**
 * Asks for the placement scores of the cheapest Spot sizes.
 *
 * @param plan - Which.
 * @returns What came; `cancelled` when somebody cancelled.
 */
export const readAllScores = async (plan: ScorePlan): Promise<Result<ReadScores, ListError>> => {
  const { subscription, priced, query, maximumRequests } = plan
  if (subscription === undefined) return ok({ scores: new Map(), losses: [], warnings: [] })
  const planned = planScores(priced, query)
  const asked = planned.slice(0, maximumRequests)
  const results = await Promise.all(
    asked.map(async (request) => ({
      request,
      result: await remembered(plan, subscription, request),
    })),
  )
  const losses = results.flatMap(({ request, result }) =>
    result.isErr() ? [lossOf(request, result.error)] : [],
  )
  const cancelled = losses.find(({ error }) => error.kind === 'cancelled')
  if (cancelled !== undefined) return err(cancelled.error)
  const scores = new Map(results.flatMap(({ result }) => (result.isOk() ? [...result.value] : [])))
  return ok({ scores, losses, warnings: cutWarning(asked.length, planned.length) })
}
