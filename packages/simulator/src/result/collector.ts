import type { Assumption, Locale, Policy, RejectionKind } from '@aima/gpu-core'
import type { SimulationEvent } from '../events/simulation-event.ts'
import { type ExplainedDecision, explained } from './explained-decision.ts'
import type { JobOutcome, RefusalCounts } from './job-outcome.ts'
import type { SimulationResult } from './simulation-result.ts'
import { createHardwareTally, type HardwareTally } from './tallies/hardware-tally.ts'
import { createOutcomeTally, type OutcomeTally } from './tallies/outcome-tally.ts'
import { sortedRecord } from './tallies/sorted-record.ts'
import { createSpendingTally, type SpendingTally } from './tallies/spending-tally.ts'
import type { Violation } from './violation.ts'

/** What a collector knows of a simulation before it begins. */
export interface Collected {
  /** Seed of the simulation. */
  readonly seed: number
  /** The rules. */
  readonly policy: Policy
  /** Name of the market. */
  readonly market: string
  /** When it begins (ms since 1970-01-01 UTC). */
  readonly startMs: number
  /** Names of the owned hardware. */
  readonly ownedHardware: readonly string[]
  /** Whether what became of each job is kept; without, memory stays the same however many jobs there are. */
  readonly keepsJobs: boolean
  /** Language in which each decision is explained and kept; undefined: none is. */
  readonly explainsIn?: Locale | undefined
}

/** Makes a result of events. */
export interface Collector {
  /** Takes in what happened. */
  readonly take: (event: SimulationEvent) => void
  /** What it has come to so far. */
  readonly result: () => SimulationResult
}

/** What grows while events come. */
interface Tallies {
  readonly outcomes: OutcomeTally
  readonly spending: SpendingTally
  readonly hardware: HardwareTally
  readonly refusals: Map<RejectionKind, number>
  readonly assumptions: Map<string, Assumption>
  readonly violations: Violation[]
  readonly kept: JobOutcome[]
  readonly explained: ExplainedDecision[]
  readonly explainsIn: Locale | undefined
  readonly keepsJobs: boolean
  jobs: number
  decisions: number
  interruptions: number
  endMs: number
}

const beginTallies = ({ startMs, ownedHardware, keepsJobs, explainsIn }: Collected): Tallies => ({
  outcomes: createOutcomeTally(),
  spending: createSpendingTally(),
  hardware: createHardwareTally(ownedHardware),
  refusals: new Map(),
  assumptions: new Map(),
  violations: [],
  kept: [],
  explained: [],
  explainsIn,
  keepsJobs,
  jobs: 0,
  decisions: 0,
  interruptions: 0,
  endMs: startMs,
})

const countRefusals = (into: Map<RejectionKind, number>, counts: RefusalCounts): void => {
  // A record's keys are texts to the compiler; the type of the record says which.
  for (const [kind, count] of Object.entries(counts) as [RejectionKind, number | undefined][])
    if (count !== undefined && count > 0) into.set(kind, (into.get(kind) ?? 0) + count)
}

const noteAssumption = (into: Map<string, Assumption>, assumption: Assumption): void => {
  const { name, value, unit, basis } = assumption
  const key = JSON.stringify([name, value, unit, basis])
  if (!into.has(key)) into.set(key, assumption)
}

const takeOutcome = (tallies: Tallies, outcome: JobOutcome): void => {
  tallies.outcomes.add(outcome)
  if (tallies.keepsJobs) tallies.kept.push(outcome)
}

const takeEvent = (tallies: Tallies, event: SimulationEvent): void => {
  tallies.endMs = Math.max(tallies.endMs, event.atMs)
  switch (event.kind) {
    case 'arrived':
      tallies.jobs += 1
      break
    case 'decided':
      tallies.decisions += 1
      countRefusals(tallies.refusals, event.refusals)
      if (tallies.explainsIn !== undefined) tallies.explained.push(explained(event, tallies.explainsIn))
      break
    case 'queued':
      break
    case 'started':
      tallies.hardware.begin(event.stay)
      break
    case 'interrupted':
      tallies.interruptions += 1
      break
    case 'left':
      tallies.hardware.end(event.stay)
      break
    case 'billed':
      tallies.spending.add(event.line)
      break
    case 'ended':
      takeOutcome(tallies, event.outcome)
      break
    case 'assumed':
      noteAssumption(tallies.assumptions, event.assumption)
      break
    case 'violated':
      tallies.violations.push(event.violation)
  }
}

const meanOf = (shares: readonly number[]): number =>
  shares.length === 0 ? 0 : shares.reduce((sum, share) => sum + share, 0) / shares.length

/** Field by field, so that the fields stand in one order always. */
const resultOf = (tallies: Tallies, { seed, policy, market, startMs }: Collected): SimulationResult => {
  const { jobs, interruptions, decisions, endMs } = tallies
  const { uploadedGB, downloadedGB, done, refused, gaveUp, cutOff, doneLocally, ...times } =
    tallies.outcomes.summary()
  const hardware = tallies.hardware.use({ startMs, endMs })
  return {
    seed,
    policy,
    market,
    startMs,
    endMs,
    summary: {
      jobs,
      done,
      refused,
      gaveUp,
      cutOff,
      doneLocally,
      spending: tallies.spending.spending(),
      ...times,
      interruptions,
      decisions,
      uploadedGB,
      downloadedGB,
      hardware,
      localUtilisation: meanOf(hardware.map(({ utilisation }) => utilisation)),
      refusals: sortedRecord(tallies.refusals),
    },
    jobs: [...tallies.kept],
    decisions: [...tallies.explained],
    violations: [...tallies.violations],
    assumptions: [...tallies.assumptions.values()],
  }
}

/**
 * Makes what turns the events of a simulation into its result.
 *
 * Money is that of the `billed` lines, hardware that of the stays, decisions and interruptions those that were told; all else comes from the outcomes of the jobs that have ended. A result can be had at any time, and what comes later does not change it. The same events give the same bytes of JSON. Without `keepsJobs`, memory does not grow with the jobs.
 *
 * @param collected - What is known before. Names of owned hardware are those of `hardware` in stays.
 * @see {@link createAuditor} for what must hold of the same events.
 * @example
 * const collector = createCollector({ market: 'none', startMs: 0, ownedHardware: ['GPU-1'], keepsJobs: true })
 * collector.take({ kind: 'started', atMs: 0, jobId: 'a', stay: { hardware: ['GPU-1'], fromMs: 0 } })
 * collector.take({ kind: 'queued', atMs: 3_600_000, jobId: 'b', offerId: 'local-1' })
 * collector.result().summary.hardware // => [{ name: 'GPU-1', busyHours: 1, utilisation: 1 }]
 */
export const createCollector = (collected: Collected): Collector => {
  const tallies = beginTallies(collected)
  return {
    take: (event) => takeEvent(tallies, event),
    result: () => resultOf(tallies, collected),
  }
}
