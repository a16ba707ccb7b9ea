/** A job, one spot offer that comes and goes by a script, and one on demand: the terms of a trace, behind an orchestrator in virtual time. */
import type { Job, ListedOffer, Listing } from '@aima/gpu-core'
import type { DeadlineJob, DeadlinePolicy, Machine } from '@aima/gpu-deadline'
import { buildJob, buildListedOffer, buildSource } from '@aima/gpu-testing'
import { okAsync } from 'neverthrow'
import type { DeadlineAdvice } from '../../src/deadline/deadline-advice.ts'
import type { OrchestratorOptions } from '../../src/options.ts'
import type { Placement } from '../../src/place/placement.ts'
import { houseOf, launch } from '../house.ts'

/** Six ticks of work, twelve until the deadline, a tenth of one to start; 1 USD a tick on demand. */
export const sixTicks: DeadlineJob = {
  workSeconds: 3600,
  deadlineSeconds: 7200,
  startSeconds: 60,
  tickSeconds: 600,
  onDemandUsdPerHour: 6,
}

/** Price of spot, unless a test says otherwise (USD/h). */
export const cheapUsdPerHour = 1.2

/** The job of a trace, as an orchestrator knows it. It saves its work on notice. */
export const jobOf = ({ workSeconds, deadlineSeconds }: DeadlineJob, changes: Partial<Job> = {}): Job =>
  buildJob({
    run: {
      refHours: workSeconds / 3600,
      referenceGpu: 'RTX 4090',
      restartHours: 0,
      checkpoint: { everyHours: 1, writeHours: 0, onNotice: true },
    },
    deadlineHours: deadlineSeconds / 3600,
    ...changes,
  })

export const demandOffer = (terms: DeadlineJob, changes: Partial<ListedOffer> = {}): ListedOffer =>
  buildListedOffer({
    id: 'demand',
    price: { usdPerHour: terms.onDemandUsdPerHour },
    capacity: { stock: 'available', allocHours: 0, bootHours: terms.startSeconds / 3600 },
    ...changes,
  })

export const spotOffer = (
  terms: DeadlineJob,
  isAvailable: boolean,
  changes: Partial<ListedOffer> = {},
): ListedOffer =>
  buildListedOffer({
    id: 'spot',
    purchase: 'spot',
    price: { usdPerHour: cheapUsdPerHour },
    spotRisk: { interruptionsPerHour: 0.1, recoverWaitHours: 0, noticeHours: 1 / 30 },
    capacity: {
      stock: isAvailable ? 'available' : 'none',
      allocHours: 0,
      bootHours: terms.startSeconds / 3600,
    },
    ...changes,
  })

/** Answers are asked for anew in each tick. */
const alwaysAsked = { 'gpu-cloud': { freshMs: 0, staleMs: 0 } }

/** A house without GPUs of its own, whose cloud lists what the test says. */
export const marketOf = (
  listNow: () => readonly ListedOffer[],
  changes: Partial<OrchestratorOptions> & { readonly own?: readonly ListedOffer[] } = {},
): ReturnType<typeof houseOf> => {
  const cloud = buildSource([], {
    id: 'cloud',
    listOffers: (_query, { nowMs }) => {
      const offers = listNow().map((offer) => ({ ...offer, observedAtMs: nowMs }))
      return okAsync<Listing, never>({ offers, warnings: [], observedAtMs: nowMs })
    },
  })
  return houseOf({ own: [], cloud: [cloud], cacheAges: alwaysAsked, ...changes })
}

const letters: Readonly<Record<Machine, string>> = { none: '.', spot: 's', 'on-demand': 'd' }

interface Run {
  readonly terms: DeadlineJob
  /** For each tick 1 or 0; what lies beyond the end is not available. */
  readonly available: string
  readonly policy: DeadlinePolicy
  /** Price of spot (USD/h). */
  readonly spotUsdPerHour?: number
}

/** What a run came to. */
interface WatchedRun {
  /** A letter a tick: `.` nothing, `s` spot, `d` on demand. */
  readonly script: string
  /** Whole ticks, each at its price (USD). */
  readonly costUsd: number
  readonly finishedSeconds: number
  readonly advised: readonly DeadlineAdvice['kind'][]
}

/** Does in each tick what a watch advises, on machines that make progress as those of a trace do. */
export const runWatched = async ({
  terms,
  available,
  policy,
  spotUsdPerHour = cheapUsdPerHour,
}: Run): Promise<WatchedRun> => {
  let tick = 0
  const isUp = (): boolean => available[tick] === '1'
  const price = { price: { usdPerHour: spotUsdPerHour } }
  const { orchestrator, clock } = marketOf(() => [demandOffer(terms), spotOffer(terms, isUp(), price)])
  const { tickSeconds, workSeconds } = terms
  const watch = orchestrator.meetDeadline(jobOf(terms), { policy, tickSeconds })._unsafeUnwrap()
  let running: Placement<string> | undefined
  let start = 0
  let doneSeconds = 0
  let script = ''
  let costUsd = 0
  const advised: DeadlineAdvice['kind'][] = []
  for (; ; tick += 1) {
    if (running?.candidate.offer.purchase === 'spot' && !isUp()) running = undefined
    const progress = { done: Math.min(1, doneSeconds / workSeconds) }
    const advice = (await watch.advise({ progress, running }))._unsafeUnwrap()
    advised.push(advice.kind)
    if (advice.kind === 'done') {
      await orchestrator.close()
      return { script, costUsd, finishedSeconds: tick * tickSeconds, advised }
    }
    const next = advice.kind === 'late' ? advice.next : advice
    if (advice.kind === 'wait') running = undefined
    if (next !== undefined && 'candidate' in next) {
      running = (await orchestrator.place(next.job, { launch, adjust: next.adjust }))._unsafeUnwrap()
      start = terms.startSeconds
    }
    const purchase = running?.candidate.offer.purchase
    const machine = purchase === undefined ? 'none' : purchase === 'spot' ? 'spot' : 'on-demand'
    script += letters[machine]
    const usdPerHour = { none: 0, spot: spotUsdPerHour, 'on-demand': terms.onDemandUsdPerHour }[machine]
    costUsd += (usdPerHour * tickSeconds) / 3600
    if (machine !== 'none') {
      doneSeconds += Math.max(0, tickSeconds - start)
      start = Math.max(0, start - tickSeconds)
      if (workSeconds - doneSeconds < 1e-6) doneSeconds = workSeconds
    }
    await clock.pass(tickSeconds * 1000)
  }
}
