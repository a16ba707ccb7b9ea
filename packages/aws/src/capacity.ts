import type { Assumption, Capacity, SpotRisk } from '@aima/gpu-core'
import type { Advice } from './advisor.ts'
import { noticeHours } from './facts.ts'
import type { MachineType } from './machine-type.ts'
import type { Market } from './market.ts'
import { quotaCodeOf } from './quotas.ts'

/** What is known of a machine's capacity, and what had to be assumed. */
export interface ReadCapacity {
  /** Absent: nothing is known. */
  readonly capacity?: Capacity | undefined
  /** What had to be assumed. */
  readonly assumptions: readonly Assumption[]
}

/** AWS publishes no stock. Where a quota of the account forbids a machine, it cannot be had. */
const overQuota = (
  { type, vcpus }: MachineType,
  { quotas, region }: Market,
  purchase: 'on-demand' | 'spot',
): string | undefined => {
  const quota = quotas.get(quotaCodeOf(type, purchase) ?? '')
  // How many processors it needs may be unknown; none are too few for any.
  if (quota === undefined || (vcpus ?? 1) <= quota.vcpus) return undefined
  const needed = vcpus === undefined ? '' : `, and ${vcpus} are needed`
  return `quota "${quota.name}" in ${region} is ${quota.vcpus} vCPU${needed}`
}

const quotaNote = (basis: string): Assumption => ({ name: 'stock', value: 'none', unit: '', basis })

const scoreNote = (score: number): Assumption => ({
  name: 'availability',
  value: score / 10,
  unit: '',
  basis: `spot placement score ${score} of 10, read as a share; AWS rates one type alone low, so it is a lower bound`,
})

/**
 * What is known of a machine's capacity.
 *
 * @param machine - The machine.
 * @param market - Its region.
 * @param asked - How it is bought, and its placement score (1 to 10), if there is one.
 */
export const capacityOf = (
  machine: MachineType,
  market: Market,
  { purchase, score }: { readonly purchase: 'on-demand' | 'spot'; readonly score?: number | undefined },
): ReadCapacity => {
  const forbidden = overQuota(machine, market, purchase)
  if (forbidden !== undefined) return { capacity: { stock: 'none' }, assumptions: [quotaNote(forbidden)] }
  return score === undefined
    ? { assumptions: [] }
    : { capacity: { availability: score / 10 }, assumptions: [scoreNote(score)] }
}

/** Risk of a spot offer, and what had to be assumed of it. */
export interface ReadRisk {
  /** The risk. */
  readonly spotRisk: SpotRisk
  /** What had to be assumed. */
  readonly assumptions: readonly Assumption[]
}

/**
 * Risk of a spot offer by the Spot Advisor.
 *
 * @param advice - What it says; undefined: nothing, so that the rate is unknown.
 */
export const riskOf = (advice: Advice | undefined): ReadRisk => {
  if (advice === undefined) return { spotRisk: { noticeHours }, assumptions: [] }
  const { interruptionsPerHour, label } = advice
  const basis = `Spot Advisor: ${label} of machines interrupted in a month; rate of the cost model for that class`
  return {
    spotRisk: { interruptionsPerHour, noticeHours },
    assumptions: [{ name: 'interruptionsPerHour', value: interruptionsPerHour, unit: '1/h', basis }],
  }
}
