import type {
  Assumption,
  Capacity,
  JsonValue,
  ListedOffer,
  Network,
  Price,
  PurchaseModel,
  SpotRisk,
} from '@aima/gpu-core'
import { gpuOf } from './accelerators.ts'
import { type AdviceByPlace, adviceKey, type SpotAdvice } from './advice.ts'
import {
  billing,
  certifications,
  egressNote,
  egressTiersOf,
  interruptionsNote,
  spotRisk,
  storageNote,
  storageUsdPerGBMonth,
} from './facts.ts'
import { placesDate } from './known-places.ts'
import type { Machine } from './machine.ts'
import { interconnectOf } from './machine-facts.ts'
import { type MachinePrice, machinePriceOf } from './machine-price.ts'
import type { GcpOptions } from './options.ts'
import type { PriceBook } from './price-book.ts'
import { type Quotas, shortageOf } from './quota.ts'
import { countryOf } from './regions.ts'
import type { SkuPurchase } from './sku-part.ts'

/** What the offers of one listing share. */
export interface ConvertContext {
  /** Id of the source, which begins the ids of its offers. */
  readonly source: string
  /** Prices of parts. */
  readonly book: PriceBook
  /** Quota of the project. */
  readonly quotas: Quotas
  /** What Google expects of Spot machines. */
  readonly advice: AdviceByPlace
  /** Whether the machines are of the tables. */
  readonly isOfTables: boolean
  /** Prices of data that the user states. */
  readonly dataPrices: Pick<GcpOptions, 'egressTiers' | 'storageUsdPerGBMonth'>
  /** When the prices were read (ms since 1970-01-01 UTC). */
  readonly observedAtMs: number
}

const round = (value: number): number => Number(value.toPrecision(6))

/** Google says how long most machines run: half of them at least. Of a constant rate that is ln 2 over the time. */
const riskOf = (advice: SpotAdvice | undefined): { readonly risk: SpotRisk; readonly note: Assumption } => {
  if (advice?.uptimeHours === undefined) return { risk: spotRisk, note: interruptionsNote }
  const interruptionsPerHour = round(Math.LN2 / advice.uptimeHours)
  return {
    risk: { ...spotRisk, interruptionsPerHour },
    note: {
      name: 'interruptionsPerHour',
      value: interruptionsPerHour,
      unit: '1/h',
      basis: `Google expects that most of these run for ${round(advice.uptimeHours)} h; ln 2 over that, at a constant rate`,
    },
  }
}

/** From which score on Google calls it a high chance. Source: the advice's own pages (0.7 high, 0.4 medium), 2026-11. */
const highObtainability = 0.7

const capacityByAdvice = (advice: SpotAdvice | undefined): Capacity | undefined => {
  const availability = advice?.obtainability
  if (availability === undefined) return undefined
  if (availability === 0) return { stock: 'none', availability }
  return { stock: availability >= highObtainability ? 'available' : 'low', availability }
}

const notPlainNote = ({ type }: Machine): Assumption => ({
  name: 'stock',
  value: 'none',
  unit: '',
  basis: `Google does not sell ${type} on demand: as Spot, Flex-start or by reservation only (consumption options, 2026-11)`,
})

const tableNote = ({ region, type }: Machine): Assumption => ({
  name: 'place',
  value: region,
  unit: '',
  basis: `${type} stood there in public lists of ${placesDate}; the project's own list was not read`,
})

/** Data prices of a table, each with a note, or those of the user. Traffic in is free. */
const networkOf = ({ region }: Machine, { dataPrices }: ConvertContext): Network => ({
  dataPath: 'staged',
  ingressUsdPerGB: 0,
  egressTiers: dataPrices.egressTiers ?? egressTiersOf(region),
  storageUsdPerGBMonth: dataPrices.storageUsdPerGBMonth ?? storageUsdPerGBMonth,
})

const dataNotes = ({ region }: Machine, { dataPrices }: ConvertContext): readonly Assumption[] => [
  ...(dataPrices.egressTiers === undefined && egressTiersOf(region) !== undefined ? [egressNote] : []),
  ...(dataPrices.storageUsdPerGBMonth === undefined ? [storageNote] : []),
]

const bodyOf = ({ type, accelerator, gpuCount, isAttached, zone, region }: Machine) => ({
  machineType: type,
  zone: zone ?? null,
  region,
  ...(isAttached
    ? { guestAccelerators: [{ acceleratorType: accelerator, acceleratorCount: gpuCount }] }
    : {}),
})

const launchOf = (machine: Machine, provisioningModel: string): Readonly<Record<string, JsonValue>> => ({
  ...bodyOf(machine),
  provisioningModel,
})

const nameOf = ({ type, accelerator, gpuCount, isAttached }: Machine): string =>
  isAttached ? `${type}+${gpuCount}x${accelerator}` : type

const sharedBy = (machine: Machine, context: ConvertContext) => ({
  source: context.source,
  provider: 'gcp',
  providerKind: 'hyperscaler' as const,
  gpu: {
    ...gpuOf(machine.accelerator, machine.fraction),
    interconnect: interconnectOf(machine.accelerator, machine.gpuCount),
  },
  gpuCount: machine.gpuCount,
  host: {
    vcpus: machine.vcpus,
    ramGiB: machine.ramGiB,
    disk: { kind: 'elastic' as const },
    architecture: machine.architecture,
    driver: { kind: 'from-image' as const },
  },
  place: { region: machine.region, zone: machine.zone, country: countryOf(machine.region) },
  trust: 'certified' as const,
  certifications,
  billing,
  network: networkOf(machine, context),
  observedAtMs: context.observedAtMs,
})

const priceFrom = (price: MachinePrice | undefined): Price | undefined =>
  price === undefined ? undefined : { usdPerHour: price.usdPerHour, parts: price.parts }

const priceFor = (
  machine: Machine,
  { book }: ConvertContext,
  purchase: SkuPurchase,
): MachinePrice | undefined => machinePriceOf(machine, book, purchase).unwrapOr(undefined)

const idOf = (machine: Machine, { source }: ConvertContext, purchase: PurchaseModel): string =>
  `${source}/${machine.zone ?? machine.region}/${nameOf(machine)}/${purchase}`

const onDemandOf = (machine: Machine, context: ConvertContext): ListedOffer => {
  const notPlain = machine.onDemand === 'not-plain' ? notPlainNote(machine) : undefined
  const obstacle = notPlain ?? shortageOf(machine, 'on-demand', context.quotas)
  return {
    ...sharedBy(machine, context),
    id: idOf(machine, context, 'on-demand'),
    purchase: 'on-demand',
    price: priceFrom(priceFor(machine, context, 'on-demand')),
    capacity: obstacle === undefined ? undefined : { stock: 'none' },
    assumptions: [
      ...dataNotes(machine, context),
      ...(obstacle === undefined ? [] : [obstacle]),
      ...(context.isOfTables ? [tableNote(machine)] : []),
    ],
    launch: launchOf(machine, 'STANDARD'),
  }
}

/** The price beside it is one that can be paid: of a machine that is sold on demand, and not lower. */
const spotPriceOf = (machine: Machine, spot: MachinePrice, context: ConvertContext): Price => {
  const plain = machine.onDemand === 'not-plain' ? undefined : priceFor(machine, context, 'on-demand')
  const isDearer = plain !== undefined && plain.usdPerHour >= spot.usdPerHour
  return { ...priceFrom(spot), onDemandUsdPerHour: isDearer ? plain.usdPerHour : undefined }
}

/** Without a price there is no Spot of a machine. */
const spotOf = (machine: Machine, context: ConvertContext): readonly ListedOffer[] => {
  const price = priceFor(machine, context, 'spot')
  if (price === undefined) return []
  const shortage = shortageOf(machine, 'spot', context.quotas)
  const advice = context.advice.get(adviceKey(machine))
  const { risk, note } = riskOf(machine.isAttached ? undefined : advice)
  const advised = machine.isAttached ? undefined : capacityByAdvice(advice)
  return [
    {
      ...sharedBy(machine, context),
      id: idOf(machine, context, 'spot'),
      purchase: 'spot',
      price: spotPriceOf(machine, price, context),
      capacity: shortage === undefined ? advised : { stock: 'none' },
      spotRisk: risk,
      assumptions: [
        ...dataNotes(machine, context),
        note,
        ...(shortage === undefined ? [] : [shortage]),
        ...(context.isOfTables ? [tableNote(machine)] : []),
      ],
      launch: launchOf(machine, 'SPOT'),
    },
  ]
}

/**
 * Makes offers of machines: one on demand for each, and one of Spot where all parts of it have a Spot price.
 *
 * Prices are list prices of the whole machine with the local disks that come with it; further disks, public addresses and discounts
 * are not in them. A machine that Google sells in no plain way, or that the quota forbids, stays an offer without stock, with the
 * reason among its assumptions.
 *
 * @param machines - The machines, each once in a place.
 * @param context - What they share.
 */
export const toOffers = (machines: readonly Machine[], context: ConvertContext): readonly ListedOffer[] =>
  machines.flatMap((machine) => [onDemandOf(machine, context), ...spotOf(machine, context)])
