import type { RejectionKind } from '@aima/gpu-core'
import type { JobOutcome, Stay } from '../result/job-outcome.ts'

/** Something that is so of a job, or is not. */
export type JobClaim = (job: JobOutcome) => boolean

const someStay =
  (claim: (stay: Stay) => boolean): JobClaim =>
  ({ stays }) =>
    stays.some(claim)

/**
 * Tells whether a job ran on a machine that is not the user's own, or was uploaded without ever having had a machine.
 *
 * @example
 * leavesTheHouse({ stays: [{ site: 'local' }, { site: 'cloud' }] }) // => true
 */
export const leavesTheHouse: JobClaim = ({ stays, uploadedGB }) =>
  stays.some(({ site }) => site === 'cloud') || (stays.length === 0 && uploadedGB > 0)

/**
 * Tells whether a job ran on a machine that the provider may take back.
 *
 * @example
 * runsOnSpot({ stays: [{ purchase: 'on-demand' }] }) // => false
 */
export const runsOnSpot: JobClaim = someStay(({ purchase }) => purchase === 'spot')

/**
 * Makes the claim that a job ran on a machine of a provider.
 *
 * @param provider - The provider's name.
 * @example
 * runsAt('vastai')({ stays: [{ provider: 'vastai' }] }) // => true
 */
export const runsAt = (provider: string): JobClaim => someStay((stay) => stay.provider === provider)

/**
 * Makes the claim that a job ran on a GPU.
 *
 * @param gpu - Canonical model, or the printed name of an unknown one.
 * @example
 * runsOnGpu('RTX 4090')({ stays: [{ gpu: 'L4' }] }) // => false
 */
export const runsOnGpu = (gpu: string): JobClaim => someStay((stay) => stay.gpu === gpu)

/**
 * Makes the claim that a job ran on an offer.
 *
 * @param offerId - The offer's id.
 * @example
 * runsOnOffer('box-1')({ stays: [{ offerId: 'box-1' }] }) // => true
 */
export const runsOnOffer = (offerId: string): JobClaim => someStay((stay) => stay.offerId === offerId)

/**
 * Tells whether a machine was taken away from a job.
 *
 * @example
 * isInterrupted({ interruptions: 0 }) // => false
 */
export const isInterrupted: JobClaim = ({ interruptions }) => interruptions > 0

/**
 * Tells whether a job is done.
 *
 * @example
 * isDone({ end: 'done' }) // => true
 */
export const isDone: JobClaim = ({ end }) => end === 'done'

/**
 * Tells whether a job was done after its deadline. A job that was not done is not late: see {@link expectAllDone}.
 *
 * @example
 * isLate({ lateHours: null }) // => false
 */
export const isLate: JobClaim = ({ lateHours }) => lateHours !== null && lateHours > 0

/**
 * Tells whether no offer will ever take a job.
 *
 * @example
 * isRefused({ end: 'gave-up' }) // => false
 */
export const isRefused: JobClaim = ({ end }) => end === 'refused'

/**
 * Makes the claim that no offer will ever take a job, and that some offer broke a certain rule first.
 *
 * @param kind - The rule.
 * @example
 * isRefusedFor('vram-too-small')({ end: 'refused', refusals: { 'vram-too-small': 3 } }) // => true
 */
export const isRefusedFor =
  (kind: RejectionKind): JobClaim =>
  ({ end, refusals }) =>
    end === 'refused' && (refusals[kind] ?? 0) > 0

/**
 * Tells whether a job gave up because no offer took it for as long as jobs wait.
 *
 * @example
 * hasGivenUp({ end: 'gave-up' }) // => true
 */
export const hasGivenUp: JobClaim = ({ end }) => end === 'gave-up'

/**
 * Tells whether a job's data must not leave the house.
 *
 * @example
 * isConfidential({ confidentiality: 'internal' }) // => false
 */
export const isConfidential: JobClaim = ({ confidentiality }) => confidentiality === 'confidential'

/**
 * Makes the claim that a job is of a class of work.
 *
 * @param workload - The class.
 * @example
 * isOfWorkload('video-analysis')({ workload: 'video-analysis' }) // => true
 */
export const isOfWorkload =
  (workload: string): JobClaim =>
  (job) =>
    job.workload === workload

/** Written so that a limit that is not a number is exceeded by everything. */
const exceeds = (value: number, limit: number): boolean => !(value <= limit)

/**
 * Makes the claim that a job cost more than an amount.
 *
 * @param usd - The amount (USD).
 * @example
 * costsMoreThan(5)({ usd: 5 }) // => false
 */
export const costsMoreThan =
  (usd: number): JobClaim =>
  (job) =>
    exceeds(job.usd, usd)

/**
 * Makes the claim that a job was without a machine for longer than a time, uploads included.
 *
 * @param hours - The time (h).
 * @example
 * waitsLongerThan(1)({ waitHours: 1.5 }) // => true
 */
export const waitsLongerThan =
  (hours: number): JobClaim =>
  ({ waitHours }) =>
    exceeds(waitHours, hours)

/**
 * Makes the claim that a job took longer than a time from arrival to end.
 *
 * @param hours - The time (h).
 * @example
 * takesLongerThan(8)({ completionHours: 9 }) // => true
 */
export const takesLongerThan =
  (hours: number): JobClaim =>
  ({ completionHours }) =>
    exceeds(completionHours, hours)
