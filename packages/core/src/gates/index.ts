import type { Estimate } from '../estimate/estimate.ts'
import type { Offer } from '../offer.ts'
import type { Rejection } from '../rejection.ts'
import { availability, closing } from './availability.ts'
import { budget, jobBudget } from './budget.ts'
import { confidentiality } from './confidentiality.ts'
import { exclusion, lateExclusion } from './exclusion.ts'
import { price } from './price.ts'
import { residency } from './residency.ts'
import type { Rules } from './rules.ts'
import { spot } from './spot.ts'
import { technical } from './technical/technical.ts'

/**
 * The gates in the order in which an offer meets them. Confidentiality comes first, and nothing gets past it.
 *
 * A chain of plain calls and not a list of functions: it is the hottest path of a decision, and a call through a list costs more than most gates.
 *
 * @returns The first rule that the offer breaks; undefined: none.
 */
export const passGates = (offer: Offer, rules: Rules): Rejection | undefined =>
  confidentiality(offer, rules.sites) ??
  residency(offer, rules.residency) ??
  technical(offer, rules.technical) ??
  price(offer, rules.price) ??
  spot(offer, rules.allowsSpot) ??
  availability(offer, rules.availability) ??
  budget(offer, rules.budget) ??
  exclusion(offer, rules.exclusion)

/** The gates that need to know what the job would cost and take on the offer. */
export const passEstimateGates = (offer: Offer, estimated: Estimate, rules: Rules): Rejection | undefined =>
  closing(offer, estimated, rules.availability) ??
  jobBudget(offer, estimated, rules.budget) ??
  lateExclusion(offer, estimated, rules.exclusion)
