import type { HostArchitecture, ListError } from '@aima/gpu-core'
import type { Result } from 'neverthrow'
import { type Account, accountRequest } from './account-client.ts'
import { WireList, WireSku } from './account-wire.ts'
import { readList } from './client.ts'
import { apiVersions } from './facts.ts'
import type { BadRow } from './priced-sizes.ts'
import { findSize } from './sizes.ts'

/** A size as a subscription sees it in a region. */
export interface Sku {
  /** Name of its quota. */
  readonly family: string | undefined
  /** Virtual processors. */
  readonly vcpus: number | undefined
  /** Main memory (GiB). */
  readonly ramGiB: number | undefined
  /** Processor architecture. */
  readonly architecture: HostArchitecture | undefined
  /** False: it is not sold as Spot. */
  readonly isSpotCapable: boolean | undefined
  /** Why it may not be deployed in the region; undefined: it may. */
  readonly restriction: string | undefined
  /** When Azure stops the machines (ms since 1970-01-01 UTC). */
  readonly retiresAtMs: number | undefined
}

/** What a subscription may deploy in a region. */
export interface RegionSkus {
  /** Sizes with GPUs, by Azure's name. */
  readonly byName: ReadonlyMap<string, Sku>
  /** Whether all of the list could be read, so that what is not in it cannot be had. */
  readonly isComplete: boolean
  /** Rows that could not be read. */
  readonly bad: readonly BadRow[]
  /** The page that failed, and why. */
  readonly missing: { readonly page: number; readonly error: ListError } | undefined
}

const architectures: ReadonlyMap<string, HostArchitecture> = new Map([
  ['x64', 'x86_64'],
  ['arm64', 'arm64'],
])

const numberOf = (text: string | undefined, most: number): number | undefined => {
  const value = Number(text ?? '')
  return value > 0 && value <= most ? value : undefined
}

const plainWord = /^\w{1,64}$/

/** Regions are written in small letters in some replies and not in others. */
const restrictionIn = ({ restrictions }: WireSku, region: string): string | undefined => {
  const found = restrictions?.find(
    ({ type, values }) =>
      type?.toLowerCase() === 'location' && values?.some((value) => value.toLowerCase() === region),
  )
  if (found === undefined) return undefined
  const reason = found.reasonCode ?? ''
  return plainWord.test(reason) ? reason : 'unknown reason'
}

const timeOf = (text: string | undefined): number | undefined => {
  const atMs = Date.parse(text ?? '')
  return Number.isNaN(atMs) ? undefined : atMs
}

/** Names of quotas are words with blanks between, such as `Standard NCASv3_T4 Family`. */
const plainFamily = /^[\w ]{1,80}$/

const toSku = (row: WireSku, region: string): Sku => {
  const facts = new Map(row.capabilities?.map(({ name, value }) => [name, value]))
  const spot = facts.get('LowPriorityCapable')?.toLowerCase()
  return {
    family: plainFamily.test(row.family ?? '') ? (row.family ?? undefined) : undefined,
    vcpus: numberOf(facts.get('vCPUs'), 4096),
    ramGiB: numberOf(facts.get('MemoryGB'), 65_536),
    architecture: architectures.get(facts.get('CpuArchitectureType')?.toLowerCase() ?? ''),
    isSpotCapable: spot === undefined ? undefined : spot === 'true',
    restriction: restrictionIn(row, region),
    retiresAtMs: timeOf(facts.get('RetirementDateUtc')),
  }
}

/**
 * Reads the rows of a list of resources: disks, snapshots and sizes without GPUs are in it too.
 *
 * @param rows - Any values.
 * @param region - In small letters.
 */
export const skusOf = (rows: readonly unknown[], region: string): Pick<RegionSkus, 'byName' | 'bad'> => {
  const byName = new Map<string, Sku>()
  const bad: BadRow[] = []
  for (const [index, item] of rows.entries()) {
    const { data: row, error } = WireSku.safeParse(item)
    const issues = error?.issues.map(({ path, message }) => `${path.join('.') || 'row'}: ${message}`)
    if (issues !== undefined)
      bad.push({ kind: 'bad-row', row: `restrictions of ${region}: row ${index + 1}`, issues })
    const size = row?.resourceType === 'virtualMachines' ? findSize(row.name) : undefined
    if (row !== undefined && size !== undefined) byName.set(size.name, toSku(row, region))
  }
  return { byName, bad }
}

/**
 * Asks what a subscription may deploy in a region. Only the filter by region exists; without it the list has 30 MB.
 *
 * @param account - Whom.
 * @param subscription - Its id.
 * @param region - In small letters.
 */
export const readSkus = async (
  account: Account,
  subscription: string,
  region: string,
): Promise<Result<RegionSkus, ListError>> => {
  const path = `/subscriptions/${subscription}/providers/Microsoft.Compute/skus`
  const query = { 'api-version': apiVersions.skus, $filter: `location eq '${region}'` }
  const list = await readList(account, {
    first: accountRequest(account, path, { query }),
    schema: WireList,
    next: ({ nextLink }) => nextLink || undefined,
  })
  return list.map(({ pages, missing }) => {
    const read = skusOf(
      pages.flatMap(({ value }) => value),
      region,
    )
    const isComplete = missing === undefined && read.bad.length === 0 && read.byName.size > 0
    return { ...read, isComplete, missing }
  })
}
