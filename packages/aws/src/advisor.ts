import type { ListError } from '@aima/gpu-core'
import type { Result } from 'neverthrow'
import { z } from 'zod'
import { type PublicConnection, readPublicJson } from './client.ts'
import { advisorFile } from './hosts.ts'

/** Classes of the Spot Instance Advisor: share of instances interrupted in a month. The bounds in the file are not those of its labels. */
const labels = ['<5%', '5-10%', '10-15%', '15-20%', '>20%'] as const

/**
 * Interruptions per running hour, by class.
 *
 * Source: AWS, "Spot Instance Advisor" for the classes; the rates are priors of the cost model (2026-11): a monthly share is no hourly
 * rate, and the highest is set from traces of V100 in 2022 and 2023.
 */
const ratesPerHour: Readonly<Record<(typeof labels)[number], number>> = {
  '<5%': 0.02,
  '5-10%': 0.05,
  '10-15%': 0.08,
  '15-20%': 0.12,
  '>20%': 0.3,
}

/** What the advisor says of a type in a region. */
export interface Advice {
  /** Class, as AWS labels it. */
  readonly label: string
  /** Interruptions per running hour (1/h). */
  readonly interruptionsPerHour: number
  /** Mean saving of the last month against the price on demand (%); may be 0 or below. */
  readonly savingPercent: number
}

/** Gives the advice on a type in a region; undefined: there is none, and often no spot pool. */
export type Advisor = (region: string, type: string) => Advice | undefined

/** The public file: the parts that are used. Each row is read when it is asked for. */
export interface WireAdvisor {
  /** Classes. */
  readonly ranges: readonly { readonly index: number; readonly label: string }[]
  /** By region, operating system and type. */
  readonly spot_advisor: Readonly<Record<string, unknown>>
}

/** Schema of {@link WireAdvisor}. */
export const WireAdvisor: z.ZodType<WireAdvisor> = z.object({
  ranges: z.array(z.object({ index: z.int(), label: z.string() })),
  spot_advisor: z.record(z.string(), z.unknown()),
})

const Region = z.object({ Linux: z.record(z.string(), z.unknown()) })
const Row = z.object({ s: z.number().min(-100_000).max(100), r: z.int() })

const own = (record: Readonly<Record<string, unknown>>, key: string): unknown =>
  Object.hasOwn(record, key) ? record[key] : undefined

/**
 * Makes an advisor of the file.
 *
 * @param file - The file.
 * @example
 * const file = { ranges: [{ index: 0, label: '<5%' }], spot_advisor: { 'eu-west-1': { Linux: { 'g5.xlarge': { s: 60, r: 0 } } } } }
 * advisorOf(file)('eu-west-1', 'g5.xlarge') // => { label: '<5%', interruptionsPerHour: 0.02, savingPercent: 60 }
 */
export const advisorOf = ({ ranges, spot_advisor: rows }: WireAdvisor): Advisor => {
  const labelByIndex = new Map(ranges.map(({ index, label }) => [index, label]))
  return (region, type) => {
    const inRegion = Region.safeParse(own(rows, region)).data
    const row = inRegion && Row.safeParse(own(inRegion.Linux, type)).data
    const label = row && labels.find((known) => known === labelByIndex.get(row.r))
    return row === undefined || label === undefined
      ? undefined
      : { label, interruptionsPerHour: ratesPerHour[label], savingPercent: row.s }
  }
}

/** An advisor that knows nothing. */
export const noAdvisor: Advisor = () => undefined

/** Gets the public file, of about 0.9 MB. */
export const readAdvisor = async (connection: PublicConnection): Promise<Result<Advisor, ListError>> =>
  (await readPublicJson(connection, advisorFile, WireAdvisor)).map(advisorOf)
