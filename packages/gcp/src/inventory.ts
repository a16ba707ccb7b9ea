import type { ListError, Warning } from '@aima/gpu-core'
import { err, ok, type Result } from 'neverthrow'
import { ask, askForPages, type Connection } from './client.ts'
import { computePageSize } from './facts.ts'
import { placesDate } from './known-places.ts'
import type { Machine } from './machine.ts'
import { machinesOfTables, readMachines, type ZoneScope } from './machines.ts'
import { type Limits, limitsOf, noQuotas, type Quotas } from './quota.ts'
import { WireAggregatedPage, WireProject, WireRegionPage } from './wire-compute.ts'

/** Compute Engine, seen by a project. */
export interface ComputeConnection extends Connection {
  /** The project. */
  readonly projectId: string
}

/** What a project can have, and where. */
export interface Inventory {
  /** The machines. */
  readonly machines: readonly Machine[]
  /** Whether they are of the tables, because the project's own lists are not had. */
  readonly isOfTables: boolean
  /** Its quota. */
  readonly quotas: Quotas
  /** What was not as it should be. */
  readonly warnings: readonly Warning[]
}

/** Types with GPUs begin with a or g and a number, also those of tomorrow; GPUs are attached to N1. Names are compared as a whole. */
const machineFilter = '(name eq "[ag][0-9].*") OR (name eq "n1-standard-.*")'

const machineFields =
  'items/*/machineTypes(name,guestCpus,memoryMb,architecture,accelerators,deprecated),items/*/warning/code,nextPageToken,unreachables'

const acceleratorFields =
  'items/*/acceleratorTypes(name,maximumCardsPerInstance,deprecated),items/*/warning/code,nextPageToken,unreachables'

/**
 * The warning of a part that could not be had: one that the credentials forbid names the permission.
 *
 * @param part - What is missing.
 * @param permission - Which permission it takes.
 * @param error - Why it is missing.
 * @example
 * missingPart('quota', 'compute.regions.list', { kind: 'timed-out', afterMs: 5 }).kind // => 'part-missing'
 * missingPart('quota', 'compute.regions.list', { kind: 'unauthorized', status: 403 }).kind // => 'limited'
 */
export const missingPart = (part: string, permission: string, error: ListError): Warning =>
  error.kind === 'unauthorized'
    ? {
        kind: 'limited',
        reason: `the credentials lack ${permission} (roles/compute.viewer holds it), or the project has the Compute Engine API switched off, so these are missing: ${part}`,
      }
    : { kind: 'part-missing', part, error }

const zonePath = /^zones\/([a-z]{2,20}-[a-z0-9]{2,24}-[a-z0-9]{1,8})$/

const scopesOf = (pages: readonly WireAggregatedPage[]): readonly ZoneScope[] =>
  pages.flatMap(({ items }) =>
    Object.entries(items ?? {}).flatMap(([path, scope]) => {
      const [, zone] = zonePath.exec(path) ?? []
      return zone === undefined ? [] : [{ zone, scope }]
    }),
  )

/** Zones that Google itself could not ask. */
const unreachableZones = (pages: readonly WireAggregatedPage[]): readonly Warning[] => {
  const silent = pages.flatMap(({ items, unreachables }) => [
    ...(unreachables ?? []),
    ...Object.entries(items ?? {}).flatMap(([path, { warning }]) =>
      warning?.code === 'UNREACHABLE' ? [path] : [],
    ),
  ])
  const zones = new Set(silent.map((path) => zonePath.exec(path.replace(/^.*\/zones\//, 'zones/'))?.[1]))
  return [...zones].flatMap((zone) =>
    zone === undefined
      ? []
      : [
          {
            kind: 'part-missing',
            part: zone,
            error: { kind: 'unreachable', target: zone, code: 'UNREACHABLE' },
          },
        ],
  )
}

interface ReadList {
  readonly scopes: readonly ZoneScope[]
  readonly warnings: readonly Warning[]
}

const readList = async (
  connection: ComputeConnection,
  list: 'machineTypes' | 'acceleratorTypes',
  query: { readonly filter?: string; readonly fields: string },
): Promise<Result<ReadList, ListError>> => {
  const path = `/compute/v1/projects/${connection.projectId}/aggregated/${list}`
  const listed = await askForPages(
    connection,
    { path, query: { maxResults: computePageSize, returnPartialSuccess: true, ...query } },
    WireAggregatedPage,
  )
  return listed.map(({ pages, missing }) => {
    const lost: readonly Warning[] =
      missing === undefined
        ? []
        : [{ kind: 'part-missing', part: `${list}, page ${missing.page}`, error: missing.error }]
    return { scopes: scopesOf(pages), warnings: [...lost, ...unreachableZones(pages)] }
  })
}

interface ReadQuotas {
  readonly quotas: Quotas
  readonly warnings: readonly Warning[]
}

/** Fails only when somebody cancels. */
const readQuotas = async (connection: ComputeConnection): Promise<Result<ReadQuotas, ListError>> => {
  const path = `/compute/v1/projects/${connection.projectId}`
  const fields = 'items(name,quotas),nextPageToken'
  const [regional, own] = await Promise.all([
    askForPages(
      connection,
      { path: `${path}/regions`, query: { maxResults: computePageSize, fields } },
      WireRegionPage,
    ),
    ask(connection, { path, query: { fields: 'quotas' } }, WireProject),
  ])
  const errors = [regional, own].flatMap((read) => (read.isErr() ? [read.error] : []))
  const cancelled = errors.find(({ kind }) => kind === 'cancelled')
  if (cancelled !== undefined) return err(cancelled)
  const warnings: Warning[] = []
  const project = own.match(
    ({ quotas }) => limitsOf(quotas),
    (error): Limits => {
      warnings.push(missingPart('the quota over all regions', 'compute.projects.get', error))
      return noQuotas.project
    },
  )
  const regions = regional.match(
    ({ pages, missing }) => {
      if (missing !== undefined)
        warnings.push({ kind: 'part-missing', part: `regions, page ${missing.page}`, error: missing.error })
      return new Map(
        pages.flatMap(({ items }) => items ?? []).map(({ name, quotas }) => [name, limitsOf(quotas)]),
      )
    },
    (error): Quotas['regions'] => {
      warnings.push(missingPart('the quota of regions', 'compute.regions.list', error))
      return noQuotas.regions
    },
  )
  return ok({ quotas: { regions, project }, warnings })
}

/**
 * The machines of the tables, with a warning that says so.
 *
 * @param reason - Why the project's own lists are not had, and what would bring them.
 */
export const inventoryOfTables = (reason: Warning): Inventory => ({
  machines: machinesOfTables(),
  isOfTables: true,
  quotas: noQuotas,
  warnings: [
    reason,
    {
      kind: 'limited',
      reason: `machines and their regions are those of a table of ${placesDate}; zones, quota and Spot advice are not known`,
    },
  ],
})

const unreadable = (bad: readonly Extract<Warning, { readonly kind: 'bad-row' }>[]): ListError => ({
  kind: 'unexpected-shape',
  issues: bad.slice(0, 5).flatMap(({ row, issues }) => issues.map((issue) => `${row}: ${issue}`)),
})

const isFatal = ({ kind, ...rest }: ListError): boolean =>
  kind === 'cancelled' || (kind === 'unauthorized' && 'status' in rest && rest.status === 401)

/**
 * Reads what a project can have: types of machine, accelerators for N1 machines, and quota.
 *
 * @param connection - Compute Engine.
 * @returns The inventory; of the tables where the list of machines cannot be had. The error is `cancelled`, or `unauthorized` for a
 *   token that is wrong.
 */
export const readInventory = async (connection: ComputeConnection): Promise<Result<Inventory, ListError>> => {
  const [machineTypes, acceleratorTypes, quotas] = await Promise.all([
    readList(connection, 'machineTypes', { filter: machineFilter, fields: machineFields }),
    readList(connection, 'acceleratorTypes', { fields: acceleratorFields }),
    readQuotas(connection),
  ])
  const errors = [machineTypes, acceleratorTypes, quotas].flatMap((read) =>
    read.isErr() ? [read.error] : [],
  )
  const fatal = errors.find(({ kind }) => kind === 'cancelled') ?? errors.find(isFatal)
  if (fatal !== undefined) return err(fatal)
  if (machineTypes.isErr())
    return ok(
      inventoryOfTables(
        missingPart('the list of machine types', 'compute.machineTypes.list', machineTypes.error),
      ),
    )
  const noList: ReadList = { scopes: [], warnings: [] }
  const attachable = acceleratorTypes.unwrapOr(noList)
  const { machines, bad } = readMachines(machineTypes.value.scopes, attachable.scopes)
  if (machines.length === 0 && bad.length > 0)
    return ok(
      inventoryOfTables({ kind: 'part-missing', part: 'the list of machine types', error: unreadable(bad) }),
    )
  const lost = acceleratorTypes.isErr()
    ? [
        missingPart(
          'the list of accelerators for N1 machines',
          'compute.acceleratorTypes.list',
          acceleratorTypes.error,
        ),
      ]
    : []
  const read = quotas.unwrapOr({ quotas: noQuotas, warnings: [] })
  return ok({
    machines,
    isOfTables: false,
    quotas: read.quotas,
    warnings: [...machineTypes.value.warnings, ...attachable.warnings, ...lost, ...bad, ...read.warnings],
  })
}
