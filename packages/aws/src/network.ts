import type { Assumption, EgressTier, Network } from '@aima/gpu-core'
import { egressTiersOf, gp3UsdPerGBMonth } from './facts.ts'

/** Prices of data that hold in every region. */
export interface DataPrices {
  /** Traffic to the Internet (USD/GB by volume). */
  readonly egressTiers?: readonly EgressTier[] | undefined
  /** Disks (USD per GB and month). */
  readonly storageUsdPerGBMonth?: number | undefined
}

/** Lines and data prices of a machine, and what had to be assumed of them. */
export interface ReadNetwork {
  /** Lines and prices. */
  readonly network: Network
  /** What had to be assumed. */
  readonly assumptions: readonly Assumption[]
}

const storageNote: Assumption = {
  name: 'storageUsdPerGBMonth',
  value: gp3UsdPerGBMonth,
  unit: 'USD/GB-month',
  basis: 'AWS list price of gp3 disks in us-east-1, 2026',
}

const egressNote = (tiers: readonly EgressTier[]): Assumption => ({
  name: 'egressUsdPerGB',
  value: tiers[1]?.[1] ?? 0,
  unit: 'USD/GB',
  basis: 'AWS list price above 100 GB a month, 2026',
})

/**
 * Lines and data prices of a machine. Traffic into AWS is free.
 *
 * @param region - The region.
 * @param networkMbps - Baseline of its network cards (Mbps).
 * @param own - Prices that the user stated.
 */
export const networkOf = (region: string, networkMbps: number | undefined, own: DataPrices): ReadNetwork => {
  const tabled = own.egressTiers === undefined ? egressTiersOf(region) : undefined
  return {
    network: {
      dataPath: 'staged',
      ingressMbps: networkMbps,
      egressMbps: networkMbps,
      ingressUsdPerGB: 0,
      egressTiers: own.egressTiers ?? tabled,
      storageUsdPerGBMonth: own.storageUsdPerGBMonth ?? gp3UsdPerGBMonth,
    },
    assumptions: [
      ...(tabled === undefined ? [] : [egressNote(tabled)]),
      ...(own.storageUsdPerGBMonth === undefined ? [storageNote] : []),
    ],
  }
}
