import { estimate, termsOf } from '@aima/gpu-core'
import { type ActiveStay, openStayOf } from './active-stay.ts'
import { createByOffer } from './by-offer.ts'
import { type Journey, stopWaiting } from './journey.ts'
import { createMeter } from './meter.ts'
import { runCourse } from './run-course.ts'
import { type AfterStay, closeStay, type Floor, isInStock, moveOn } from './stay-end.ts'
import { resume, setUp, takeAway } from './stay-work.ts'
import { askingFor, type World } from './world.ts'

/** Machines that jobs have. */
export interface Stays {
  /**
   * Lets a job's stay on an offer begin now.
   *
   * @returns Whether it could: the offer must still be there, with stock and a price.
   */
  readonly begin: (journey: Journey, offerId: string) => boolean
  /** Takes in that an offer's price or stock changed, or that it is gone. */
  readonly marketMoved: (offerId: string) => void
  /** Ends a job's stay, as the simulation ends. */
  readonly cutOff: (journey: Journey) => void
}

const hourMs = 3_600_000

interface Staying {
  readonly journey: Journey
  readonly stay: ActiveStay
}

/** Jobs that have a machine, with it. */
const staying = (journeys: readonly Journey[]): readonly Staying[] =>
  journeys.flatMap((journey) => (journey.stay === undefined ? [] : [{ journey, stay: journey.stay }]))

const begin = (floor: Floor, journey: Journey, offerId: string): boolean => {
  const { world, onSpot } = floor
  const { holdings, outlook, settings } = world
  const asking = askingFor(world, journey)
  const offer = outlook.offerFor(asking, offerId)
  const complete = offer && isInStock(offer) ? termsOf(asking.job, offer, settings.policy) : undefined
  if (offer === undefined || complete === undefined) return false
  const nowMs = world.nowMs()
  const estimated = estimate(complete.work, complete.terms)
  const stay: ActiveStay = {
    offer,
    complete,
    estimated,
    course: runCourse(complete, estimated, settings.market.interruptionsPerHour?.(offer)),
    meter: createMeter(complete.terms.usdPerHour),
    fromMs: nowMs,
    workedFromMs: undefined,
    run: undefined,
  }
  stopWaiting(journey, nowMs)
  stay.meter.start(nowMs)
  journey.stay = stay
  holdings.take(offer, nowMs + (estimated.setupHours + estimated.runHours) * hourMs)
  if (offer.purchase === 'spot') onSpot.put(offer.id, journey)
  world.emit({ kind: 'started', atMs: nowMs, jobId: journey.job.id, stay: openStayOf(stay) })
  setUp(floor, journey, stay)
  return true
}

/** A spot machine is paid for at the price of each moment. */
const reprice = ({ world }: Floor, { journey, stay }: Staying): void => {
  const slot = world.board.slotOf(stay.offer.id)
  const price = slot && termsOf(journey.job, slot.offer, world.settings.policy)
  if (price !== undefined) stay.meter.reprice(world.nowMs(), price.terms.usdPerHour)
}

const marketMoved = (floor: Floor, offerId: string): void => {
  const { world, onSpot, parked } = floor
  const slot = world.board.slotOf(offerId)
  if (slot === undefined || !(onSpot.has(offerId) || parked.has(offerId))) return
  const isThere = slot.isListed && isInStock(slot.offer)
  const waiting = parked.of(offerId)
  for (const { journey, stay } of staying(onSpot.of(offerId))) {
    if (waiting.includes(journey)) continue
    if (isThere) reprice(floor, { journey, stay })
    else takeAway(floor, journey, stay)
  }
  for (const { journey, stay } of staying(waiting)) {
    if (!isThere && slot.isListed) continue
    parked.drop(offerId, journey)
    if (isThere) resume(floor, journey, stay)
    else moveOn(floor, journey, stay)
  }
}

/**
 * Creates the machines of a world: set-up, runs, losses, restarts, downloads and bills.
 *
 * @param world - The world.
 * @param after - What becomes of jobs afterwards.
 */
export const createStays = (world: World, after: AfterStay): Stays => {
  const floor: Floor = { world, after, onSpot: createByOffer(), parked: createByOffer() }
  return {
    begin: (journey, offerId) => begin(floor, journey, offerId),
    marketMoved: (offerId) => {
      marketMoved(floor, offerId)
    },
    cutOff: (journey) => {
      journey.next?.cancel()
      if (journey.stay !== undefined) closeStay(floor, { journey, stay: journey.stay }, 'cut-off')
    },
  }
}
