import type { Job, Offer, Policy } from '@aima/gpu-core'
import type { NameOf } from './job-names.ts'

/** A policy and, flat, all that it is within. */
const circlesOf = (policy: Policy): readonly Policy[] => [policy, ...(policy.within ?? []).flatMap(circlesOf)]

/** What policy and offers themselves say of labels and workloads, so that it gives nothing away that a job has them. */
interface Named {
  readonly isLabelNamed: (name: string, value: string) => boolean
  readonly isWorkloadNamed: (workload: string) => boolean
}

const namedBy = (policy: Policy, offers: readonly Offer[]): Named => {
  const labels = new Set<string>()
  const workloads = new Set<string>()
  const add = (name: string, value: string): void => void labels.add(JSON.stringify([name, value]))
  for (const { when } of circlesOf(policy).flatMap(({ rules = [] }) => rules)) {
    for (const [name, value] of Object.entries(when.labels ?? {})) add(name, value)
    if (when.workload !== undefined) workloads.add(when.workload)
  }
  for (const { access } of offers)
    for (const [name, values] of Object.entries(access ?? {})) for (const value of values) add(name, value)
  return {
    isLabelNamed: (name, value) => labels.has(JSON.stringify([name, value])),
    isWorkloadNamed: (workload) => workloads.has(workload),
  }
}

/**
 * Makes of a job what may be logged of it.
 *
 * A confidential job has a pseudonym; of its labels and its workload only those stay that a rule of the policy or an offer's `access` names with just this value,
 * because the strategy and the machines that let it in depend on them, and nothing else does. Its needs, volumes and limits stay: they are numbers and names of
 * hardware.
 *
 * @param job - The job.
 * @param context - The rules and offers of its decision, and names of jobs.
 * @returns Another job for confidential ones, the same for others.
 */
export const loggedJob = (
  job: Job,
  context: { readonly policy: Policy; readonly offers: readonly Offer[]; readonly nameOf: NameOf },
): Job => {
  if (job.confidentiality === 'public' || job.confidentiality === 'internal') return job
  const named = namedBy(context.policy, context.offers)
  const { labels, workload, ...others } = job
  const kept = Object.entries(labels ?? {}).filter(([name, value]) => named.isLabelNamed(name, value))
  return {
    ...others,
    id: context.nameOf(job),
    ...(kept.length === 0 ? {} : { labels: Object.fromEntries(kept) }),
    ...(workload === undefined || !named.isWorkloadNamed(workload) ? {} : { workload }),
  }
}
