import type { Assumption } from '@aima/gpu-core'
import type { AdvisorBand } from '../list-price.ts'
import { interruptionsNote } from './reported-numbers.ts'

/**
 * Rate of interruptions that stands for each band of the Spot Instance Advisor (1/h).
 *
 * The band is a monthly share, not an hourly rate; the top value is set from traces (V100, 2022 to 2023).
 */
const ratesOfBands: readonly number[] = [0.02, 0.05, 0.08, 0.12, 0.3]

/** The rate that stands for a band. */
export interface BandRisk {
  /** Mean interruptions per running hour (1/h). */
  readonly interruptionsPerHour: number
  /** The report of it. */
  readonly assumptions: readonly Assumption[]
}

/**
 * What a band of the Spot Instance Advisor says of a spot machine of AWS.
 *
 * @param band - The band; undefined: the advisor does not list the type.
 * @returns The rate with its report; undefined without a band.
 * @example
 * interruptionsOfBand(4)?.interruptionsPerHour // => 0.3
 */
export const interruptionsOfBand = (band: AdvisorBand | undefined): BandRisk | undefined => {
  const rate = band === undefined ? undefined : ratesOfBands[band]
  if (rate === undefined) return undefined
  const basis = `band ${band} of 0 to 4 in the Spot Instance Advisor, 2025-06; the band is a share of a month`
  return { interruptionsPerHour: rate, assumptions: [interruptionsNote(rate, basis)] }
}
