import type { Place, TrustClass } from '@aima/gpu-core'
import type { CatalogueRow, DataCenterStock } from './catalogue-row.ts'
import { certificationsOf, isCertified } from './certifications.ts'
import { countryOf } from './regions.ts'
import type { StockLevel } from './wire.ts'

/** What each data centre is certified for, in RunPod's words, by its id; absent: not told. */
export type ComplianceOf = ReadonlyMap<string, readonly string[]>

/** One place in which a row can be had. */
export interface Placing {
  /** The data centre; undefined: anywhere in the cloud. */
  readonly dataCenterId: string | undefined
  /** Stock there. */
  readonly stock: StockLevel
}

const inStock = (dataCenters: readonly DataCenterStock[]): readonly Placing[] => {
  const stocks = new Map(dataCenters.map(({ id, stock }) => [id, stock]))
  return [...stocks]
    .filter(([, stock]) => stock !== 'NONE')
    .map(([dataCenterId, stock]) => ({ dataCenterId, stock }))
}

/**
 * Where a row can be had: in each data centre that has it in stock, or, where none is told, anywhere in the cloud. A row without
 * stock stays one offer, so that a decision can say that it is sold out.
 *
 * @param row - The row.
 */
export const placingsOf = ({
  stock,
  dataCenters,
}: Pick<CatalogueRow, 'stock' | 'dataCenters'>): readonly Placing[] => {
  const placings = stock === 'NONE' ? [] : inStock(dataCenters)
  return placings.length > 0 ? placings : [{ dataCenterId: undefined, stock }]
}

/** Name of the region where RunPod chooses the data centre. */
export const anywhere = 'anywhere'

/**
 * Place of an offer. A data centre is a region of its own: RunPod knows nothing smaller, and its continents decide nothing.
 *
 * @param placing - The data centre.
 * @example
 * placeOf({ dataCenterId: 'EU-RO-1', stock: 'LOW' }) // => { region: 'EU-RO-1', country: 'RO' }
 */
export const placeOf = ({ dataCenterId }: Placing): Place =>
  dataCenterId === undefined
    ? { region: anywhere }
    : { region: dataCenterId, country: countryOf(dataCenterId) }

/** How far an operator is trusted, and what it holds. */
export interface Standing {
  /** Trust class. */
  readonly trust: TrustClass
  /** Certifications; absent: unknown. */
  readonly certifications?: readonly string[] | undefined
}

/**
 * Trust in an offer.
 *
 * The secure cloud is `datacenter` (RunPod has vetted the sites), and `certified` where RunPod lists an audited certificate for
 * the data centre. A machine of the community cloud is a stranger's wherever it stands: what a data centre holds says nothing
 * about it.
 *
 * @param row - The row.
 * @param placing - Where.
 * @param complianceOf - What data centres hold.
 * @example
 * const complianceOf = new Map([['EU-RO-1', ['GDPR', 'ISO_IEC_27001']]])
 * standingOf({ cloud: 'SECURE' }, { dataCenterId: 'EU-RO-1', stock: 'LOW' }, complianceOf).trust // => 'certified'
 */
export const standingOf = (
  { cloud }: Pick<CatalogueRow, 'cloud'>,
  { dataCenterId }: Placing,
  complianceOf: ComplianceOf,
): Standing => {
  if (cloud === 'COMMUNITY') return { trust: 'community' }
  const compliance = dataCenterId === undefined ? undefined : complianceOf.get(dataCenterId)
  if (compliance === undefined) return { trust: 'datacenter' }
  const trust = isCertified(compliance) ? 'certified' : 'datacenter'
  return { trust, certifications: certificationsOf(compliance) }
}
