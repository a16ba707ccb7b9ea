import { explain, type Locale, parseJob } from '@aima/gpu-core'
import { describePolicyFault, type JobDecision, type Orchestrator } from '@aima/gpu-orchestrator'

/** What the service answers: a status with data, or with text. */
export type Answer =
  | { readonly status: number; readonly json: unknown }
  | { readonly status: number; readonly text: string }

const decided = ({ decision, reports }: JobDecision, locale: Locale): Answer => {
  const { offer, estimate } = decision.chosen
  const json = {
    job: decision.job.id,
    offer: { id: offer.id, provider: offer.provider, region: offer.place.region, launch: offer.launch },
    totalUsd: estimate.totalUsd,
    completionHours: estimate.completionHours,
    explanation: explain(decision, { locale, detail: 'brief' }),
    sources: reports.map(({ source, state, offers }) => ({ source, state: state.kind, offers })),
  }
  return { status: 200, json }
}

/** Decides where a job should run. What is wrong with the job is told with its path. */
export const answerJob = async (
  orchestrator: Orchestrator,
  body: unknown,
  locale: Locale,
): Promise<Answer> => {
  const job = parseJob(body)
  if (job.isErr()) return { status: 400, json: { error: 'invalid-job', issues: job.error.issues } }
  const outcome = await orchestrator.decide(job.value)
  if (outcome.isOk()) return decided(outcome.value, locale)
  const { error } = outcome
  if (error.kind === 'not-decided')
    return { status: 422, json: { error: error.reason.kind, explanation: explain(error.reason, { locale }) } }
  if (error.kind === 'closed') return { status: 503, json: { error: 'closed' } }
  return { status: 500, json: { error: error.kind, issues: describePolicyFault(error) } }
}

/** Loads the policy file anew. A bad one is refused, and the policy before it stays in force. */
export const reloadPolicy = async ({ policy }: Orchestrator): Promise<Answer> => {
  const loaded = await policy.reload()
  return loaded.match<Answer>(
    ({ strategy }) => ({ status: 200, json: { strategy: strategy.kind } }),
    (fault) => ({ status: 422, json: { error: fault.kind, issues: describePolicyFault(fault) } }),
  )
}
