import type { Result } from 'neverthrow'
import { z } from 'zod'
import { readJson } from './read-json.ts'
import type { TraceFault } from './trace-fault.ts'

/** What AWS's Spot Instance Advisor says of a machine in a region. */
export interface SpotAdvice {
  /** Such as `eu-central-1`. */
  readonly region: string
  /** Such as `g5.xlarge`. */
  readonly instanceType: string
  /** Saving against the price on demand (at most 1; below 0: spot is dearer). */
  readonly saving: number
  /** Band of the share of machines that were interrupted in the last month: 0 is below 5 %, then 5-10, 10-15, 15-20, 4 is above 20 %. */
  readonly band: number
}

const Advisor = z.object({
  regions: z.record(
    z.string(),
    z.record(z.string(), z.object({ s: z.number().max(100), r: z.int().min(0).max(4) })),
  ),
})

/**
 * Reads what AWS's Spot Instance Advisor says.
 *
 * @param text - `aws-spot-advisor-gpu.json`, unpacked.
 * @returns An entry for each machine and region, or `unreadable-trace`.
 * @example
 * readSpotAdvice('{"regions":{"eu-west-1":{"g5.xlarge":{"s":61,"r":4}}}}')._unsafeUnwrap() // => [{ region: 'eu-west-1', instanceType: 'g5.xlarge', saving: 0.61, band: 4 }]
 */
export const readSpotAdvice = (text: string): Result<readonly SpotAdvice[], TraceFault> =>
  readJson(text, Advisor).map(({ regions }) =>
    Object.entries(regions).flatMap(([region, machines]) =>
      Object.entries(machines).map(([instanceType, { s, r }]) => ({
        region,
        instanceType,
        saving: s / 100,
        band: r,
      })),
    ),
  )
