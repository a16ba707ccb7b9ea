import { type CompleteTerms, type Estimate, hardwareOf, type Offer, singleHardware } from '@aima/gpu-core'
import type { OpenStay } from '../events/simulation-event.ts'
import type { Stay, StayEnd } from '../result/job-outcome.ts'
import type { Meter } from './meter.ts'
import type { RunCourse } from './run-course.ts'

/** A job's time on a machine, while it lasts. */
export interface ActiveStay {
  /** The offer, as it was when the machine was taken. */
  readonly offer: Offer
  /** Job and offer in numbers. */
  readonly complete: CompleteTerms
  /** What was expected. */
  readonly estimated: Estimate
  /** How the work runs. */
  readonly course: RunCourse
  /** The machine's time. */
  readonly meter: Meter
  /** When it began (ms since 1970-01-01 UTC). */
  readonly fromMs: number
  /** When useful work began (ms since 1970-01-01 UTC). */
  workedFromMs: number | undefined
  /** The run that is on: since when (ms since 1970-01-01 UTC), and how much of it is a restart (h); undefined: the machine does something else. */
  run: { readonly fromMs: number; readonly restartHours: number } | undefined
}

/** What a stay is called in events. */
export const openStayOf = ({ offer, fromMs }: Pick<ActiveStay, 'offer' | 'fromMs'>): OpenStay => ({
  offerId: offer.id,
  provider: offer.provider,
  site: offer.site,
  purchase: offer.purchase,
  gpu: offer.gpu.model ?? offer.gpu.name,
  gpuCount: offer.gpuCount,
  hardware: singleHardware(offer).length === 0 ? [] : hardwareOf(offer),
  fromMs,
})

/** What a stay came to. */
export const stayOf = (stay: ActiveStay, end: StayEnd, untilMs: number): Stay => ({
  ...openStayOf(stay),
  workedFromMs: stay.workedFromMs ?? null,
  untilMs,
  end,
})
