import type { Assumption } from '@aima/gpu-core'
import { placeOfRunpodNote } from '../facts/marketplaces.ts'
import { lacksLocalDisks } from './gcp-hosts.ts'

/** What holds for a whole file. */
export interface FileContext {
  /** Name of the cloud as SkyPilot writes it. */
  readonly cloud: string
  /** Day of the prices (ms since 1970-01-01 UTC). */
  readonly observedAtMs: number
  /** How the day is known, in an English phrase. */
  readonly dayBasis: string
}

/** The day of a time; the bare number where no calendar holds it. */
const dayText = (atMs: number): string => {
  const date = new Date(atMs)
  return Number.isNaN(date.getTime()) ? String(atMs) : date.toISOString().slice(0, 10)
}

const whatIsListed = (cloud: string): string =>
  cloud === 'vast'
    ? 'median of the offers of this type when a SkyPilot catalog was made'
    : 'list price in a SkyPilot catalog'

/**
 * What every offer of a file reports: that its price is that of a list, and from when; with RunPod, that its
 * place is a request.
 *
 * @param context - What holds for the file.
 * @example
 * notesOfFile({ cloud: 'aws', observedAtMs: 0, dayBasis: 'guessed' })[0]?.value // => '1970-01-01'
 */
export const notesOfFile = ({ cloud, observedAtMs, dayBasis }: FileContext): readonly Assumption[] => [
  {
    name: 'usdPerHour',
    value: dayText(observedAtMs),
    unit: '',
    basis: `${whatIsListed(cloud)}; ${dayBasis}`,
  },
  ...(cloud === 'runpod' ? placeOfRunpodNote : []),
]

/**
 * Reports that the list's count of GPUs was set right.
 *
 * @param listed - What the list says.
 * @param right - What holds.
 * @example
 * noteOfCount(8, 8) // => []
 */
export const noteOfCount = (listed: number, right: number): readonly Assumption[] =>
  listed === right
    ? []
    : [
        {
          name: 'gpuCount',
          value: right,
          unit: '',
          basis: `size tables of the cloud; the list says ${listed}`,
        },
      ]

/**
 * Reports that a price lacks that of local disks.
 *
 * @param cloud - Name of the cloud as SkyPilot writes it.
 * @param type - Type of the machine.
 * @example
 * noteOfLocalDisks('gcp', 'g2-standard-4') // => []
 */
export const noteOfLocalDisks = (cloud: string, type: string): readonly Assumption[] =>
  cloud === 'gcp' && lacksLocalDisks(type)
    ? [{ name: 'usdPerHour', value: 'without local disks', unit: '', basis: 'the list forgets their price' }]
    : []
