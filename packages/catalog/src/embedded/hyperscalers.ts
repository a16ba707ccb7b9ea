import { findGpuModel } from '@aima/gpu-core'
import { factsOf } from '../facts/facts-of.ts'
import type { ProviderFacts } from '../facts/provider-facts.ts'
import { interruptionsOfBand } from '../facts/spot-advisor.ts'
import { type PriceRow, type RegionPrices, readAtMs } from '../list-price.ts'
import type { Asked, ListedMachine } from '../offers.ts'
import { countryOf } from '../regions.ts'
import { type JoinNotes, shareNotes } from '../share-notes.ts'
import { awsPrices } from './aws-prices.ts'
import { azurePrices } from './azure-prices.ts'
import { type CloudMachines, listPriceNote } from './cloud-machines.ts'
import { gcpPrices } from './gcp-prices.ts'
import { machineOf } from './hyperscaler-machines.ts'

/** What the rows of one region share. */
interface RowContext {
  readonly cloud: string
  readonly prices: RegionPrices
  readonly facts: ProviderFacts
  readonly join: JoinNotes
}

const onDemandOf = ([, usdPerHour]: PriceRow, context: RowContext): Asked | undefined => {
  const { prices, facts, join } = context
  if (usdPerHour === null) return undefined
  return {
    usdPerHour,
    observedAtMs: readAtMs(prices.onDemand),
    assumptions: join(listPriceNote(prices.onDemand), facts.assumptions),
  }
}

const spotOf = ([, , usdPerHour, zone, band]: PriceRow, context: RowContext): Asked | undefined => {
  const { prices, facts, join } = context
  if (prices.spot === undefined || usdPerHour === undefined) return undefined
  const risk = interruptionsOfBand(band)
  return {
    usdPerHour,
    zone,
    observedAtMs: readAtMs(prices.spot),
    interruptionsPerHour: risk?.interruptionsPerHour,
    assumptions: join(
      listPriceNote(prices.spot),
      facts.assumptions,
      facts.spotAssumptions,
      risk?.assumptions ?? [],
    ),
  }
}

/** A row whose machine is in no table says too little for an offer. */
const listedMachines = (row: PriceRow, context: RowContext): readonly ListedMachine[] => {
  const { cloud, prices } = context
  const machine = machineOf(cloud, row[0])
  if (machine === undefined) return []
  const { type, gpu, gpuCount, vcpus, ramGiB, architecture, interconnect } = machine
  const { region } = prices
  return [
    {
      id: `${cloud}/${region}/${type}`,
      gpu: { name: gpu, model: gpu, vramGiB: findGpuModel(gpu)?.vramGiB, interconnect },
      gpuCount,
      host: { vcpus, ramGiB, architecture },
      place: { region, country: countryOf(cloud, region) },
      launch: { instanceType: type, region },
      onDemand: onDemandOf(row, context),
      spot: spotOf(row, context),
    },
  ]
}

const machinesIn = (cloud: string, regions: readonly RegionPrices[]): CloudMachines => {
  const facts = factsOf(cloud)
  const join = shareNotes()
  const machines = regions.flatMap((prices) =>
    prices.rows.flatMap((row) => listedMachines(row, { cloud, prices, facts, join })),
  )
  return { facts, machines }
}

/** The embedded price lists of the three hyperscalers. */
export const hyperscalers = (): readonly CloudMachines[] => [
  machinesIn('aws', awsPrices),
  machinesIn('azure', azurePrices),
  machinesIn('gcp', gcpPrices),
]
