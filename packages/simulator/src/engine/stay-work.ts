import type { ActiveStay } from './active-stay.ts'
import { downloadLines } from './bill.ts'
import { type Journey, startWaiting, stopWaiting } from './journey.ts'
import { closeStay, type Floor, isInStock, moveOn } from './stay-end.ts'
import { upload } from './upload.ts'
import { charge } from './world.ts'

const hourMs = 3_600_000

const after = ({ world }: Floor, journey: Journey, hours: number, act: () => void): void => {
  journey.next = world.agenda.plan(world.nowMs() + hours * hourMs, act)
}

/** The work is done: the output goes back. */
const finish = (floor: Floor, journey: Journey, stay: ActiveStay): void => {
  const { world } = floor
  const { complete, estimated, offer } = stay
  const { dataPath } = complete.terms
  stay.run = undefined
  const deliver = (): void => {
    if (journey.stay !== undefined) closeStay(floor, { journey, stay }, 'done')
    if (dataPath !== 'local') {
      journey.downloadedGB += complete.work.outputGB
      charge(world, journey, downloadLines({ jobId: journey.job.id, offer, atMs: world.nowMs() }, complete))
    }
    floor.after.done(journey)
  }
  // A machine with its own disk is needed until the output is back; others are given back before.
  if (dataPath !== 'instance') closeStay(floor, { journey, stay }, 'done')
  if (estimated.downloadHours === 0) deliver()
  else after(floor, journey, estimated.downloadHours, deliver)
}

/** Works until the work is done or the machine is lost, whichever comes first. */
const run = (floor: Floor, journey: Journey, stay: ActiveStay, restartHours: number): void => {
  const hours = restartHours + stay.course.hoursLeft()
  const uptime = stay.course.drawUptimeHours(journey.random)
  stay.run = { fromMs: floor.world.nowMs(), restartHours }
  if (uptime >= hours) {
    after(floor, journey, hours, () => finish(floor, journey, stay))
    return
  }
  after(floor, journey, uptime, () => {
    const noticeHours = stay.course.lose(uptime - restartHours)
    stay.run = undefined
    if (noticeHours === 0) loseMachine(floor, journey, stay)
    else after(floor, journey, noticeHours, () => loseMachine(floor, journey, stay))
  })
}

/** Boots, pulls the image and, where the machine has its own disk, uploads; then the work begins. */
export const setUp = (floor: Floor, journey: Journey, stay: ActiveStay): void => {
  const { world } = floor
  after(floor, journey, stay.estimated.setupHours, () => {
    if (stay.complete.terms.dataPath === 'instance') upload(world, journey, stay.offer, stay.complete)
    stay.workedFromMs = world.nowMs()
    run(floor, journey, stay, 0)
  })
}

/** Goes on with the same offer, after a wait. */
export const resume = (floor: Floor, journey: Journey, stay: ActiveStay): void => {
  const nowMs = floor.world.nowMs()
  stopWaiting(journey, nowMs)
  stay.meter.start(nowMs)
  if (stay.workedFromMs === undefined) setUp(floor, journey, stay)
  else run(floor, journey, stay, stay.course.restartHours)
}

/** Waits for the same offer again: for its stock, else as long as such waits take. */
const park = (floor: Floor, journey: Journey, stay: ActiveStay): void => {
  const { world } = floor
  startWaiting(journey, world.nowMs())
  stay.meter.stop(world.nowMs())
  const slot = world.board.slotOf(stay.offer.id)
  if (slot !== undefined && !isInStock(slot.offer)) {
    floor.parked.put(stay.offer.id, journey)
    return
  }
  const meanHours = stay.course.recoverWaitHours
  const waitHours = meanHours > 0 ? journey.random.exponential(1 / meanHours) : 0
  after(floor, journey, waitHours, () => resume(floor, journey, stay))
}

/** Goes on without a machine: with the same offer where that is wanted and it is still listed. */
const goOn = (floor: Floor, journey: Journey, stay: ActiveStay): void => {
  const { board, settings } = floor.world
  const isGone = board.slotOf(stay.offer.id)?.isListed !== true
  if (settings.recovery === 'wait' && !isGone) park(floor, journey, stay)
  else moveOn(floor, journey, stay)
}

const loseMachine = (floor: Floor, journey: Journey, stay: ActiveStay): void => {
  const { world } = floor
  const { id: offerId } = stay.offer
  journey.interruptions += 1
  world.emit({ kind: 'interrupted', atMs: world.nowMs(), jobId: journey.job.id, offerId })
  goOn(floor, journey, stay)
}

/** Loses a machine because the market took it away. */
export const takeAway = (floor: Floor, journey: Journey, stay: ActiveStay): void => {
  const nowMs = floor.world.nowMs()
  journey.next?.cancel()
  if (stay.run !== undefined) stay.course.lose((nowMs - stay.run.fromMs) / hourMs - stay.run.restartHours)
  stay.run = undefined
  // Who waits for the same offer again has lost its machine already.
  if (journey.waitsSinceMs === undefined) loseMachine(floor, journey, stay)
  else goOn(floor, journey, stay)
}
