import { type CompleteTerms, type Offer, stagedPlaceOf } from '@aima/gpu-core'
import { uploadLines } from './bill.ts'
import type { Journey } from './journey.ts'
import { charge, type World } from './world.ts'

/**
 * Has a job's input where its offer reads it from now on: notes it, and bills the traffic. An upload that is cut off is not paid for.
 *
 * @param world - The world.
 * @param journey - The job.
 * @param offer - Its offer.
 * @param complete - Both in numbers.
 */
export const upload = (world: World, journey: Journey, offer: Offer, complete: CompleteTerms): void => {
  const { work, terms } = complete
  if (terms.dataPath === 'local' || terms.inputCached || work.inputGB === 0) return
  journey.uploadedGB += work.inputGB
  const head = { jobId: journey.job.id, offer, atMs: world.nowMs() }
  charge(world, journey, uploadLines(head, work.inputGB, complete))
  const place = stagedPlaceOf(offer)
  if (place !== undefined) journey.places = [...journey.places, place]
}
