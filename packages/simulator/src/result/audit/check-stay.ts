import type { OpenStay } from '../../events/simulation-event.ts'
import type { Stay } from '../job-outcome.ts'
import { type Books, type Breach, breach, type OpenJob } from './open-job.ts'

const machineFacts = ['offerId', 'provider', 'site', 'purchase', 'gpu', 'gpuCount', 'fromMs'] as const

const isSameMachine = (one: OpenStay, other: OpenStay): boolean =>
  machineFacts.every((fact) => one[fact] === other[fact]) &&
  one.hardware.length === other.hardware.length &&
  one.hardware.every((name, index) => name === other.hardware[index])

const isSameStay = (one: Stay, other: Stay): boolean =>
  isSameMachine(one, other) &&
  one.workedFromMs === other.workedFromMs &&
  one.untilMs === other.untilMs &&
  one.end === other.end

/**
 * Finds a confidential job that is not at home.
 *
 * @param open - The job.
 * @param stays - Where it was, or is.
 * @returns A breach of `off-site` for each stay that is not on a local site.
 */
const siteBreaches = (
  { job: { id, confidentiality } }: OpenJob,
  stays: readonly Pick<OpenStay, 'site' | 'offerId'>[],
): readonly Breach[] =>
  confidentiality !== 'confidential'
    ? []
    : stays
        .filter(({ site }) => site !== 'local')
        .map(({ site, offerId }) =>
          breach('off-site', id, `a confidential job on ${offerId}, which is ${site}`),
        )

/** Gives hardware to a job, and tells what was another's, or its own already. */
const hold = (holders: Map<string, string>, jobId: string, names: ReadonlySet<string>): readonly Breach[] => {
  const breaches: Breach[] = []
  for (const name of names) {
    const holder = holders.get(name)
    if (holder === undefined) holders.set(name, jobId)
    else breaches.push(breach('used-twice', jobId, `${name} is ${holder}'s still`))
  }
  return breaches
}

const release = ({ holders }: Books, jobId: string, { hardware }: OpenStay): void => {
  for (const name of hardware) if (holders.get(name) === jobId) holders.delete(name)
}

/**
 * Takes in a stay that begins.
 *
 * @returns Breaches of `off-site`, of `used-twice` for each piece of hardware that somebody has, and of `time-went-back` when it began at another time than it was told.
 */
export const beginStay = (
  books: Books,
  open: OpenJob,
  { stay, atMs }: { readonly stay: OpenStay; readonly atMs: number },
): readonly Breach[] => {
  const { id } = open.job
  open.openStays.push(stay)
  const times = stay.fromMs === atMs ? [] : [breach('time-went-back', id, `began at ${stay.fromMs} ms`)]
  return [...siteBreaches(open, [stay]), ...hold(books.holders, id, new Set(stay.hardware)), ...times]
}

/** Whether a stay ends when it is told, and its work begins within it. */
const keepsTime = ({ fromMs, workedFromMs, untilMs }: Stay, atMs: number): boolean =>
  untilMs === atMs &&
  fromMs <= untilMs &&
  (workedFromMs === null || (fromMs <= workedFromMs && workedFromMs <= untilMs))

/**
 * Takes in a stay that ends.
 *
 * @returns Breaches of `off-site`, of `used-twice` when it never started so, and of `time-went-back` when its times are in no order, or it ended at another time than it was told.
 */
export const endStay = (
  books: Books,
  open: OpenJob,
  { stay, atMs }: { readonly stay: Stay; readonly atMs: number },
): readonly Breach[] => {
  const { id } = open.job
  const index = open.openStays.findIndex((started) => isSameMachine(started, stay))
  for (const started of index === -1 ? [] : open.openStays.splice(index, 1)) release(books, id, started)
  open.stays.push(stay)
  const unknown =
    index === -1 ? [breach('used-twice', id, `left ${stay.offerId}, which never started so`)] : []
  const { fromMs, workedFromMs, untilMs } = stay
  const times = keepsTime(stay, atMs)
    ? []
    : [breach('time-went-back', id, `a stay from ${fromMs} ms, at work from ${workedFromMs}, to ${untilMs}`)]
  return [...siteBreaches(open, [stay]), ...unknown, ...times]
}

/**
 * Compares the stays that a job's outcome tells with those that were seen, and takes back what the job still has.
 *
 * @returns Breaches of `off-site` in what is told, and of `unaccounted-job` when a machine is still the job's or the stays are others.
 */
export const settleStays = (books: Books, open: OpenJob, told: readonly Stay[]): readonly Breach[] => {
  const { id } = open.job
  for (const stay of open.openStays) release(books, id, stay)
  const isAsSeen =
    told.length === open.stays.length &&
    told.every((stay, index) => {
      const seen = open.stays[index]
      return seen !== undefined && isSameStay(stay, seen)
    })
  return [
    ...siteBreaches(open, told),
    ...open.openStays.map(({ offerId }) =>
      breach('unaccounted-job', id, `ended, and ${offerId} is still its`),
    ),
    ...(isAsSeen ? [] : [breach('unaccounted-job', id, 'ended with other stays than it had')]),
  ]
}
