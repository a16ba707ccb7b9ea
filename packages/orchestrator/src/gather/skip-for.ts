import { type Job, type Policy, sourceRefusal } from '@aima/gpu-core'
import type { SkipReason } from './gathering.ts'
import type { RegisteredSource } from './registered-source.ts'

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
  ({ source: { provider }, site }: RegisteredSource): SkipReason | undefined => {
    const refusals = jobs.map((job) => sourceRefusal(job, policy, { provider, site }))
    if (refusals.every((refusal) => refusal === 'site')) return 'site'
    return provider !== manyProviders && refusals.every((refusal) => refusal !== undefined)
      ? 'provider'
      : undefined
  }
