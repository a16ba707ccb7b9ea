import {
  defaults,
  learnedInterruptionsPerHour,
  type Offer,
  type PerProviderKind,
  type SpotRisk,
} from '@aima/gpu-core'
import { LRUCache } from 'lru-cache'

/** What was seen of spot machines of one kind in one place. */
interface ObservedRun {
  /** How long they ran (h, ≥ 0). */
  readonly runningHours: number
  /** How often they were taken away. */
  readonly interruptions: number
}

/** Interruption rates, learnt from own runs by provider, zone (or region) and GPU. */
export interface InterruptionRates {
  /** Takes in what was seen of a spot offer; other offers are not interrupted, and are passed over. */
  readonly observe: (offer: Offer, run: ObservedRun) => void
  /** Gives the rate of an offer (1/h); undefined: nothing was seen of its kind. */
  readonly perHour: (offer: Offer) => number | undefined
  /** Puts learnt rates into spot offers, in place of what their source states, and notes each as an assumption. Twice is as good as once. */
  readonly adjust: (offers: readonly Offer[]) => readonly Offer[]
}

/** How much is learnt, and from where it starts. */
export interface RateOptions {
  /** Rates that are assumed of offers that state none (1/h). Default: those of the cost model. A policy that replaces them should be asked here. */
  readonly priors?: (() => PerProviderKind) | undefined
  /** Most kinds of machines of which is known; the one longest unheard of is forgotten. Default 1 000. */
  readonly most?: number | undefined
}

const kindOf = ({ provider, place, gpu }: Offer): string =>
  JSON.stringify([provider, place.region, place.zone ?? null, gpu.model ?? gpu.name])

const basisOf = ({ runningHours, interruptions }: ObservedRun, priorPerHour: number): string =>
  `own runs: ${interruptions} interruptions in ${Number(runningHours.toFixed(2))} h, ${priorPerHour}/h before`

/**
 * Creates a memory of interruption rates.
 *
 * Each rate is the mean of a Gamma posterior, with what the offer states, else the default of its kind of provider, as the prior
 * (cost-model.md, "Learning lambda from own runs").
 *
 * @param options - Priors and bound.
 * @example
 * const rates = createInterruptionRates()
 * const spot = { provider: 'aws', providerKind: 'hyperscaler', purchase: 'spot', place: { region: 'eu-1' }, gpu: { name: 'L4' } }
 * rates.observe(spot, { runningHours: 30, interruptions: 4 })
 * rates.perHour(spot) // => 0.1
 */
export const createInterruptionRates = (options: RateOptions = {}): InterruptionRates => {
  const { priors = () => defaults.interruptionsPerHour, most = 1_000 } = options
  const seen = new LRUCache<string, ObservedRun>({ max: most })
  // What is learnt must not become the prior of the next adjustment. Copies of an offer keep its risk.
  const priorByLearnt = new WeakMap<SpotRisk, number>()

  const priorOf = ({ spotRisk, providerKind }: Offer): number =>
    (spotRisk && priorByLearnt.get(spotRisk)) ?? spotRisk?.interruptionsPerHour ?? priors()[providerKind]

  const adjustOne = (offer: Offer): Offer => {
    const observed = offer.purchase === 'spot' ? seen.peek(kindOf(offer)) : undefined
    if (observed === undefined) return offer
    const prior = priorOf(offer)
    const value = learnedInterruptionsPerHour(prior, observed)
    const noted = { name: 'interruptionsPerHour', value, unit: '1/h', basis: basisOf(observed, prior) }
    const others = offer.assumptions?.filter(({ name }) => name !== noted.name) ?? []
    const spotRisk = { ...offer.spotRisk, interruptionsPerHour: value }
    priorByLearnt.set(spotRisk, prior)
    return { ...offer, spotRisk, assumptions: [...others, noted] }
  }

  return {
    observe: (offer, { runningHours, interruptions }) => {
      if (offer.purchase !== 'spot' || !Number.isFinite(runningHours)) return
      const key = kindOf(offer)
      const before = seen.get(key) ?? { runningHours: 0, interruptions: 0 }
      seen.set(key, {
        runningHours: before.runningHours + Math.max(0, runningHours),
        interruptions: before.interruptions + interruptions,
      })
    },
    perHour: (offer) => {
      const observed = offer.purchase === 'spot' ? seen.peek(kindOf(offer)) : undefined
      return observed && learnedInterruptionsPerHour(priorOf(offer), observed)
    },
    adjust: (offers) => (seen.size === 0 ? offers : offers.map(adjustOne)),
  }
}
