import { err, ok, Result } from 'neverthrow'
import { z } from 'zod'

/** Price of a type on demand, in the currency of its partition. */
export interface ListPrice {
  /** The type. */
  readonly type: string
  /** Price of the whole instance (per hour). */
  readonly perHour: number
  /** How surely it is the plain price of the type: of several, the highest counts. */
  readonly rank: number
}

/**
 * How surely a price is the plain one: a shared machine before a dedicated one, and usage by the hour (`BoxUsage`) before any other.
 *
 * @param tenancy - `Shared` or `Dedicated`.
 * @param usageType - Such as `EUC1-BoxUsage:g6.xlarge`.
 * @example
 * rankOf('Shared', 'BoxUsage:g6.xlarge') // => 3
 * rankOf('Dedicated', undefined) // => 0
 */
export const rankOf = (tenancy: string | undefined, usageType: string | undefined): number =>
  (tenancy === 'Dedicated' ? 0 : 2) + (/(?:^|-)BoxUsage(?::|$)/.test(usageType ?? '') ? 1 : 0)

/**
 * Whether usage is of what is reserved, idle, or a whole host: none that a plain start is billed by, whatever the other fields say.
 *
 * @param usageType - Such as `UnusedBox:g6.xlarge`.
 * @example
 * isOtherUsage('EUC1-Reservation:g6.xlarge') // => true
 * isOtherUsage('EUC1-DedicatedUsage:g4dn.metal') // => false
 */
export const isOtherUsage = (usageType: string | undefined): boolean =>
  /(?:^|-)(?:Unused|Reservation|HostBoxUsage|HostUsage|CapacityBlock|SpotUsage)/i.test(usageType ?? '')

/** Which prices are meant. */
export interface PriceScope {
  /** Region. */
  readonly region: string
  /** Currency: `USD`, in China `CNY`. */
  readonly currency: 'USD' | 'CNY'
}

/** What a product says of itself, as text. Source: AWS Billing user guide, "Price List" (2026), and a product of 2021. */
interface Attributes {
  readonly instanceType: string
  readonly regionCode?: string | undefined
  readonly locationType?: string | undefined
  readonly operatingSystem?: string | undefined
  readonly preInstalledSw?: string | undefined
  readonly tenancy?: string | undefined
  readonly capacitystatus?: string | undefined
  readonly marketoption?: string | undefined
  readonly usagetype?: string | undefined
}

interface Product {
  readonly product: { readonly productFamily?: string | undefined; readonly attributes: Attributes }
  readonly terms: {
    readonly OnDemand?:
      | Readonly<Record<string, { readonly priceDimensions: Readonly<Record<string, Dimension>> }>>
      | undefined
  }
}

interface Dimension {
  readonly unit: string
  readonly pricePerUnit: Readonly<Record<string, string>>
}

const text = z.string().optional()

const Product: z.ZodType<Product> = z.object({
  product: z.object({
    productFamily: text,
    attributes: z.object({
      instanceType: z.string('expected the name of a type'),
      regionCode: text,
      locationType: text,
      operatingSystem: text,
      preInstalledSw: text,
      tenancy: text,
      capacitystatus: text,
      marketoption: text,
      usagetype: text,
    }),
  }),
  terms: z.object({
    OnDemand: z
      .record(
        z.string(),
        z.object({
          priceDimensions: z.record(
            z.string(),
            z.object({ unit: z.string(), pricePerUnit: z.record(z.string(), z.string()) }),
          ),
        }),
      )
      .optional(),
  }),
})

/** Above every price that can be true (per hour). */
const highestPerHour = 100_000

/**
 * Reads an amount.
 *
 * @param amount - Such as `0.0960000000`.
 * @returns Undefined: no amount, or an absurd one. 0 stands for what has no price of its own.
 * @example
 * amountOf('0.0960000000') // => 0.096
 * amountOf('free') // => undefined
 */
export const amountOf = (amount: string): number | undefined => {
  const value = /^\d{1,9}(?:\.\d{1,12})?$/.test(amount) ? Number(amount) : Number.NaN
  return value <= highestPerHour ? value : undefined
}

/** Fields of older products may be missing; one that is there must be right. */
const isOrAbsent = (value: string | undefined, expected: string): boolean =>
  value === undefined || value === expected

/**
 * Whether a product is a plain Linux machine of a region, started by whoever pays: none of Windows, of a reservation, of a local zone, or
 * of a block of capacity.
 */
const isPlain = (attributes: Attributes, { region }: PriceScope): boolean =>
  attributes.operatingSystem === 'Linux' &&
  isOrAbsent(attributes.preInstalledSw, 'NA') &&
  isOrAbsent(attributes.capacitystatus, 'Used') &&
  isOrAbsent(attributes.marketoption, 'OnDemand') &&
  isOrAbsent(attributes.locationType, 'AWS Region') &&
  isOrAbsent(attributes.regionCode, region) &&
  !isOtherUsage(attributes.usagetype) &&
  (attributes.tenancy === 'Shared' ||
    (attributes.tenancy === 'Dedicated' && attributes.instanceType.includes('.metal')))

/** Disks, traffic and reservations have other fields; of those nothing is read. */
const OtherFamily = z.object({
  product: z.object({ productFamily: z.string().regex(/^(?!Compute Instance)/) }),
})

const parseJson = Result.fromThrowable((json: string): unknown => JSON.parse(json))

/** A price, what is wrong with one, or none: another kind of product. */
export type ReadPrice = Result<
  ListPrice | undefined,
  { readonly type: unknown; readonly issues: readonly string[] }
>

const priceIn = ({ product: { attributes }, terms }: Product, { currency }: PriceScope): ReadPrice => {
  const { instanceType: type } = attributes
  const dimensions = Object.values(terms.OnDemand ?? {}).flatMap(({ priceDimensions }) =>
    Object.values(priceDimensions),
  )
  const [dimension] = dimensions.filter(({ unit }) => unit === 'Hrs')
  const amount = dimension === undefined ? undefined : dimension.pricePerUnit[currency]
  if (dimension === undefined || amount === undefined) return ok(undefined)
  const perHour = amountOf(amount)
  if (perHour === undefined) return err({ type, issues: [`pricePerUnit.${currency}: expected an amount`] })
  // Placeholders cost nothing.
  return ok(
    perHour === 0 ? undefined : { type, perHour, rank: rankOf(attributes.tenancy, attributes.usagetype) },
  )
}

/**
 * Reads one element of a price list: JSON within JSON.
 *
 * @param element - The text.
 * @param scope - Which prices are meant.
 * @returns Undefined: another kind of product, or one without a price.
 */
export const readProduct = (element: string, scope: PriceScope): ReadPrice => {
  const parsed = parseJson(element)
  if (parsed.isErr()) return err({ type: undefined, issues: ['expected JSON'] })
  if (OtherFamily.safeParse(parsed.value).success) return ok(undefined)
  const { data, error } = Product.safeParse(parsed.value)
  if (error !== undefined)
    return err({
      type: undefined,
      issues: error.issues.map(({ path, message }) => `${path.slice(0, 4).join('.')}: ${message}`),
    })
  return isPlain(data.product.attributes, scope) ? priceIn(data, scope) : ok(undefined)
}
