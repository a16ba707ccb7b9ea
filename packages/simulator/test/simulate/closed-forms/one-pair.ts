import { type Estimate, estimate, grantSite, type Job, type ListedOffer, termsOf } from '@aima/gpu-core'
import type { JobOutcome } from '../../../src/result/job-outcome.ts'
import { simulate } from '../../../src/simulate.ts'
import { cheapest, hourMs, marketOf, optionsOf, startMs } from '../scenario.ts'

/** One job and the only offer that there is. */
export interface Pair {
  readonly job: Job
  readonly offer: ListedOffer
}

export const estimatesOf = ({ job, offer }: Pair): readonly Estimate[] =>
  grantSite([offer], 'cloud').flatMap((granted) => {
    const complete = termsOf(job, granted, cheapest)
    return complete === undefined ? [] : [estimate(complete.work, complete.terms)]
  })

/** The same job many times, each with its own luck, waiting for its offer. */
export const runsOf = async ({ job, offer }: Pair, count: number): Promise<readonly JobOutcome[]> => {
  const outcomes: JobOutcome[] = []
  const simulated = await simulate({
    ...optionsOf({
      jobs: Array.from({ length: count }, (_, index) => ({
        atMs: startMs + index * hourMs,
        job: { ...job, id: `run-${index}` },
      })),
      market: marketOf([offer]),
      recovery: 'wait',
      ranked: 1,
    }),
    keepJobs: false,
    onEvent: (event) => {
      if (event.kind === 'ended') outcomes.push(event.outcome)
    },
  })
  simulated._unsafeUnwrap()
  return outcomes
}

export const billedHours = ({ bill }: JobOutcome): number =>
  bill.filter(({ item }) => item === 'compute').reduce((sum, { quantity }) => sum + quantity, 0)
