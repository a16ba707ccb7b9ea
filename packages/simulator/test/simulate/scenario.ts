import type { Decision, DecisionError, Job, ListedOffer, Policy } from '@aima/gpu-core'
import { buildJob, buildListedOffer, buildLocalOffer, builtAtMs } from '@aima/gpu-testing'
import type { SimulationEvent } from '../../src/events/simulation-event.ts'
import type { Market, MarketChange } from '../../src/market/market.ts'
import type { JobOutcome } from '../../src/result/job-outcome.ts'
import type { SimulationResult } from '../../src/result/simulation-result.ts'
import { simulate } from '../../src/simulate.ts'
import type { SimulationOptions, WatchOptions } from '../../src/simulation-options.ts'
import { streamSimulation } from '../../src/stream-simulation.ts'
import type { Arrival } from '../../src/workload/workload.ts'

export const hourMs = 3_600_000

/** When all that is built begins (ms since 1970-01-01 UTC). */
export const startMs = builtAtMs

/** A time, in hours after the start. */
export const at = (hours: number): number => startMs + hours * hourMs

/** Hours after the start, to a millionth. */
const hoursOf = (atMs: number): number => Math.round(((atMs - startMs) / hourMs) * 1e6) / 1e6

export const marketOf = (offers: readonly ListedOffer[], changes: readonly MarketChange[] = []): Market => ({
  name: 'written',
  startMs,
  offers,
  changes: () => changes,
})

export const arrivalAt = (hours: number, job: Partial<Job> = {}): Arrival => ({
  atMs: at(hours),
  job: buildJob(job),
})

/** A job of so many hours on an RTX 4090, without data. */
export const workFor = (
  refHours: number,
  run: Partial<NonNullable<Job['run']>> = {},
): NonNullable<Job['run']> => ({
  refHours,
  referenceGpu: 'RTX 4090',
  limitedBy: 'memory-bandwidth',
  restartHours: 0,
  ...run,
})

/** An owned RTX 4090 as a source lists it, with hardware of its own. */
export const ownedGpu = (id: string, changes: Partial<ListedOffer> = {}): ListedOffer => {
  const { site: _, ...listed } = buildLocalOffer({ id, exclusiveKeys: [id], ...changes })
  return listed
}

/** A rented RTX 4090 on demand for 1 USD/h, without any other cost. */
export const rentedGpu = (id: string, changes: Partial<ListedOffer> = {}): ListedOffer =>
  buildListedOffer({
    id,
    network: {
      ingressUsdPerGB: 0,
      egressUsdPerGB: 0,
      storageUsdPerGBMonth: 0,
      ...changes.network,
    },
    ...Object.fromEntries(Object.entries(changes).filter(([name]) => name !== 'network')),
  })

/** The same on spot for 0.4 USD/h: it is never lost but by the market, and can be had again at once. */
export const spotGpu = (id: string, changes: Partial<ListedOffer> = {}): ListedOffer =>
  rentedGpu(id, {
    purchase: 'spot',
    price: { usdPerHour: 0.4 },
    spotRisk: { interruptionsPerHour: 0, recoverWaitHours: 0 },
    ...changes,
  })

export const cheapest: Policy = { strategy: { kind: 'cost-first' } }

/** Settings that enter no default. */
const stated = { recovery: 'failover', retryHours: 0.5, giveUpHours: 24, reconsiderHours: 1 } as const

export type Scenario = Partial<SimulationOptions & WatchOptions>

export const optionsOf = (scenario: Scenario): SimulationOptions & WatchOptions => ({
  jobs: [],
  market: marketOf([]),
  policy: cheapest,
  ...stated,
  ...scenario,
})

export const resultOf = async (scenario: Scenario): Promise<SimulationResult> =>
  (await simulate(optionsOf(scenario)))._unsafeUnwrap()

/** What became of jobs, by id. */
export const outcomesOf = async (scenario: Scenario): Promise<Readonly<Record<string, JobOutcome>>> => {
  const { jobs, violations } = await resultOf(scenario)
  if (violations.length > 0) return Promise.reject(new Error(JSON.stringify(violations)))
  return Object.fromEntries(jobs.map((outcome) => [outcome.jobId, outcome]))
}

export const eventsOf = (scenario: Scenario): readonly SimulationEvent[] => [
  ...streamSimulation(optionsOf(scenario))._unsafeUnwrap(),
]

/** What core says of all offers, for each decision, asked as it happens. */
export const wholeDecisionsOf = (scenario: Scenario): readonly (Decision | DecisionError)[] => {
  const decisions: (Decision | DecisionError)[] = []
  for (const event of streamSimulation(optionsOf(scenario))._unsafeUnwrap())
    if (event.kind === 'decided') decisions.push(event.decision())
  return decisions
}

/** A stay in a line: offer, from, work, until (h after the start), end. */
export const staysOf = (outcome: JobOutcome | undefined): readonly string[] =>
  (outcome?.stays ?? []).map(({ offerId, fromMs, workedFromMs, untilMs, end }) =>
    [
      offerId,
      hoursOf(fromMs),
      workedFromMs === null ? '-' : hoursOf(workedFromMs),
      hoursOf(untilMs),
      end,
    ].join(' '),
  )

/** A bill in lines: item, offer, quantity, price. */
export const billOf = (outcome: JobOutcome | undefined): readonly string[] =>
  (outcome?.bill ?? []).map(({ item, offerId, quantity, usdPerUnit }) =>
    [item, offerId, Math.round(quantity * 1e6) / 1e6, Math.round(usdPerUnit * 1e9) / 1e9].join(' '),
  )

/** An event in a line: kind, hours after the start, job. */
const eventLine = (event: SimulationEvent): string => {
  const hours = hoursOf(event.atMs)
  switch (event.kind) {
    case 'arrived':
      return `arrived ${hours} ${event.job.id}`
    case 'decided':
      return `decided ${hours} ${event.jobId} ${event.cause} ${event.offerId ?? '-'}`
    case 'queued':
      return `queued ${hours} ${event.jobId} ${event.offerId}`
    case 'started':
      return `started ${hours} ${event.jobId} ${event.stay.offerId}`
    case 'interrupted':
      return `interrupted ${hours} ${event.jobId} ${event.offerId}`
    case 'left':
      return `left ${hours} ${event.jobId} ${event.stay.offerId} ${event.stay.end}`
    case 'billed':
      return `billed ${hours} ${event.line.jobId} ${event.line.item}`
    case 'ended':
      return `ended ${hours} ${event.outcome.jobId} ${event.outcome.end}`
    case 'assumed':
      return `assumed ${event.assumption.name}`
    case 'violated':
      return `violated ${event.violation.invariant}`
  }
}

/** What happened, in lines, without defaults that were used. */
export const courseOf = (scenario: Scenario): readonly string[] =>
  eventsOf(scenario)
    .filter(({ kind }) => kind !== 'assumed')
    .map(eventLine)
