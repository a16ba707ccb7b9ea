import type { GateName, Job, Moment, Offer, Policy, RejectionKind } from '../../../src/index.ts'
import * as estimate from './estimate.ts'
import { circlesOf, type Law } from './law.ts'
import * as price from './price.ts'
import * as residency from './residency.ts'
import * as technical from './technical.ts'

/** The law behind every reason to refuse an offer. */
const laws: Readonly<Record<RejectionKind, Law>> = {
  'site-not-allowed': residency.siteLaw,
  'provider-not-allowed': residency.allowedProviderLaw,
  'provider-denied': residency.deniedProviderLaw,
  'country-not-allowed': residency.countryLaw,
  'trust-too-low': residency.trustLaw,
  'certification-missing': residency.certificationLaw,
  'access-denied': residency.accessLaw,
  'too-few-gpus': technical.gpuCountLaw,
  'vram-too-small': technical.vramLaw,
  'total-vram-too-small': technical.totalVramLaw,
  'model-not-allowed': technical.allowedModelLaw,
  'model-denied': technical.deniedModelLaw,
  'vendor-not-allowed': technical.vendorLaw,
  'compute-capability-too-low': technical.capabilityLaw,
  'cuda-too-old': technical.cudaLaw,
  'driver-too-old': technical.driverLaw,
  'tflops-too-low': technical.tflopsLaw,
  'memory-bandwidth-too-low': technical.bandwidthLaw,
  'form-factor-not-allowed': technical.formFactorLaw,
  'interconnect-too-slow': technical.interconnectLaw,
  'too-few-vcpus': technical.vcpuLaw,
  'ram-too-small': technical.ramLaw,
  'disk-too-small': technical.diskLaw,
  'architecture-not-allowed': technical.architectureLaw,
  'price-unknown': price.priceLaw,
  'price-too-old': price.priceAgeLaw,
  'spot-not-allowed': price.spotLaw,
  'spot-dearer-than-on-demand': price.spotPriceLaw,
  'out-of-stock': estimate.stockLaw,
  'busy-without-end': estimate.knownEndLaw,
  'failed-recently': estimate.failureLaw,
  closed: estimate.openLaw,
  'closes-too-early': estimate.openUntilDoneLaw,
  'hourly-price-over-budget': price.hourlyBudgetLaw,
  'job-cost-over-budget': estimate.jobBudgetLaw,
  'takes-too-long': estimate.completionLaw,
  'provider-excluded': estimate.exclusionLaw,
  'speed-unknown': estimate.speedLaw,
  'never-finishes': estimate.finishLaw,
}

/** Laws that can be judged without an estimate, gate by gate in the order of the architecture. */
export const gateOrder: readonly (readonly [GateName, readonly RejectionKind[]])[] = [
  ['confidentiality', ['site-not-allowed']],
  [
    'residency',
    [
      'provider-not-allowed',
      'provider-denied',
      'country-not-allowed',
      'trust-too-low',
      'certification-missing',
      'access-denied',
    ],
  ],
  [
    'technical',
    [
      'too-few-gpus',
      'vram-too-small',
      'total-vram-too-small',
      'model-not-allowed',
      'model-denied',
      'vendor-not-allowed',
      'compute-capability-too-low',
      'cuda-too-old',
      'driver-too-old',
      'tflops-too-low',
      'memory-bandwidth-too-low',
      'form-factor-not-allowed',
      'interconnect-too-slow',
      'too-few-vcpus',
      'ram-too-small',
      'disk-too-small',
      'architecture-not-allowed',
    ],
  ],
  ['price', ['price-unknown', 'price-too-old']],
  ['spot', ['spot-not-allowed', 'spot-dearer-than-on-demand']],
  ['availability', ['out-of-stock', 'busy-without-end', 'failed-recently', 'closed']],
  ['budget', ['hourly-price-over-budget']],
  ['strategy', ['provider-excluded']],
]

/** Every law that an offer breaks, under any circle of the policy. */
export const brokenLaws = (
  offer: Offer,
  { job, policy, moment }: { readonly job: Job; readonly policy: Policy; readonly moment: Moment },
): ReadonlySet<string> =>
  new Set(
    circlesOf(policy).flatMap((circle) =>
      Object.entries(laws)
        .filter(([, keeps]) => !keeps(offer, { job, circle, moment }))
        .map(([kind]) => kind),
    ),
  )
