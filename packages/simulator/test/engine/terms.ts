import { type CompleteTerms, type Estimate, estimate, type Job, type Offer, termsOf } from '@aima/gpu-core'
import { buildJob, buildOffer } from '@aima/gpu-testing'
import { cheapest } from '../simulate/scenario.ts'

/** Job and offer in numbers, and what is expected of them. */
export interface Numbers {
  readonly complete: CompleteTerms
  readonly estimated: Estimate
}

/** Does something with the numbers of a job on an offer. */
export const withNumbers = <T>(
  { job = {}, offer = {} }: { readonly job?: Partial<Job>; readonly offer?: Partial<Offer> },
  use: (numbers: Numbers) => T,
): readonly T[] => {
  const complete = termsOf(buildJob(job), buildOffer(offer), cheapest)
  return complete === undefined ? [] : [use({ complete, estimated: estimate(complete.work, complete.terms) })]
}
