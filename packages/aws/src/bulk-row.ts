import { z } from 'zod'
import { gpuOf } from './gpu.ts'
import { familyOf, isRetired, tabledGpus } from './gpu-families.ts'
import { type MachineType, typePattern } from './machine-type.ts'
import { amountOf, isOtherUsage, type PriceScope, rankOf } from './price-product.ts'
import { type BadRow, badRow } from './rows.ts'

/** One row of the public price file: the columns that are used. Source: AWS Billing user guide, "Price List Bulk API" (2026). */
export interface BulkRow {
  readonly TermType: string
  readonly Tenancy: string
  readonly 'Operating System': string
  readonly CapacityStatus: string
  readonly Unit: string
  readonly Currency: string
  readonly PricePerUnit: string
  readonly 'Instance Type': string
  readonly 'Region Code': string
  readonly 'Location Type'?: string | undefined
  readonly 'Pre Installed S/W'?: string | undefined
  readonly MarketOption?: string | undefined
  readonly usageType?: string | undefined
  readonly vCPU?: string | undefined
  readonly Memory?: string | undefined
  readonly GPU?: string | undefined
}

const column = z.string()
const optionalColumn = z.string().optional()

/** Schema of {@link BulkRow}. */
export const BulkRow: z.ZodType<BulkRow> = z.object({
  TermType: column,
  Tenancy: column,
  'Operating System': column,
  CapacityStatus: column,
  Unit: column,
  Currency: column,
  PricePerUnit: column,
  'Instance Type': column,
  'Region Code': column,
  'Location Type': optionalColumn,
  'Pre Installed S/W': optionalColumn,
  MarketOption: optionalColumn,
  usageType: optionalColumn,
  vCPU: optionalColumn,
  Memory: optionalColumn,
  GPU: optionalColumn,
})

/** A type with its price on demand. */
export interface PricedType {
  /** The type. */
  readonly machine: MachineType
  /** Price of the whole instance, in the currency of the partition (per hour). */
  readonly perHour: number
  /** How surely it is the plain price of the type: of several, the highest counts. */
  readonly rank: number
}

const isNoneOr = (value: string | undefined, expected: string): boolean =>
  value === undefined || value === '' || value === 'NA' || value === expected

/** Some bare metal is listed only as dedicated. */
const isDedicatedMetal = (row: BulkRow): boolean =>
  row.Tenancy === 'Dedicated' && row['Instance Type'].includes('.metal')

/** Local zones are cities of their own; their prices once passed for those of their region. */
const isMeant = (row: BulkRow, { region, currency }: PriceScope): boolean =>
  row.TermType === 'OnDemand' &&
  row['Operating System'] === 'Linux' &&
  isNoneOr(row['Pre Installed S/W'], 'NA') &&
  row.CapacityStatus === 'Used' &&
  isNoneOr(row.MarketOption, 'OnDemand') &&
  row.Unit === 'Hrs' &&
  row.Currency === currency &&
  row['Region Code'] === region &&
  isNoneOr(row['Location Type'], 'AWS Region') &&
  !isOtherUsage(row.usageType) &&
  (row.Tenancy === 'Shared' || isDedicatedMetal(row)) &&
  typePattern.test(row['Instance Type']) &&
  !isRetired(row['Instance Type'])

/** Such as `192`, or `2,048 GiB`. */
const numberIn = (cell: string | undefined, most: number): number | undefined => {
  const [, digits] = /^(\d[\d,]{0,8}(?:\.\d{1,3})?)(?: GiB)?$/.exec(cell ?? '') ?? []
  const value = Number(digits?.replaceAll(',', ''))
  return value > 0 && value <= most ? value : undefined
}

const mostGpus = 72

/** Memory and form of GPUs are from the table, for the file is wrong about some; of a family that is not in it, only the number is told. */
const machineOf = (row: BulkRow): MachineType | undefined => {
  const type = row['Instance Type']
  const family = familyOf(type)
  const gpus = tabledGpus(type) ?? numberIn(row.GPU, mostGpus)
  if (gpus === undefined || (gpus > 1 && !Number.isInteger(gpus))) return undefined
  const stated =
    family === undefined
      ? { type, name: `GPU of ${type.split('.')[0]}`, gpus: Math.ceil(gpus) }
      : {
          type,
          name: family.apiName,
          vendor: family.vendor,
          mebibytes: Math.floor(family.mebibytes * Math.min(1, gpus)),
          gpus,
        }
  return {
    ...gpuOf(stated),
    type,
    vcpus: numberIn(row.vCPU, 4096),
    ramGiB: numberIn(row.Memory, 2 ** 18),
    architecture: family?.architecture,
  }
}

/**
 * Reads a row.
 *
 * @param row - Its columns.
 * @param scope - Which prices are meant.
 * @returns The type with its price, a warning when that is no amount, or undefined: another kind of product.
 */
export const readBulkRow = (row: BulkRow, scope: PriceScope): PricedType | BadRow | undefined => {
  if (!isMeant(row, scope)) return undefined
  const perHour = amountOf(row.PricePerUnit)
  if (perHour === undefined)
    return badRow(`prices of ${scope.region}`, row['Instance Type'], ['PricePerUnit: expected an amount'])
  const machine = perHour === 0 ? undefined : machineOf(row)
  return machine === undefined ? undefined : { machine, perHour, rank: rankOf(row.Tenancy, row.usageType) }
}
