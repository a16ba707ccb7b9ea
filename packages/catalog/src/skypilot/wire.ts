import { err, ok, type Result } from 'neverthrow'
import { z } from 'zod'
import type { Cells } from './read-csv.ts'

/** Columns without which a file is no catalog. */
export const requiredColumns: readonly string[] = [
  'InstanceType',
  'AcceleratorName',
  'AcceleratorCount',
  'Price',
  'Region',
]

/** Further columns that are read where a file has them. */
export const optionalColumns: readonly string[] = [
  'vCPUs',
  'MemoryGiB',
  'GpuInfo',
  'SpotPrice',
  'AvailabilityZone',
]

/** One row of a catalog. */
export interface CatalogRow {
  /** The cloud's type of machine; empty on the accelerator rows of Google Cloud. */
  readonly instanceType: string
  /** SkyPilot's name of the accelerator; empty on rows of plain machines. */
  readonly acceleratorName: string
  /** How many accelerators, below 1 for a part of one; absent on rows of plain machines. */
  readonly acceleratorCount: number | undefined
  /** Virtual processors. */
  readonly vcpus: number | undefined
  /** Main memory (GiB). */
  readonly ramGiB: number | undefined
  /** What SkyPilot says of the accelerator, a text in Python's notation. */
  readonly gpuInfo: string
  /** Price on demand (USD/h) of the machine, or of the accelerators alone; absent: unknown. */
  readonly usdPerHour: number | undefined
  /** The same as spot machine; absent: unknown or not sold so. */
  readonly spotUsdPerHour: number | undefined
  /** The cloud's region. */
  readonly region: string
  /** The cloud's zone or data centre. */
  readonly zone: string | undefined
}

/** Longer names are no names; offers have a limit, too. */
const name = z.string().max(100, 'expected at most 100 characters')

const decimal = /^\d{1,12}(\.\d{1,20})?$/

const number = z
  .string()
  .refine((text) => text === '' || decimal.test(text), 'expected a number')
  .transform((text) => (text === '' ? undefined : Number(text)))
  .optional()

/** Upstream fills unknown prices with 0 on purpose, so 0 is unknown and never free. */
const price = number.transform((usd) => (usd === 0 ? undefined : usd))

/** A part of one accelerator, or whole ones. */
const isCount = (count: number | undefined): boolean =>
  count !== undefined && count > 0 && (count < 1 || (Number.isInteger(count) && count <= 1024))

const Row = z
  .object({
    InstanceType: name,
    AcceleratorName: name,
    AcceleratorCount: number,
    vCPUs: number,
    MemoryGiB: number,
    GpuInfo: z.string().optional(),
    Price: price,
    SpotPrice: price,
    Region: name.min(1, 'expected a region'),
    AvailabilityZone: name.optional(),
  })
  .refine((row) => row.AcceleratorName === '' || isCount(row.AcceleratorCount), {
    path: ['AcceleratorCount'],
    message: 'expected a whole number above 0, or a part of 1',
  })

/**
 * Reads the cells of one row.
 *
 * @param cells - The cells by column.
 * @returns The row, or what was expected, cell by cell.
 * @example
 * const cells = { InstanceType: 'a', AcceleratorName: 'L4', AcceleratorCount: '1.0', Price: '0', Region: 'r' }
 * parseRow(cells)._unsafeUnwrap().usdPerHour // => undefined
 * parseRow({ ...cells, Price: 'cheap' })._unsafeUnwrapErr() // => ['Price: expected a number']
 */
export const parseRow = (cells: Cells): Result<CatalogRow, readonly string[]> => {
  const read = Row.safeParse(cells)
  if (!read.success) return err(read.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`))
  const { data } = read
  return ok({
    instanceType: data.InstanceType,
    acceleratorName: data.AcceleratorName,
    acceleratorCount: data.AcceleratorCount,
    vcpus: data.vCPUs,
    ramGiB: data.MemoryGiB,
    gpuInfo: data.GpuInfo ?? '',
    usdPerHour: data.Price,
    spotUsdPerHour: data.SpotPrice,
    region: data.Region,
    zone: data.AvailabilityZone === '' ? undefined : data.AvailabilityZone,
  })
}
