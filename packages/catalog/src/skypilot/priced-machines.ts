import type { PricePart } from '@aima/gpu-core'
import { gcpHosts } from './gcp-hosts.ts'
import type { CatalogRow } from './wire.ts'

/** A price of a machine under one purchase model. */
interface ListedPrice {
  /** Price of the whole machine (USD/h); absent: unknown. */
  readonly usdPerHour: number | undefined
  /** How it is made up; absent: it is one. */
  readonly parts: readonly PricePart[] | undefined
}

/** A machine that a row means, and what is asked for it. */
export interface PricedMachine {
  /** The cloud's type of machine. */
  readonly type: string
  /** Unique among the machines of its zone. */
  readonly id: string
  /** Virtual processors. */
  readonly vcpus: number | undefined
  /** Main memory (GiB). */
  readonly ramGiB: number | undefined
  /** On demand. */
  readonly onDemand: ListedPrice
  /** As spot machine. */
  readonly spot: ListedPrice
}

/** Rows of plain machines by type and zone. */
export type Hosts = ReadonlyMap<string, CatalogRow>

const hostKey = (type: string, { region, zone }: CatalogRow): string => `${type} ${zone ?? region}`

/**
 * Finds the rows of machines into which GPUs can be put.
 *
 * @param rows - All rows of a file.
 */
export const hostsIn = (rows: readonly CatalogRow[]): Hosts =>
  new Map(
    rows
      .filter(({ acceleratorName }) => acceleratorName === '')
      .map((row): [string, CatalogRow] => [hostKey(row.instanceType, row), row]),
  )

const wholePrice = (usdPerHour: number | undefined): ListedPrice => ({ usdPerHour, parts: undefined })

const wholeMachine = (row: CatalogRow): PricedMachine => ({
  type: row.instanceType,
  id: row.instanceType,
  vcpus: row.vcpus,
  ramGiB: row.ramGiB,
  onDemand: wholePrice(row.usdPerHour),
  spot: wholePrice(row.spotUsdPerHour),
})

/** A machine of which the price of one part is missing has no price. */
const sumOf = (gpus: number | undefined, host: number | undefined): ListedPrice =>
  gpus === undefined || host === undefined
    ? wholePrice(undefined)
    : {
        usdPerHour: gpus + host,
        parts: [
          { name: 'GPUs', usdPerHour: gpus },
          { name: 'host', usdPerHour: host },
        ],
      }

const assembled = (row: CatalogRow, type: string, host: CatalogRow | undefined): PricedMachine => ({
  type,
  id: type.startsWith('n1-') ? `${type} with ${row.acceleratorCount}x ${row.acceleratorName}` : type,
  vcpus: host?.vcpus,
  ramGiB: host?.ramGiB,
  onDemand: sumOf(row.usdPerHour, host?.usdPerHour),
  spot: sumOf(row.spotUsdPerHour, host?.spotUsdPerHour),
})

/** GPUs of which it is not known what they are put into. */
const withoutHost = (row: CatalogRow): PricedMachine =>
  assembled(row, `${row.acceleratorCount}x ${row.acceleratorName}`, undefined)

/**
 * The machines that a row means: itself, or for GPUs of Google Cloud, which have rows of their own, one for
 * each type that they can be put into.
 *
 * @param cloud - Name of the cloud as SkyPilot writes it.
 * @param row - A row with an accelerator.
 * @param hosts - The plain machines of the same file.
 * @returns The machines; empty when the row names none.
 */
export const pricedMachines = (cloud: string, row: CatalogRow, hosts: Hosts): readonly PricedMachine[] => {
  if (row.instanceType !== '') return [wholeMachine(row)]
  if (cloud !== 'gcp') return []
  const types = gcpHosts(row.acceleratorName, row.acceleratorCount ?? 0)
  return types.length === 0
    ? [withoutHost(row)]
    : types.map((type) => assembled(row, type, hosts.get(hostKey(type, row))))
}
