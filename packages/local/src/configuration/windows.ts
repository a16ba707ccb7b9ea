import type { OpenWindow } from '@aima/gpu-core'
import { type Maintenance, type Reservation, spanOf } from './closures.ts'
import { isMeantBy, type NamedGpu } from './gpu-names.ts'
import { type OpeningHours, openWindowsOf } from './opening-hours.ts'
import { always, without } from './spans.ts'

/** Weeks that are written out unless the options say otherwise (days). */
const defaultHorizonDays = 28

/** What opens and closes a GPU. */
export interface GpuTimes {
  /** Its opening hours; absent: always open. */
  readonly openingHours: OpeningHours | undefined
  /** What it is called. */
  readonly gpu: NamedGpu
  /** When GPUs are being worked on. */
  readonly maintenance?: readonly Maintenance[] | undefined
  /** For whom GPUs are kept. */
  readonly reservations?: readonly Reservation[] | undefined
}

const means = ({ gpus }: { readonly gpus?: readonly string[] | undefined }, gpu: NamedGpu): boolean =>
  gpus === undefined || gpus.some((name) => isMeantBy(name, gpu))

/**
 * Prepares the times in which GPUs may be used: their opening hours without maintenance and reservations.
 *
 * @param moment - `nowMs`: the present (ms since 1970-01-01 UTC). `horizonDays`: how far opening hours are written out. Default 28.
 * @returns A function that gives the windows of one GPU.
 * @example
 * const maintenance = [{ from: '2026-12-01T08:00:00Z', until: '2026-12-01T10:00:00Z' }]
 * prepareWindows({ nowMs: 0 })({ gpu: {}, openingHours: undefined, maintenance }).length // => 2
 */
export const prepareWindows = ({
  nowMs,
  horizonDays = defaultHorizonDays,
}: {
  readonly nowMs: number
  readonly horizonDays?: number | undefined
}): ((times: GpuTimes) => readonly OpenWindow[]) => {
  const written = new Map<OpeningHours, readonly OpenWindow[]>()
  const write = (hours: OpeningHours): readonly OpenWindow[] => {
    const known = written.get(hours) ?? openWindowsOf(hours, { nowMs, days: horizonDays })
    written.set(hours, known)
    return known
  }
  return ({ openingHours, gpu, maintenance = [], reservations = [] }) =>
    [...maintenance, ...reservations]
      .filter((closure) => means(closure, gpu))
      .map(spanOf)
      .reduce(without, openingHours === undefined ? always : write(openingHours))
}

/**
 * Whether a GPU is reserved now, and nobody knows until when.
 *
 * @param reservations - All reservations.
 * @param gpu - What the GPU is called.
 * @param nowMs - The present (ms since 1970-01-01 UTC).
 * @example
 * isReservedForGood([{ gpus: ['L4'] }], { model: 'L4' }, 0) // => true
 */
export const isReservedForGood = (
  reservations: readonly Reservation[],
  gpu: NamedGpu,
  nowMs: number,
): boolean =>
  reservations.some(
    (reservation) =>
      reservation.until === undefined && spanOf(reservation).fromMs <= nowMs && means(reservation, gpu),
  )
