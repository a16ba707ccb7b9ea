import type {
  Assumption,
  Host,
  JsonValue,
  ListedOffer,
  OfferedGpu,
  Place,
  PricePart,
  PurchaseModel,
  TrustClass,
} from '@aima/gpu-core'
import type { ProviderFacts } from './facts/provider-facts.ts'

/** What a price list asks for a machine under one purchase model. */
export interface Asked {
  /** Price of the whole machine (USD/h); absent: the list has none, or 0. */
  readonly usdPerHour: number | undefined
  /** How it is made up. */
  readonly parts?: readonly PricePart[] | undefined
  /** When it was seen (ms since 1970-01-01 UTC). */
  readonly observedAtMs: number
  /** Zone that it is for; absent: that of the machine. */
  readonly zone?: string | undefined
  /** Mean interruptions per running hour (1/h); absent: those of the provider. */
  readonly interruptionsPerHour?: number | undefined
  /** What had to be assumed. */
  readonly assumptions: readonly Assumption[]
}

/** A line of a price list: a machine in a place, and what is asked for it. */
export interface ListedMachine {
  /** Unique in its list, without purchase model. */
  readonly id: string
  /** Its GPU. */
  readonly gpu: OfferedGpu
  /** How many of it. */
  readonly gpuCount: number
  /** What is known of its host beyond what holds for the whole provider. */
  readonly host?: Host
  /** Where it is. */
  readonly place: Place
  /** How far its operator is trusted; absent: as the provider. */
  readonly trust?: TrustClass | undefined
  /** What is needed to get it. */
  readonly launch: Readonly<Record<string, JsonValue>>
  /** On demand; absent: not sold so. */
  readonly onDemand?: Asked | undefined
  /** As spot machine; absent: not sold so. */
  readonly spot?: Asked | undefined
}

/** Whose list it is. */
export interface ListContext {
  /** Id of the source. */
  readonly source: string
  /** The provider. */
  readonly facts: ProviderFacts
}

const hostOf = ({ disk, driver }: ProviderFacts, host: Host | undefined): Host => ({ disk, driver, ...host })

/** What both purchase models of a machine have in common. */
const shared = (machine: ListedMachine, { source, facts }: ListContext) => ({
  source,
  provider: facts.provider,
  providerKind: facts.providerKind,
  gpu: machine.gpu,
  gpuCount: machine.gpuCount,
  host: hostOf(facts, machine.host),
  trust: machine.trust ?? facts.trust,
  certifications: facts.certifications,
  billing: facts.billing,
  network: facts.network,
})

/** What differs between them. */
const particular = (machine: ListedMachine, purchase: PurchaseModel, asked: Asked) => {
  const zone = asked.zone ?? machine.place.zone
  return {
    purchase,
    place: { ...machine.place, zone },
    launch: { ...machine.launch, ...(zone === undefined ? {} : { zone }), purchase },
    observedAtMs: asked.observedAtMs,
    assumptions: asked.assumptions,
  }
}

/**
 * Makes the offers of one line of a price list: one on demand, one as spot machine, as far as it is sold so.
 *
 * A machine whose price on demand is unknown stays an offer, so that a decision can say why it was refused.
 *
 * @param machine - The line.
 * @param context - Whose list it is.
 */
export const offersOf = (machine: ListedMachine, context: ListContext): readonly ListedOffer[] => {
  const { onDemand, spot } = machine
  const common = shared(machine, context)
  const id = `${context.source}/${machine.id}`
  const offers: ListedOffer[] = []
  if (onDemand !== undefined)
    offers.push({
      ...common,
      ...particular(machine, 'on-demand', onDemand),
      id: `${id}/on-demand`,
      price: { usdPerHour: onDemand.usdPerHour, parts: onDemand.parts },
    })
  if (spot !== undefined)
    offers.push({
      ...common,
      ...particular(machine, 'spot', spot),
      id: `${id}/spot`,
      price: {
        usdPerHour: spot.usdPerHour,
        onDemandUsdPerHour: onDemand?.usdPerHour,
        parts: spot.parts,
      },
      spotRisk: {
        ...context.facts.spotRisk,
        ...(spot.interruptionsPerHour === undefined
          ? {}
          : { interruptionsPerHour: spot.interruptionsPerHour }),
      },
    })
  return offers
}

const compareIds = (one: ListedOffer, other: ListedOffer): number => {
  if (one.id === other.id) return 0
  return one.id < other.id ? -1 : 1
}

/**
 * Sorts offers by their ids (UTF-16 code units), in which order a decision need not copy them.
 *
 * @param offers - Offers with different ids.
 * @example
 * inOrderOfIds([]) // => []
 */
export const inOrderOfIds = (offers: readonly ListedOffer[]): readonly ListedOffer[] =>
  [...offers].sort(compareIds)
