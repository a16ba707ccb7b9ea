import type { Clearance, Job, Policy, Site, Strategy } from '@aima/gpu-core'
import type { SkipReason } from './gathering.ts'
import type { RegisteredSource } from './registered-source.ts'

/** Everything that narrows the sites of a job: policy, all that it is within, and the job itself. */
const clearancesOf = (job: Job, policy: Policy): readonly (Clearance | undefined)[] => [
  policy.residency,
  policy.clearance?.[job.confidentiality],
  job.clearance,
  ...(policy.within ?? []).flatMap((outer) => clearancesOf(job, outer)),
]

/** Only of these two words may a job leave the house; whatever else stands there is confidential. */
const isOpen = ({ confidentiality }: Job): boolean =>
  confidentiality === 'public' || confidentiality === 'internal'

const mayUse = (job: Job, policy: Policy, site: Site): boolean =>
  (site === 'local' || isOpen(job)) &&
  clearancesOf(job, policy).every((clearance) => clearance?.sites?.includes(site) ?? true)

const strategiesOf = ({ strategy, rules = [] }: Policy): readonly Strategy[] => [
  strategy,
  ...rules.map((rule) => rule.strategy),
]

/** Providers that the policy, or one that it is within, never takes. A strategy counts when it is the only one. */
const isExcluded = (policy: Policy, provider: string): boolean => {
  const { allow, deny } = policy.providers ?? {}
  const byStrategies = strategiesOf(policy).every(
    (strategy) =>
      strategy.kind === 'provider-priority' &&
      strategy.others === 'exclude' &&
      !strategy.order.includes(provider),
  )
  return (
    allow?.includes(provider) === false ||
    deny?.includes(provider) === true ||
    byStrategies ||
    (policy.within ?? []).some((outer) => isExcluded(outer, provider))
  )
}

/** The provider of sources that list offers of many. */
const manyProviders = 'catalog'

/**
 * Says which sources need not be asked for jobs, because core would refuse all that they have: a source of rented machines for confidential jobs
 * is not even told what they need.
 *
 * @param jobs - The jobs. A source is asked if one of them may use it.
 * @param policy - The policy in force.
 * @returns Why a source is not asked; undefined: it is.
 * @example
 * const source = { id: 'aws', provider: 'aws' }
 * skipFor([{ id: 'a', confidentiality: 'confidential' }], { strategy: { kind: 'cost-first' } })({ source, site: 'cloud' }) // => 'site'
 */
export const skipFor =
  (jobs: readonly Job[], policy: Policy) =>
  ({ source, site }: RegisteredSource): SkipReason | undefined => {
    if (!jobs.some((job) => mayUse(job, policy, site))) return 'site'
    return source.provider !== manyProviders && isExcluded(policy, source.provider) ? 'provider' : undefined
  }
