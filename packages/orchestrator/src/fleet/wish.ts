import {
  type Candidate,
  type DecideOptions,
  type Decision,
  type DuplicateOfferId,
  decide,
  type InvalidMoment,
  type Job,
  type Offer,
  type Policy,
  singleHardware,
} from '@aima/gpu-core'
import { err, ok, type Result } from 'neverthrow'
import type { LocalSaving } from './fleet-decision.ts'

/** A machine that a job would take if it got it. */
export interface Option {
  /** The offer, estimated. */
  readonly candidate: Candidate
  /** Its hardware. */
  readonly hardware: readonly string[]
}

/** What a job would like, best first. */
export interface Wish {
  /** The job. */
  readonly job: Job
  /** Single machines that its strategy prefers to the fallback, best first. */
  readonly options: readonly Option[]
  /** The best offer of which there are many; undefined: there is none. */
  readonly fallback: Candidate | undefined
  /** The best offer that is not local; undefined: there is none. */
  readonly elsewhere: Candidate | undefined
  /** Whether any local offer passes the gates. */
  readonly fitsLocally: boolean
}

/** Offers that are sorted by whether they can be given once or often. */
export interface Supply {
  /** Single machines. */
  readonly single: readonly Offer[]
  /** Kinds of machines. */
  readonly many: readonly Offer[]
}

/** The circumstances of all wishes. */
export interface WishContext {
  /** The rules. */
  readonly policy: Policy
  /** The present, and remembered failures. */
  readonly moment: DecideOptions
  /** How many jobs there are: no job needs more of the single machines elsewhere than that, with some to spare. */
  readonly jobs: number
}

/** Machines elsewhere that are looked at for each job, since several offers can be of one. */
const spares = 4

const candidatesOf = (decision: Decision | undefined): readonly Candidate[] =>
  decision === undefined ? [] : [decision.chosen, ...decision.alternatives]

type Asked = Result<Decision | undefined, DuplicateOfferId | InvalidMoment>

const ask = (job: Job, offers: readonly Offer[], { policy, moment }: WishContext, ranked: number): Asked => {
  return decide(job, offers, policy, { ...moment, ranked }).orElse((error) =>
    error.kind === 'duplicate-offer-id' || error.kind === 'invalid-moment' ? err(error) : ok(undefined),
  )
}

/** Puts offers into those that can be given once and those that can be given often. */
export const supplyOf = (offers: readonly Offer[]): Supply => ({
  single: offers.filter((offer) => singleHardware(offer).length > 0),
  many: offers.filter((offer) => singleHardware(offer).length === 0),
})

/**
 * Works out what a job would like, by core's decisions on the kinds of machines alone, and on the single ones beside the best of those.
 *
 * @param job - The job.
 * @param supply - The offers.
 * @param context - Policy and moment.
 */
export const wishOf = (
  job: Job,
  supply: Supply,
  context: WishContext,
): Result<Wish, DuplicateOfferId | InvalidMoment> =>
  ask(job, supply.many, context, 1).andThen((often) => {
    const fallback = often?.chosen
    const offers = fallback === undefined ? supply.single : [...supply.single, fallback.offer]
    const local = supply.single.filter(({ site }) => site === 'local').length
    return ask(job, offers, context, local + spares * context.jobs + 1).map((decision) => {
      const candidates = candidatesOf(decision)
      const end = candidates.findIndex(({ offer }) => offer.id === fallback?.offer.id)
      const preferred = end === -1 ? candidates : candidates.slice(0, end)
      return {
        job,
        options: preferred.map((candidate) => ({ candidate, hardware: singleHardware(candidate.offer) })),
        fallback,
        elsewhere: candidates.find(({ offer }) => offer.site !== 'local') ?? fallback,
        fitsLocally:
          candidates.some(({ offer }) => offer.site === 'local') ||
          (decision?.others.some(({ site }) => site === 'local') ?? false),
      }
    })
  })

/** How long a candidate takes up how many GPUs (GPU-hours). */
const gpuHoursOf = ({ offer, estimate }: Candidate): number =>
  offer.gpuCount * (offer.gpu.fraction ?? 1) * (estimate.setupHours + estimate.runHours)

/** What a candidate saves a job against what it would have elsewhere. */
export const savingOf = ({ elsewhere }: Wish, candidate: Candidate): LocalSaving => {
  const gpuHours = gpuHoursOf(candidate)
  const savingUsd = elsewhere === undefined ? null : elsewhere.estimate.totalUsd - candidate.estimate.totalUsd
  return {
    offerId: candidate.offer.id,
    savingUsd,
    gpuHours,
    savingUsdPerGpuHour: savingUsd === null || gpuHours === 0 ? null : savingUsd / gpuHours,
  }
}

/** The local machine that a job would like best. */
export const bestLocal = ({ options }: Wish): Candidate | undefined =>
  options.find(({ candidate }) => candidate.offer.site === 'local')?.candidate
