import type { Billing, Driver, EgressTier } from '@aima/gpu-core'

/** Certificates that AWS holds for EC2. Source: AWS, "Compliance Programs" (2026). `GDPR` and `HIPAA` are contracts that it offers. */
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

/** Linux instances are billed by the second, for a minute at least. Source: AWS, "EC2 On-Demand pricing" (2026). */
export const billing: Billing = { billStepSeconds: 1, billMinSeconds: 60 }

/** The user's machine image brings the driver. */
export const driver: Driver = { kind: 'from-image' }

/** Time from notice to interruption (h): two minutes. Source: EC2 user guide, "Spot Instance interruption notices". */
export const noticeHours = 120 / 3600

/** Price of gp3 disks in us-east-1 (USD per GB and month). Source: AWS list price, 2026. */
export const gp3UsdPerGBMonth = 0.08

/** Traffic to the Internet, by volume of a month. Source: AWS list prices of us-east-1, 2026. */
const usualTiers: readonly EgressTier[] = [
  [100, 0],
  [10_240, 0.09],
  [51_200, 0.085],
  [153_600, 0.07],
  [null, 0.05],
]

/** First price above what is free (USD/GB); what it falls to with volume is not in the table. Source: AWS list prices, 2026. */
const dearerUsdPerGB: ReadonlyMap<string, number> = new Map([
  ['af-south-1', 0.154],
  ['ap-south-1', 0.1093],
  ['ap-southeast-2', 0.114],
  ['sa-east-1', 0.15],
])

/**
 * Price of traffic from a region to the Internet.
 *
 * @param region - AWS's name of it.
 * @returns Undefined: not in the table.
 * Source: AWS list prices of 2026; regions of the US and the EU are alike, and four others are known to be dearer.
 * @example
 * egressTiersOf('sa-east-1') // => [[100, 0], [null, 0.15]]
 * egressTiersOf('ap-east-1') // => undefined
 */
export const egressTiersOf = (region: string): readonly EgressTier[] | undefined => {
  const dearer = dearerUsdPerGB.get(region)
  if (dearer !== undefined)
    return [
      [100, 0],
      [null, dearer],
    ]
  return /^(?:us|eu)-(?!gov-)/.test(region) ? usualTiers : undefined
}
