import { accelerators } from './accelerators.ts'
import { computeService } from './facts.ts'
import type { WireSku } from './wire-sku.ts'

/** Part of a machine that has a price of its own: `core A2`, `ram A2`, `gpu nvidia-l4`, `slice nvidia-b200`, `ssd`. */
export type PartId = string

/** How capacity is bought. */
export type SkuPurchase = 'on-demand' | 'spot'

/** What a SKU is the price of. */
export interface SkuPart {
  /** The part. */
  readonly part: PartId
  /** How it is bought. */
  readonly purchase: SkuPurchase
}

/** A kind of SKU that is the price of no machine, although its text may look like one. */
interface SkuRefusal {
  /** What it is. */
  readonly reason: string
  /** Whether a SKU is one. */
  readonly refuses: (sku: WireSku) => boolean
}

const says =
  (pattern: RegExp) =>
  ({ description }: WireSku): boolean =>
    pattern.test(description)

const usageTypes: ReadonlySet<string> = new Set(['OnDemand', 'Preemptible'])

/**
 * The SKUs that are left out, whatever their usage type says: sole tenancy, licences and calendar mode are `OnDemand`.
 *
 * Source: 711 SKUs of 2025-06; Cyclenerd/google-cloud-pricing-cost-calculator dac3128; dstackai/gpuhunt 3584151.
 */
export const skuRefusals: readonly SkuRefusal[] = [
  { reason: 'another service', refuses: ({ name }) => !(name ?? computeService).startsWith(computeService) },
  { reason: 'commitment', refuses: says(/\bCommitment\b/i) },
  { reason: 'reservation', refuses: says(/\bReserved\b/i) },
  { reason: 'DWS', refuses: says(/\bDWS\b/i) },
  { reason: 'sole tenancy', refuses: says(/\bSole Tenancy\b/i) },
  { reason: 'custom machine', refuses: says(/\bCustom\b/i) },
  { reason: 'premium for an upgrade', refuses: says(/\bPremium\b/i) },
  { reason: 'suspended machine', refuses: says(/\bsuspended\b/i) },
  { reason: 'licence', refuses: says(/\bLicensing Fee\b/i) },
  {
    reason: 'other usage type',
    refuses: ({ category }) => !usageTypes.has(category?.usageType ?? 'OnDemand'),
  },
]

/** Names of series in texts, by the name of the series here. `A3 Ultra` is written with a space in the rows of DWS. */
const familyNames: ReadonlyMap<string, readonly string[]> = new Map([
  ['N1 Predefined', ['N1 Predefined']],
  ['A2', ['A2']],
  ['A3', ['A3']],
  ['A3Plus', ['A3Plus']],
  ['A3Ultra', ['A3Ultra', 'A3 Ultra']],
  ['G2', ['G2']],
  ['G4', ['G4']],
])

const familyParts = [...familyNames].flatMap(([family, names]) =>
  names.flatMap((name): readonly (readonly [string, PartId])[] => [
    [`${name} Instance Core`, `core ${family}`],
    [`${name} Instance Ram`, `ram ${family}`],
  ]),
)

const gpuParts = accelerators.flatMap(({ type, skuNames }) =>
  skuNames.map((name): readonly [string, PartId] => [name, `gpu ${type}`]),
)

/** What a text is about, by all of it that is not how and where. A whole name must fit: `A3 Instance Core` is not `A3Plus Instance Core`. */
const partsByName: ReadonlyMap<string, PartId> = new Map(
  [
    ...familyParts,
    ...gpuParts,
    ['A4 Nvidia B200 (1 gpu slice)', 'slice nvidia-b200'] as const,
    ['SSD backed Local Storage', 'ssd'] as const,
  ].map(([name, part]) => [name.toLowerCase(), part]),
)

const spotPrefix = /^(?:Spot )?Preemptible /i
const spotInfix = / attached to (?:Spot )?Preemptible VMs/i
const placeSuffix = / (?:running )?in .*$/is

const nameOf = (description: string): string =>
  description.replace(spotPrefix, '').replace(spotInfix, '').replace(placeSuffix, '').trim().toLowerCase()

/** Text and usage type may disagree: some SKUs of B200 are Spot by their text and `OnDemand`. One of them is enough, so that no Spot price passes for another. */
const isSpot = ({ description, category }: WireSku): boolean =>
  category?.usageType === 'Preemptible' || spotPrefix.test(description) || spotInfix.test(description)

/**
 * Why a SKU is left out, whatever it is the price of.
 *
 * @param sku - The SKU.
 * @returns Undefined: it is not.
 * @example
 * refusalOf({ description: 'Commitment v1: Nvidia L4 GPU running in Berlin for 3 Years' }) // => 'commitment'
 * refusalOf({ description: 'Nvidia L4 GPU running in Berlin' }) // => undefined
 */
export const refusalOf = (sku: WireSku): string | undefined =>
  skuRefusals.find(({ refuses }) => refuses(sku))?.reason

/**
 * What a SKU is the price of. Its text alone says so; where it holds, its regions say and not its text.
 *
 * @param sku - The SKU.
 * @returns Undefined: it is left out, or no part of a machine with GPUs.
 * @example
 * partOf({ description: 'Spot Preemptible A3Plus Instance Core running in Virginia' }) // => { part: 'core A3Plus', purchase: 'spot' }
 * partOf({ description: 'RTX 6000 96GB running in Finland' }) // => { part: 'gpu nvidia-rtx-pro-6000', purchase: 'on-demand' }
 * partOf({ description: 'N2 Instance Core running in Paris' }) // => undefined
 */
export const partOf = (sku: WireSku): SkuPart | undefined => {
  const part = partsByName.get(nameOf(sku.description))
  if (part === undefined || refusalOf(sku) !== undefined) return undefined
  return { part, purchase: isSpot(sku) ? 'spot' : 'on-demand' }
}
