/** Jobs, offers and policies for tests. What they build states every number, so that no default enters unless a test takes one away. */
import {
  type Candidate,
  type Decision,
  decide,
  type Job,
  type Offer,
  type Policy,
  type Refusal,
  type RememberedFailure,
  type Strategy,
} from '../src/index.ts'

/** The present of every test: 2026-09-01 12:00 UTC. */
export const nowMs = Date.UTC(2026, 8, 1, 12)

/** One hour (ms). */
export const hourMs = 3_600_000

/** A policy with one strategy and whatever a test adds. */
export const policyOf = (strategy: Strategy, changes: Partial<Policy> = {}): Policy => ({
  strategy,
  ...changes,
})

/** The plainest policy. */
export const cheapest: Policy = { strategy: { kind: 'cost-first' } }

/** An internal job of one hour that moves no data; on the built offers it costs what they ask for one hour. */
export const jobOf = (changes: Partial<Job> = {}): Job => ({
  id: 'job-1',
  confidentiality: 'internal',
  run: { refHours: 1, referenceGpu: 'RTX 4090', limitedBy: 'memory-bandwidth', restartHours: 0 },
  data: { inputGB: 0, outputGB: 0, imageGB: 0, scratchGB: 0 },
  ...changes,
})

const stated = {
  source: 'test-source',
  gpu: { name: 'NVIDIA GeForce RTX 4090', model: 'RTX 4090' },
  gpuCount: 1,
  place: { region: 'eu-1', country: 'DE' },
  billing: { billStepSeconds: 1, billMinSeconds: 0 },
  capacity: { bootHours: 0, allocHours: 0 },
  observedAtMs: nowMs,
  launch: {},
} as const

/** An on-demand RTX 4090 in Germany at 1 USD/h, without boot time or wait. */
export const cloudOffer = (changes: Partial<Offer> = {}): Offer => ({
  id: 'cloud',
  provider: 'aws',
  providerKind: 'hyperscaler',
  purchase: 'on-demand',
  site: 'cloud',
  price: { usdPerHour: 1 },
  ...stated,
  ...changes,
})

/** A spot RTX 4090 in Germany at 1 USD/h that is never taken away. */
export const spotOffer = (changes: Partial<Offer> = {}): Offer =>
  cloudOffer({
    id: 'spot',
    purchase: 'spot',
    spotRisk: { interruptionsPerHour: 0, recoverWaitHours: 0 },
    ...changes,
  })

/** An owned RTX 4090 that draws 1 kW at a tariff of 1 USD/kWh: 1 USD/h. */
export const localOffer = (changes: Partial<Offer> = {}): Offer => ({
  id: 'local',
  provider: 'local',
  providerKind: 'local',
  purchase: 'owned',
  site: 'local',
  energy: { powerKW: 1, pue: 1 },
  ownership: { usdPerKWh: 1 },
  ...stated,
  ...changes,
})

/** What an owned GPU must state to cost so much (USD/h). */
export const costing = (usdPerHour: number): Pick<Offer, 'energy' | 'ownership'> => ({
  energy: { powerKW: 1, pue: 1 },
  ownership: { usdPerKWh: usdPerHour },
})

/** What an offer must state to be there after a wait (h). */
export const after = (waitHours: number): Pick<Offer, 'capacity'> => ({
  capacity: { bootHours: 0, allocHours: waitHours },
})

/** A question, with the plainest policy and the present of every test unless it says otherwise. */
export interface Asked {
  readonly job?: Job
  readonly policy?: Policy
  readonly nowMs?: number
  readonly failures?: readonly RememberedFailure[]
}

const ask = (offers: readonly Offer[], { job = jobOf(), policy = cheapest, ...moment }: Asked) =>
  decide(job, offers, policy, { nowMs, ...moment })

/** The decision; fails when there is none. */
export const decided = (offers: readonly Offer[], asked: Asked = {}): Decision =>
  ask(offers, asked)._unsafeUnwrap()

/** The candidates, best first. */
export const rankedBy = (offers: readonly Offer[], asked: Asked = {}): readonly Candidate[] => {
  const { chosen, alternatives } = decided(offers, asked)
  return [chosen, ...alternatives]
}

/** Ids of the candidates, best first. */
export const rankedIds = (offers: readonly Offer[], asked: Asked = {}): readonly string[] =>
  rankedBy(offers, asked).map(({ offer }) => offer.id)

/** Why no offer fits; fails when one does. */
export const refused = (offers: readonly Offer[], asked: Asked = {}) => {
  const error = ask(offers, asked)._unsafeUnwrapErr()
  if (error.kind === 'no-local-gpu' || error.kind === 'no-suitable-offer') return error
  throw new Error(`expected an offer that does not fit, not ${error.kind}`)
}

/** Gate, rule, need and fact of the one rejection of a single offer; undefined: it passed. */
export const refusalOf = (
  offer: Offer,
  asked: Asked = {},
): Pick<Refusal, 'gate' | 'kind' | 'needed' | 'actual'> | undefined => {
  const outcome = ask([offer], asked)
  if (outcome.isOk()) return undefined
  const [rejection] = refused([offer], asked).rejections
  return (
    rejection && {
      gate: rejection.gate,
      kind: rejection.kind,
      needed: rejection.needed,
      actual: rejection.actual,
    }
  )
}
