import type { Circle } from '../circle.ts'
import { type AvailabilityRules, availabilityRulesOf } from './availability.ts'
import { type BudgetRules, budgetRulesOf } from './budget.ts'
import { type SiteRules, siteRulesOf } from './confidentiality.ts'
import { type ExclusionRules, exclusionRulesOf } from './exclusion.ts'
import { type PriceRules, priceRulesOf } from './price.ts'
import { type ResidencyRules, residencyRulesOf } from './residency.ts'
import { spotRulesOf } from './spot.ts'
import { type TechnicalRules, technicalRulesOf } from './technical/technical.ts'

/** What each gate needs to know, worked out once for all offers. */
export interface Rules {
  /** Allowed sites. */
  readonly sites: SiteRules
  /** Allowed countries, trust and so on. */
  readonly residency: ResidencyRules
  /** What the machine must have. */
  readonly technical: TechnicalRules
  /** What a price must be. */
  readonly price: PriceRules
  /** Whether spot is allowed. */
  readonly allowsSpot: boolean
  /** Failed attempts and the time. */
  readonly availability: AvailabilityRules
  /** What it may cost and take. */
  readonly budget: BudgetRules
  /** The only providers that the strategy leaves. */
  readonly exclusion: ExclusionRules
}

/** Works out the rules of one policy for one job. */
export const rulesOf = (circle: Circle): Rules => ({
  sites: siteRulesOf(circle),
  residency: residencyRulesOf(circle),
  technical: technicalRulesOf(circle),
  price: priceRulesOf(circle),
  allowsSpot: spotRulesOf(circle),
  availability: availabilityRulesOf(circle),
  budget: budgetRulesOf(circle),
  exclusion: exclusionRulesOf(circle),
})
