import type { Warning } from '@aima/gpu-core'
import { z } from 'zod'
import { isPermission } from './aws-error.ts'
import type { CallFailure, Connection } from './client.ts'
import { callEc2, numbered } from './ec2.ts'
import { readRows } from './rows.ts'
import { ec2Page, numberUpTo, word } from './wire.ts'

/** How likely a spot request for one instance succeeds now, from 1 to 10; undefined: not told. */
export type Scores = (type: string, zoneId: string) => number | undefined

/** Scores, and what is missing of them. */
export interface ReadScores {
  /** The scores. */
  readonly scores: Scores
  /** One warning or none. */
  readonly warnings: readonly Warning[]
}

/** Most regions of a request. Source: EC2's service model (botocore, 2026-11). */
export const mostScoredRegions = 10

const WireScore = z.object({ availabilityZoneId: word, score: numberUpTo(10) })

const page = ec2Page('GetSpotPlacementScores', 'spotPlacementScoreSet')

const key = (type: string, zoneId: string): string => `${type} ${zoneId}`

/** Scores that came. */
const scoresIn =
  (known: ReadonlyMap<string, number>): Scores =>
  (type, zoneId) =>
    known.get(key(type, zoneId))

/** Scores of nothing. */
export const noScores: ReadScores = { scores: scoresIn(new Map()), warnings: [] }

/** A score that did not come is not made up. */
const warningOf = ({ error, code, permission }: CallFailure): Warning => {
  if (isPermission(code))
    return { kind: 'limited', reason: `the credentials lack ${permission}, so there are no placement scores` }
  if (code === 'MaxConfigLimitExceeded')
    return {
      kind: 'limited',
      reason: 'the account has used up its new placement scores of 24 hours, so some are missing',
    }
  return { kind: 'part-missing', part: 'placement scores', error }
}

/** Says of which regions no scores are asked. */
export const unscoredWarning = (regions: readonly string[]): readonly Warning[] =>
  regions.length === 0
    ? []
    : [
        {
          kind: 'limited',
          reason: `placement scores are asked for ${mostScoredRegions} regions only, so these have none: ${regions.join(', ')}; the option regions names others`,
        },
      ]

/**
 * Asks for the placement scores of types, each by itself: a score is for all types of a request together. An account has about ten new
 * requests in 24 hours, so it ends at the first that fails.
 *
 * @param connection - Where to, and who asks.
 * @param types - The types.
 * @param regions - {@link mostScoredRegions} at most.
 */
export const readScores = async (
  connection: Connection,
  types: readonly string[],
  regions: readonly string[],
): Promise<ReadScores> => {
  const [first] = regions
  const known = new Map<string, number>()
  const scores = scoresIn(known)
  if (first === undefined) return noScores
  for (const type of types) {
    const { pages, failure } = await callEc2(connection, {
      region: first,
      action: 'GetSpotPlacementScores',
      parameters: [
        ['TargetCapacity', 1],
        ['InstanceType.1', type],
        ['TargetCapacityUnitType', 'units'],
        ['SingleAvailabilityZone', 'true'],
        ...numbered('RegionName', regions),
      ],
      schema: page,
      next: ({ nextToken }) => nextToken,
    })
    const { rows } = readRows(
      'placement scores',
      pages.flatMap(({ items }) => items),
      WireScore,
    )
    for (const { availabilityZoneId, score } of rows)
      if (score >= 1) known.set(key(type, availabilityZoneId), score)
    if (failure !== undefined) return { scores, warnings: [warningOf(failure)] }
  }
  return { scores, warnings: [] }
}
