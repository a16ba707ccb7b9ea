import type { Assumption, Billing, EgressTier, SpotRisk } from '@aima/gpu-core'

/** Where prices are asked for. Source: Cloud Billing API v1, reference, 2026-11. */
export const officialBillingUrl = 'https://cloudbilling.googleapis.com'

/** Where machines are asked for. Source: Compute Engine API v1, reference, 2026-11. */
export const officialComputeUrl = 'https://compute.googleapis.com'

/** Compute Engine among the services of the price list. Source: replies of `services/.../skus` in opencost/opencost 5f65333 (2023). */
export const computeService = 'services/6F81-5844-456A'

/** SKUs of a page: default and maximum. Source: Cloud Billing API v1, `services.skus.list`. */
export const skuPageSize = 5000

/** Most pages of a list. The price list has about ten; this stops one that has no end. */
export const maximumPages = 60

/** Rows of a page of Compute Engine: the maximum. Source: Compute Engine API v1, `machineTypes.aggregatedList`. */
export const computePageSize = 500

/** Hours of a month in Google's prices of disk. Source: 375 GiB of 0.08 USD are 0.0411 USD/h of an a2-ultragpu-1g (2026-08). */
export const hoursPerMonth = 730

/** GB in a GiB. */
export const gbPerGiB = 1.073741824

/** By the second, after one minute. Source: Compute Engine, "VM instance pricing". */
export const billing: Billing = { billStepSeconds: 1, billMinSeconds: 60 }

/**
 * Certifications that Google holds for its virtual machines. `GDPR` and `HIPAA` are no certificates: it offers the contracts that
 * those laws ask for. Source: Google Cloud, "Compliance resource center", 2026.
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

const perGiB = (usd: number): number => usd / gbPerGiB

/** To the Internet, premium tier, for Europe and North America. Source: Google Cloud, network pricing, 2026; the same in a SKU of 2021-11. */
const egressTiers: readonly EgressTier[] = [
  [gbPerGiB, 0],
  [1024 * gbPerGiB, perGiB(0.12)],
  [10_240 * gbPerGiB, perGiB(0.11)],
  [null, perGiB(0.08)],
]

/**
 * Price of traffic from a region to the Internet.
 *
 * @param region - Google's name of it.
 * @returns Undefined outside of Europe and North America: dearer, and in no table.
 * @example
 * egressTiersOf('europe-west4')?.length // => 4
 * egressTiersOf('southamerica-east1') // => undefined
 */
export const egressTiersOf = (region: string): readonly EgressTier[] | undefined =>
  /^(?:us|northamerica|europe)-/.test(region) ? egressTiers : undefined

/** pd-balanced in us-central1. Source: Google Cloud, disk pricing, 2026. */
export const storageUsdPerGBMonth: number = perGiB(0.1)

/** Says that {@link egressTiers} were put in. */
export const egressNote: Assumption = {
  name: 'egressUsdPerGB',
  value: perGiB(0.12),
  unit: 'USD/GB',
  basis: 'Google Cloud list price of 2026 for Europe and North America, 0.12 USD/GiB, falling with volume',
}

/** Says that {@link storageUsdPerGBMonth} was put in. */
export const storageNote: Assumption = {
  name: 'storageUsdPerGBMonth',
  value: storageUsdPerGBMonth,
  unit: 'USD/GB-month',
  basis: 'Google Cloud list price of 2026 of pd-balanced disks in us-central1, 0.10 USD/GiB',
}

/** Before Google's own estimate: 30 s of notice, and a prior for the rate. Source: Compute Engine, "Spot VMs". */
export const spotRisk: SpotRisk = { noticeHours: 30 / 3600, interruptionsPerHour: 0.05 }

/** Says that the prior of {@link spotRisk} was put in. */
export const interruptionsNote: Assumption = {
  name: 'interruptionsPerHour',
  value: 0.05,
  unit: '1/h',
  basis: 'prior: a trace of 180 h had 3 losses, and Google states no rate',
}
