import {
  type ListError,
  type ListedOffer,
  type ListingProgress,
  type OfferQuery,
  unknownRegions,
  type Warning,
} from '@aima/gpu-core'
import { err, ok, type Result } from 'neverthrow'
import { type AdviceByPlace, type AdviceQuestion, adviceQuestions, readAdvice } from './advice.ts'
import { type ConvertContext, toOffers } from './convert.ts'
import type { ComputeConnection } from './inventory.ts'
import { unpricedTypes } from './listing-notes.ts'
import type { Machine } from './machine.ts'

/** What the regions of one listing share. */
export interface RegionsContext extends Omit<ConvertContext, 'advice'> {
  /** What the listing is for. */
  readonly query: OfferQuery
  /** Who is asked for Spot advice; undefined: nobody. */
  readonly compute: ComputeConnection | undefined
  /** Most questions to it. */
  readonly adviceRequests: number
  /** Is told of each region. */
  readonly tell: (progress: Omit<ListingProgress, 'source'>) => void
}

/** The offers of all regions, and what was not as it should be. */
export interface RegionOffers {
  /** The offers, sorted by id. */
  readonly offers: readonly ListedOffer[]
  /** The warnings. */
  readonly warnings: readonly Warning[]
}

const byRegion = <T extends { readonly region: string }>(
  rows: readonly T[],
): ReadonlyMap<string, readonly T[]> => {
  const regions = new Map<string, T[]>()
  for (const row of rows) {
    const known = regions.get(row.region)
    if (known === undefined) regions.set(row.region, [row])
    else known.push(row)
  }
  return regions
}

const noAdvice: AdviceByPlace = new Map()

interface RegionResult {
  readonly offers: readonly ListedOffer[]
  readonly warning: Warning | undefined
}

/** Advice of one region after another would take long; after a refusal no further region is begun. */
const prepareAdvice = (compute: ComputeConnection | undefined) => {
  let isForbidden = false
  return async (questions: readonly AdviceQuestion[]) => {
    if (compute === undefined || questions.length === 0 || isForbidden)
      return ok({ byPlace: noAdvice, warning: undefined })
    const read = await readAdvice(compute, questions)
    if (read.isErr()) return err(read.error)
    // Regions that were under way are refused as well; one warning is enough.
    const isRepeated = isForbidden && read.value.isForbidden
    isForbidden ||= read.value.isForbidden
    return ok({ byPlace: read.value.byPlace, warning: isRepeated ? undefined : read.value.warning })
  }
}

/**
 * Makes the offers of each region, with Spot advice where it can be had, and tells of each region as it is done.
 *
 * @param machines - The machines of all regions.
 * @param context - What they share.
 * @returns The offers; the error when somebody cancelled.
 */
export const offersByRegion = async (
  machines: readonly Machine[],
  context: RegionsContext,
): Promise<Result<RegionOffers, ListError>> => {
  const { book, query, compute, adviceRequests, tell } = context
  const most = compute === undefined ? 0 : adviceRequests
  const questions = byRegion(adviceQuestions(machines, { book, query, most }))
  const advise = prepareAdvice(compute)
  const readRegion = async ([region, its]: readonly [string, readonly Machine[]]) => {
    const advice = await advise(questions.get(region) ?? [])
    return advice.map(({ byPlace, warning }): RegionResult => {
      const offers = toOffers(its, { ...context, advice: byPlace })
      const error = warning?.kind === 'part-missing' ? warning.error : undefined
      tell({ part: region, rows: offers.length, error })
      return { offers, warning }
    })
  }
  const results = await Promise.all([...byRegion(machines)].map(readRegion))
  const regions: RegionResult[] = []
  for (const result of results) {
    if (result.isErr()) return err(result.error)
    regions.push(result.value)
  }
  const offers = regions.flatMap((region) => region.offers).sort((one, other) => (one.id < other.id ? -1 : 1))
  const warnings = regions.flatMap(({ warning }) => warning ?? [])
  return ok({
    offers,
    warnings: [
      ...warnings,
      ...unpricedTypes(machines, book),
      ...unknownRegions(offers.map(({ place }) => place)),
    ],
  })
}
