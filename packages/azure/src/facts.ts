import type { Billing, EgressTier } from '@aima/gpu-core'

/** Where prices are. It needs no account and knows the public cloud only. Source: Microsoft's page "Azure Retail Prices" (2026). */
export const officialPricesUrl = 'https://prices.azure.com'

/** Where an account is asked. Source: the same host in every package `@azure/arm-*`. */
export const officialManagementUrl = 'https://management.azure.com'

/** For what a token is asked. */
export const tokenScope = 'https://management.azure.com/.default'

/** Environment variable with the subscription, as Microsoft's own SDKs read it. */
export const subscriptionVariable = 'AZURE_SUBSCRIPTION_ID'

/** Versions of the interfaces. Sources: Retail Prices page; @azure/arm-compute 24; @azure/arm-resourcegraph 4.2; Spot Placement Score page (2025-10). */
export const apiVersions = {
  prices: '2023-01-01-preview',
  skus: '2021-07-01',
  usages: '2024-07-01',
  resourceGraph: '2024-04-01',
  placementScores: '2025-06-05',
} as const

/** Most pages of one list. A region's N-series are one page of prices; this stops a list that has no end. */
export const maximumPages = 20

/** Billed by the second, and at least for a minute. Source: Azure's page on pricing of virtual machines. */
export const billing: Billing = { billStepSeconds: 1, billMinSeconds: 60 }

/**
 * What Azure holds for its virtual machines. `GDPR` and `HIPAA` are no certificates: Azure offers the contracts that those laws ask for.
 *
 * Source: Microsoft, "Azure compliance documentation" (2026).
 */
export const certifications: readonly string[] = [
  'ISO 27001',
  'ISO 27017',
  'ISO 27018',
  'SOC 1',
  'SOC 2',
  'SOC 3',
  'PCI DSS',
  'C5',
  'GDPR',
  'HIPAA',
]

/** Groups of regions with one price of traffic out to the Internet. */
export type EgressArea = 'north-america-europe' | 'asia-africa-oceania' | 'south-america'

/**
 * Traffic out to the Internet, by volume in a month; the first 100 GB are free. Outside of North America and Europe the first price
 * counts for any volume, although more traffic is a little cheaper.
 *
 * Source: Azure's page "Bandwidth pricing" (2026), routed over Microsoft's network.
 */
export const egressTiersByArea: Readonly<Record<EgressArea, readonly EgressTier[]>> = {
  'north-america-europe': [
    [100, 0],
    [10_240, 0.087],
    [51_200, 0.083],
    [153_600, 0.07],
    [null, 0.05],
  ],
  'asia-africa-oceania': [
    [100, 0],
    [null, 0.12],
  ],
  'south-america': [
    [100, 0],
    [null, 0.181],
  ],
}

const bytesPerGiB = 2 ** 30
const bytesPerGB = 1e9

/** A managed disk P10: 128 GiB for 19.71 USD a month in East US. Source: Retail Prices, meter `P10 LRS Disk` (2026). */
const premiumDisk = { gib: 128, usdPerMonth: 19.71 }

/** Price of managed disk (USD per GB and month), of a P10 that is full. */
export const diskUsdPerGBMonth: number =
  premiumDisk.usdPerMonth / ((premiumDisk.gib * bytesPerGiB) / bytesPerGB)

/** Time between the notice and the end of a Spot machine (h): 30 s. Source: Azure's page "Scheduled Events", event `Preempt`. */
export const noticeHours: number = 30 / 3600

/** Interruptions of a Spot machine whose eviction rate is not known (1/h): the cost model's prior, since nobody has published a measurement. */
export const priorInterruptionsPerHour = 0.05
