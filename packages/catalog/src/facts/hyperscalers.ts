import type { Billing, Disk, Driver } from '@aima/gpu-core'
import type { ProviderFacts } from './provider-facts.ts'
import { egressNote, interruptionsNote, storageNote } from './reported-numbers.ts'

const hours = (seconds: number): number => seconds / 3600

/** Converts a price per GiB (USD). */
const perGiB = (usd: number): number => usd / 1.073741824

const perSecondAfterOneMinute: Billing = { billStepSeconds: 1, billMinSeconds: 60 }

const fromImage: Driver = { kind: 'from-image' }

const elastic: Disk = { kind: 'elastic' }

/**
 * Certifications that all three hyperscalers hold for their virtual machines. `GDPR` and `HIPAA` are no
 * certificates: they offer the contracts that those laws ask for.
 *
 * Source: AWS "Compliance Programs", Google Cloud "Compliance resource center", Microsoft "Azure compliance
 * documentation".
 */
const certifications: readonly string[] = [
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

/** Sources: AWS list prices of 2026 for data and gp3 disks; two minutes' notice: EC2 documentation. */
export const aws: ProviderFacts = {
  provider: 'aws',
  providerKind: 'hyperscaler',
  trust: 'certified',
  certifications,
  billing: perSecondAfterOneMinute,
  network: {
    dataPath: 'staged',
    egressTiers: [
      [100, 0],
      [10_240, 0.09],
      [51_200, 0.085],
      [153_600, 0.07],
      [null, 0.05],
    ],
    storageUsdPerGBMonth: 0.08,
  },
  disk: elastic,
  driver: fromImage,
  spotRisk: { noticeHours: hours(120) },
  assumptions: [
    egressNote(
      0.09,
      'AWS list price for Europe and most of the US above 100 GB a month, falling with volume',
    ),
    storageNote(0.08, 'AWS list price of gp3 disks in us-east-1'),
  ],
  spotAssumptions: [],
}

/** Sources: Google Cloud list prices of 2026 (premium tier, pd-balanced), billed by the GiB. */
export const gcp: ProviderFacts = {
  provider: 'gcp',
  providerKind: 'hyperscaler',
  trust: 'certified',
  certifications,
  billing: perSecondAfterOneMinute,
  network: {
    dataPath: 'staged',
    egressTiers: [
      [1.073741824, 0],
      [1_099.511627776, perGiB(0.12)],
      [10_995.11627776, perGiB(0.11)],
      [null, perGiB(0.08)],
    ],
    storageUsdPerGBMonth: perGiB(0.1),
  },
  disk: elastic,
  driver: fromImage,
  spotRisk: { noticeHours: hours(30), interruptionsPerHour: 0.05 },
  assumptions: [
    egressNote(0.12, 'Google Cloud list price per GiB for Europe and North America, falling with volume'),
    storageNote(0.1, 'Google Cloud list price per GiB of pd-balanced disks in us-central1'),
  ],
  spotAssumptions: [interruptionsNote(0.05, 'prior: a trace of 180 h had 3 losses')],
}

/** Source: Azure list prices of 2026 for data. */
export const azure: ProviderFacts = {
  provider: 'azure',
  providerKind: 'hyperscaler',
  trust: 'certified',
  certifications,
  billing: perSecondAfterOneMinute,
  network: {
    dataPath: 'staged',
    egressTiers: [
      [100, 0],
      [10_240, 0.087],
      [51_200, 0.083],
      [153_600, 0.07],
      [null, 0.05],
    ],
  },
  disk: elastic,
  driver: fromImage,
  spotRisk: { noticeHours: hours(30), interruptionsPerHour: 0.05 },
  assumptions: [
    egressNote(
      0.087,
      'Azure list price for Europe and North America above 100 GB a month, falling with volume',
    ),
  ],
  spotAssumptions: [interruptionsNote(0.05, 'prior: no public measurement was found')],
}
