import type { Assumption } from '@aima/gpu-core'
import { acceleratorOf } from './accelerators.ts'
import type { Machine } from './machine.ts'
import type { SkuPurchase } from './sku-part.ts'
import type { WireQuota } from './wire-compute.ts'

/** Limits by their metric. */
export type Limits = ReadonlyMap<string, WireQuota>

/** The quota of a project, as far as it could be read. */
export interface Quotas {
  /** Limits of each region. */
  readonly regions: ReadonlyMap<string, Limits>
  /** Limits over all regions. */
  readonly project: Limits
}

/** No limits are known. */
export const noQuotas: Quotas = { regions: new Map(), project: new Map() }

/**
 * Limits by their metric.
 *
 * @param quotas - As Google lists them.
 * @example
 * limitsOf([{ metric: 'CPUS', limit: 24 }]).get('CPUS')?.limit // => 24
 */
export const limitsOf = (quotas: readonly WireQuota[] | null | undefined): Limits =>
  new Map((quotas ?? []).map((quota) => [quota.metric, quota]))

/** Something that a machine needs of a limit. */
interface QuotaNeed {
  readonly metric: string
  readonly amount: number
  readonly isOfProject?: boolean
}

/** Processors count only where their metric is certain. Source: `Quota.metric` of Compute Engine API v1; G2 and later have Cloud Quotas. */
const processorNeeds = ({ type, vcpus, isAttached }: Machine): readonly QuotaNeed[] => {
  if (isAttached) return [{ metric: 'CPUS', amount: vcpus }]
  return type.startsWith('a2-') ? [{ metric: 'A2_CPUS', amount: vcpus }] : []
}

const regionalNeeds = (machine: Machine): readonly QuotaNeed[] => {
  const metric = acceleratorOf(machine.accelerator)?.quotaMetric
  const gpus = metric === undefined ? [] : [{ metric, amount: machine.gpuCount }]
  return [...gpus, ...processorNeeds(machine)]
}

const spotMetricOf = (metric: string): string =>
  metric.endsWith('_CPUS') ? 'PREEMPTIBLE_CPUS' : `PREEMPTIBLE_${metric}`

/** Spot has limits of its own once they were asked for; until then the plain ones count. Source: Compute Engine, "Allocation quotas". */
const spotNeed = (need: QuotaNeed, limits: Limits): QuotaNeed => {
  const metric = spotMetricOf(need.metric)
  return (limits.get(metric)?.limit ?? 0) > 0 ? { ...need, metric } : need
}

/** The limit of all GPUs was seen not to bind Spot (a project with 1 ran more, 2026-09). */
const needsOf = (machine: Machine, purchase: SkuPurchase, limits: Limits): readonly QuotaNeed[] => {
  const needs = regionalNeeds(machine)
  if (purchase === 'spot') return needs.map((need) => spotNeed(need, limits))
  return [...needs, { metric: 'GPUS_ALL_REGIONS', amount: machine.gpuCount, isOfProject: true }]
}

/**
 * Which limit a machine would break: what is left of it is less than the machine needs.
 *
 * @param machine - The machine.
 * @param purchase - How it is bought.
 * @param quotas - The limits. One that is not among them says nothing.
 * @returns The reason why it cannot be had; undefined: no limit is known to forbid it.
 */
export const shortageOf = (
  machine: Machine,
  purchase: SkuPurchase,
  { regions, project }: Quotas,
): Assumption | undefined => {
  const regional = regions.get(machine.region) ?? new Map()
  for (const { metric, amount, isOfProject = false } of needsOf(machine, purchase, regional)) {
    const quota = (isOfProject ? project : regional).get(metric)
    // Below 0 there is no limit.
    if (quota === undefined || quota.limit < 0 || quota.limit - (quota.usage ?? 0) >= amount) continue
    const where = isOfProject ? 'the project' : machine.region
    const basis = `quota ${metric} of ${where} is ${quota.limit}, of which ${quota.usage ?? 0} are used; the machine needs ${amount}`
    return { name: 'stock', value: 'none', unit: '', basis }
  }
  return undefined
}
