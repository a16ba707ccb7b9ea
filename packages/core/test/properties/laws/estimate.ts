import {
  type Estimate,
  estimate,
  findGpuModel,
  type LimitingFactor,
  type Offer,
  type OpenWindow,
  strategyFor,
  termsOf,
} from '../../../src/index.ts'
import type { Court, Law } from './law.ts'
import { priceLaw } from './price.ts'

const hourMs = 3_600_000

const estimateOf = (offer: Offer, { job, circle }: Court): Estimate | undefined => {
  const complete = termsOf(job, offer, circle)
  return complete && estimate(complete.work, complete.terms)
}

/** A law about the estimate, which asks nothing where there is none. */
const estimated =
  (keeps: (estimate: Estimate, offer: Offer, court: Court) => boolean): Law =>
  (offer, court) => {
    const known = estimateOf(offer, court)
    return known === undefined || keeps(known, offer, court)
  }

const figureOf = (model: string, limitedBy: LimitingFactor): number | undefined => {
  const facts = findGpuModel(model)
  const figures = new Map<string, number | undefined>([
    ['memory-bandwidth', facts?.memoryBandwidthGBps],
    ['fp32', facts?.fp32Tflops],
    ['tf32', facts?.tf32Tflops],
    ['bf16', facts?.bf16Tflops],
    ['fp16', facts?.fp16Tflops],
    ['fp8', facts?.fp8Tflops],
  ])
  return figures.get(limitedBy)
}

const firstName = (table: Readonly<Record<string, number>> = {}): string | undefined =>
  Object.keys(table).sort()[0]

/** Whether anything tells how fast an offer is, from the job's own figures down to the data sheets. */
export const speedLaw: Law = (offer, court) => {
  const { run = {} } = court.job
  const { hoursByGpu = {}, throughputByGpu = {}, benchmark } = run
  if (!priceLaw(offer, court)) return true
  const hours = Object.entries(hoursByGpu)
  const stated = run.referenceGpu
  const sameTime = hours.find(([, measured]) => measured === run.refHours)?.[0]
  const isStatedPair = stated !== undefined && run.refHours !== undefined
  const byHours =
    stated !== undefined && Object.hasOwn(hoursByGpu, stated)
      ? stated
      : (sameTime ?? (isStatedPair ? stated : firstName(hoursByGpu)))
  const byDefault = stated ?? firstName(throughputByGpu) ?? court.circle.defaults?.referenceGpu ?? 'RTX 4090'
  const reference = (hours.length > 0 ? byHours : undefined) ?? byDefault
  const isRunTimeKnown = run.refHours !== undefined || hours.length > 0
  const name = offer.gpu.model ?? offer.gpu.name
  const limitedBy = run.limitedBy ?? 'memory-bandwidth'
  return (
    !isRunTimeKnown ||
    name === reference ||
    Object.hasOwn(hoursByGpu, name) ||
    (Object.hasOwn(throughputByGpu, name) && Object.hasOwn(throughputByGpu, reference)) ||
    (benchmark !== undefined && Object.hasOwn(offer.benchmarks ?? {}, benchmark.name)) ||
    (figureOf(name, limitedBy) !== undefined && figureOf(reference, limitedBy) !== undefined)
  )
}

export const finishLaw = estimated(
  ({ totalUsd, completionHours }) => Number.isFinite(totalUsd) && Number.isFinite(completionHours),
)

export const jobBudgetLaw = estimated(({ totalUsd }, _, { job, circle }) => {
  const upperUsd = totalUsd * (1 + (circle.defaults?.estimateMargin ?? 0.2))
  return [job.budget?.usdPerJob, circle.budget?.usdPerJob].every(
    (cap) => cap === undefined || upperUsd <= cap,
  )
})

export const completionLaw = estimated(
  ({ completionHours }, _, { circle }) =>
    circle.maximumCompletionHours === undefined || completionHours <= circle.maximumCompletionHours,
)

const isIn = (atMs: number, { fromMs, untilMs }: OpenWindow): boolean => fromMs <= atMs && atMs < untilMs

export const openLaw: Law = ({ capacity }, { moment }) =>
  capacity?.openWindows?.some((window) => isIn(moment.nowMs, window)) !== false

/** Until when a machine is open without a gap, however its hours are cut into windows (ms). */
const openUntilMs = (windows: readonly OpenWindow[], fromMs: number): number => {
  const next = windows.filter((window) => isIn(fromMs, window)).map(({ untilMs }) => untilMs)
  return next.length === 0 ? fromMs : openUntilMs(windows, Math.max(...next))
}

export const openUntilDoneLaw = estimated(({ completionHours }, { capacity }, { moment }) => {
  const windows = capacity?.openWindows ?? []
  const doneMs = moment.nowMs + completionHours * hourMs
  return !windows.some((window) => isIn(moment.nowMs, window)) || doneMs <= openUntilMs(windows, moment.nowMs)
})

export const stockLaw: Law = ({ capacity }) => capacity?.stock !== 'none' && capacity?.availability !== 0

export const knownEndLaw: Law = ({ capacity }) =>
  capacity?.stock !== 'busy' || capacity.allocHours !== undefined || capacity.availability !== undefined

export const failureLaw: Law = (offer, { moment }) =>
  !(moment.failures ?? []).some(
    (failure) =>
      failure.untilMs > moment.nowMs &&
      [
        [failure.offerId, offer.id],
        [failure.source, offer.source],
        [failure.provider, offer.provider],
        [failure.region, offer.place.region],
        [failure.zone, offer.place.zone],
        [failure.purchase, offer.purchase],
      ].every(([stated, actual]) => stated === undefined || stated === actual),
  )

/** The only providers that a strategy leaves; local offers in time are beside its fallback. */
export const exclusionLaw: Law = (offer, court) => {
  const strategy = strategyFor(court.circle, court.job)
  const last = strategy.kind === 'local-first' ? strategy.fallback : strategy
  if (last?.kind !== 'provider-priority' || last.others !== 'exclude') return true
  if (last.order.includes(offer.provider)) return true
  if (strategy.kind !== 'local-first' || offer.site !== 'local') return false
  const waitHours = estimateOf(offer, court)?.waitHours ?? 0
  return waitHours <= (strategy.maxLocalWaitHours ?? Number.POSITIVE_INFINITY)
}
