import type { Offer } from '@aima/gpu-core'
import type { StayEnd } from '../result/job-outcome.ts'
import { type ActiveStay, stayOf } from './active-stay.ts'
import { computeLines, storageLines } from './bill.ts'
import type { ByOffer } from './by-offer.ts'
import { type Journey, startWaiting } from './journey.ts'
import { charge, type World } from './world.ts'

/** What becomes of a job after its stay. */
export interface AfterStay {
  /** Its result is there. */
  readonly done: (journey: Journey) => void
  /** Its machine was taken away, and it needs another. */
  readonly lost: (journey: Journey, offer: Offer) => void
}

/** Where machines work: the world, and who has which of them. */
export interface Floor {
  /** The world. */
  readonly world: World
  /** What becomes of jobs afterwards. */
  readonly after: AfterStay
  /** Jobs on spot machines. */
  readonly onSpot: ByOffer
  /** Jobs that wait for stock of the offer that they stay with. */
  readonly parked: ByOffer
}

const hourMs = 3_600_000

/** Whether a machine of an offer can be had, as far as its stock says. */
export const isInStock = ({ site, capacity }: Offer): boolean =>
  site === 'local' || (capacity?.stock !== 'none' && capacity?.availability !== 0)

/** Ends a stay: the machine is billed with its disk, and given back. */
export const closeStay = (
  { world, onSpot, parked }: Floor,
  { journey, stay }: { readonly journey: Journey; readonly stay: ActiveStay },
  end: StayEnd,
): void => {
  const atMs = world.nowMs()
  const { offer, complete, meter } = stay
  const head = { jobId: journey.job.id, offer, atMs }
  meter.stop(atMs)
  charge(world, journey, [
    ...computeLines(head, meter.billed(complete.terms)),
    ...storageLines(head, (atMs - stay.fromMs) / hourMs, complete),
  ])
  const left = stayOf(stay, end, atMs)
  journey.stays.push(left)
  journey.stay = undefined
  onSpot.drop(offer.id, journey)
  parked.drop(offer.id, journey)
  world.release(offer)
  world.emit({ kind: 'left', atMs, jobId: journey.job.id, stay: left })
}

/** Gives a machine up that was taken away; the rest of the work runs elsewhere. */
export const moveOn = (floor: Floor, journey: Journey, stay: ActiveStay): void => {
  journey.doneShare += (1 - journey.doneShare) * stay.course.savedShare()
  closeStay(floor, { journey, stay }, 'interrupted')
  startWaiting(journey, floor.world.nowMs())
  floor.after.lost(journey, stay.offer)
}
