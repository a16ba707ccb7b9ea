import type { Assumption, SpotRisk } from '@aima/gpu-core'
import { noticeHours, priorInterruptionsPerHour } from './facts.ts'

/** How often a Spot machine is taken away, and where the number comes from. */
export interface ReadRisk {
  /** The risk. */
  readonly risk: SpotRisk
  /** What the rate is based on. */
  readonly note: Assumption
}

/**
 * Rates of eviction (1/h) by Azure's bands, which are shares of all machines of a size that are taken away in an hour, over 28 days: the
 * middle of the band. The last one has no end, and gets the highest rate of the cost model.
 *
 * Source: Microsoft's page "Azure Spot Virtual Machines", eviction rates (2026).
 */
const rateByBand: ReadonlyMap<string, number> = new Map([
  ['0-5', 0.025],
  ['5-10', 0.075],
  ['10-15', 0.125],
  ['15-20', 0.175],
  ['20+', 0.3],
  ['20-100', 0.3],
])

const noteOf = (value: number, basis: string): Assumption => ({
  name: 'interruptionsPerHour',
  value,
  unit: '1/h',
  basis,
})

/**
 * The risk of a Spot machine.
 *
 * @param band - Azure's band of its eviction rate; undefined: unknown.
 * @example
 * riskOf('5-10').risk.interruptionsPerHour // => 0.075
 * riskOf(undefined).risk.interruptionsPerHour // => 0.05
 */
export const riskOf = (band: string | undefined): ReadRisk => {
  const stated = rateByBand.get(band ?? '')
  const rate = stated ?? priorInterruptionsPerHour
  const basis =
    stated === undefined
      ? 'prior: the eviction rate is not known, and no public measurement was found'
      : `from Azure's band of ${band} % an hour over 28 days, which is an upper bound: real rates are far lower`
  return { risk: { noticeHours, interruptionsPerHour: rate }, note: noteOf(rate, basis) }
}
