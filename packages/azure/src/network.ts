import type { Assumption, Network } from '@aima/gpu-core'
import { diskUsdPerGBMonth, egressTiersByArea } from './facts.ts'
import type { AzureOptions } from './options.ts'
import { egressAreaOf } from './regions.ts'

/** Prices of data that the user stated. */
export type DataPrices = Pick<AzureOptions, 'egressTiers' | 'storageUsdPerGBMonth'>

/** Lines and prices of data of a region, and what they are based on. */
export interface ReadNetwork {
  /** The prices. */
  readonly network: Network
  /** What comes from tables. */
  readonly notes: readonly Assumption[]
}

const egressNote = (value: number): Assumption => ({
  name: 'egressUsdPerGB',
  value,
  unit: 'USD/GB',
  basis: 'Azure list price of 2026 above 100 GB a month, falling with volume',
})

const storageNote: Assumption = {
  name: 'storageUsdPerGBMonth',
  value: diskUsdPerGBMonth,
  unit: 'USD/GB-month',
  basis: 'Azure list price of 2026 of a full P10 disk in eastus',
}

/** The price above what is free; undefined: the region is in no table. */
const egressOf = (region: string) => {
  const area = egressAreaOf(region)
  const tiers = area === undefined ? undefined : egressTiersByArea[area]
  return tiers === undefined ? undefined : { tiers, usdPerGB: tiers[1]?.[1] ?? 0 }
}

/**
 * What data costs in a region: traffic in is free, traffic out and disk are from tables.
 *
 * @param region - Azure's name of it.
 * @param own - Prices that the user stated; they count in place of the tables.
 */
export const networkOf = (region: string, own: DataPrices): ReadNetwork => {
  const tabled = own.egressTiers === undefined ? egressOf(region) : undefined
  return {
    network: {
      dataPath: 'staged',
      ingressUsdPerGB: 0,
      egressTiers: own.egressTiers ?? tabled?.tiers,
      storageUsdPerGBMonth: own.storageUsdPerGBMonth ?? diskUsdPerGBMonth,
    },
    notes: [
      ...(tabled === undefined ? [] : [egressNote(tabled.usdPerGB)]),
      ...(own.storageUsdPerGBMonth === undefined ? [storageNote] : []),
    ],
  }
}
