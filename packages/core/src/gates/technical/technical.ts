import type { Circle } from '../../circle.ts'
import type { Needs } from '../../needs.ts'
import type { Offer } from '../../offer.ts'
import type { Rejection } from '../../rejection.ts'
import { asksForGpuFacts, gpuFactRules } from './gpu-facts.ts'
import { hostFactRules, hostFacts } from './host-facts.ts'
import { memory, memoryRules } from './memory.ts'

/** What the machine must have. */
export interface TechnicalRules {
  /** The job's needs. */
  readonly needs: Needs
  /** Whether any of them is about the GPU itself, beyond its memory; most jobs ask for none of that. */
  readonly asksForGpuFacts: boolean
}

/** The technical rules of a job. */
export const technicalRulesOf = ({ job: { needs = {} } }: Circle): TechnicalRules => ({
  needs,
  asksForGpuFacts: asksForGpuFacts(needs),
})

const gpuFacts = (offer: Offer, needs: Needs): Rejection | undefined => {
  for (const rule of gpuFactRules) {
    const rejection = rule(offer, needs)
    if (rejection !== undefined) return rejection
  }
  return undefined
}

/** What the machine must have. A fact that is unknown fails the rule that needs it, and no other. */
export const technical = (
  offer: Offer,
  { needs, asksForGpuFacts: asks }: TechnicalRules,
): Rejection | undefined =>
  memory(offer, needs) ?? (asks ? gpuFacts(offer, needs) : undefined) ?? hostFacts(offer, needs)

/** Every technical rule that an offer breaks. */
export const technicalFaults = (offer: Offer, { needs }: TechnicalRules): readonly Rejection[] =>
  [...memoryRules, ...gpuFactRules, ...hostFactRules].flatMap((rule) => rule(offer, needs) ?? [])
