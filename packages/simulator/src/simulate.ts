import { grantSite, hardwareOf, type ListedOffer } from '@aima/gpu-core'
import { err, type Result, ResultAsync } from 'neverthrow'
import type { SimulationEvent } from './events/simulation-event.ts'
import { createAuditor } from './result/auditor.ts'
import { createCollector } from './result/collector.ts'
import type { SimulationResult } from './result/simulation-result.ts'
import type { Violation } from './result/violation.ts'
import type { SimulationError, SimulationOptions, WatchOptions } from './simulation-options.ts'
import { type SimulationStream, streamSimulation } from './stream-simulation.ts'

/** How {@link simulate} is called; what stands in for it in tests is of this type. */
export type Simulate = (
  options: SimulationOptions & WatchOptions,
) => ResultAsync<SimulationResult, SimulationError>

/** Events between two rests, in which others of this process get their turn. */
const eventsBetweenRests = 5_000

const rest = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))

/** A piece of owned hardware has one name here, also where its source knows it by several. */
const ownedHardware = (gpus: readonly ListedOffer[] = []): readonly string[] => [
  ...new Set(grantSite(gpus, 'local').flatMap((gpu) => gpu.exclusiveKeys ?? hardwareOf(gpu))),
]

/** Takes in events: for the result, for the caller, and for who looks after the invariants. */
const createTaker = (options: SimulationOptions & WatchOptions) => {
  const { market, policy, localGpus, seed = 1, keepJobs = true, explainIn, onEvent, onProgress } = options
  const collector = createCollector({
    seed,
    policy,
    market: market.name,
    startMs: market.startMs,
    ownedHardware: ownedHardware(localGpus),
    keepsJobs: keepJobs,
    explainsIn: explainIn,
  })
  const auditor = createAuditor()
  const counts = { atMs: market.startMs, arrived: 0, ended: 0, decisions: 0 }

  const pass = (event: SimulationEvent): void => {
    collector.take(event)
    onEvent?.(event)
  }
  const report = (violations: readonly Violation[]): void => {
    for (const violation of violations) pass({ kind: 'violated', atMs: violation.atMs, violation })
  }
  return {
    take: (event: SimulationEvent): void => {
      counts.atMs = event.atMs
      if (event.kind === 'arrived') counts.arrived += 1
      if (event.kind === 'ended') counts.ended += 1
      if (event.kind === 'decided') counts.decisions += 1
      pass(event)
      report(auditor.take(event))
    },
    tellProgress: (): void => onProgress?.({ ...counts }),
    atMs: () => counts.atMs,
    finish: (atMs: number): SimulationResult => {
      report(auditor.finish(atMs))
      return collector.result()
    },
  }
}

const runThrough = async (
  stream: SimulationStream,
  options: SimulationOptions & WatchOptions,
): Promise<Result<SimulationResult, SimulationError>> => {
  const taker = createTaker(options)
  for (let events = 1; ; events += 1) {
    if (options.signal?.aborted === true) {
      const aborted = err({ kind: 'aborted', atMs: taker.atMs() } as const)
      stream.return(aborted)
      return aborted
    }
    const next = stream.next()
    if (next.done === true) {
      taker.tellProgress()
      return next.value.map(taker.finish)
    }
    taker.take(next.value)
    if (events % eventsBetweenRests === 0) {
      taker.tellProgress()
      await rest()
    }
  }
}

/**
 * Simulates jobs in virtual time, with the decisions that core makes in production.
 *
 * Jobs come; for each, the prices of that moment are looked at, core decides, the machine is waited for, input is uploaded, the work runs, is interrupted, starts
 * again from its last checkpoint there or elsewhere, and ends; owned GPUs are given to one job at a time, and others wait for them. All of it is billed line by line,
 * as cost-model.md says. Everything random comes from the seed: the same input gives the same bytes.
 *
 * Owned GPUs go to who waits longest among those that they fit; nothing is kept free for a job that needs several. An uplink is not shared: each job uploads
 * as if it were alone. Spot machines are billed at the price of each moment, others at that of their start.
 *
 * @param options - What is simulated, and how it is watched.
 * @returns The result, or `unsound-input` with the path of the first fault, `aborted`.
 * @see {@link streamSimulation} for the events one by one.
 * @see {@link compare} for several policies.
 * @example
 * const market = { name: 'nothing', startMs: 0, offers: [], changes: () => [] }
 * const jobs = [{ atMs: 0, job: { id: 'a', confidentiality: 'confidential' } }]
 * const result = await simulate({ jobs, market, policy: { strategy: { kind: 'cost-first' } } })
 * result._unsafeUnwrap().summary.refused // => 1
 */
export const simulate: Simulate = (options) =>
  new ResultAsync(
    Promise.resolve(streamSimulation(options)).then((stream) =>
      stream.isErr() ? err(stream.error) : runThrough(stream.value, options),
    ),
  )
