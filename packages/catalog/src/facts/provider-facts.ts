import type {
  Assumption,
  Billing,
  Disk,
  Driver,
  Network,
  ProviderKind,
  SpotRisk,
  TrustClass,
} from '@aima/gpu-core'

/** What is known of a provider and fills the offers of its price list. */
export interface ProviderFacts {
  /** Name of the provider in offers. */
  readonly provider: string
  /** Kind of provider. */
  readonly providerKind: ProviderKind
  /** How far its operators are trusted; absent: unknown. */
  readonly trust?: TrustClass
  /** Certifications that it publicly holds; absent: unknown. */
  readonly certifications?: readonly string[]
  /** How it bills time. */
  readonly billing?: Billing
  /** Its data prices. */
  readonly network?: Network
  /** Disk of its machines. */
  readonly disk?: Disk
  /** Driver of its machines. */
  readonly driver?: Driver
  /** Interruptions of its spot machines. */
  readonly spotRisk?: SpotRisk
  /** What of this is a list price or a prior and not stated by an offer. */
  readonly assumptions: readonly Assumption[]
  /** What of {@link ProviderFacts.spotRisk} is. */
  readonly spotAssumptions: readonly Assumption[]
}
