import type { OpenWindow } from '@aima/gpu-core'
import { z } from 'zod'
import { always } from './spans.ts'

/** Time in which machines or GPUs are being worked on. */
export interface Maintenance {
  /** Beginning (ISO 8601 with offset, such as `2026-12-01T08:00:00+01:00`). */
  readonly from: string
  /** End (the same). */
  readonly until: string
  /** GPUs that it is about: UUIDs, PCI addresses, models or names; absent: all of the host. */
  readonly gpus?: readonly string[] | undefined
  /** What for. */
  readonly reason?: string | undefined
}

/** GPUs that are kept for somebody. */
export interface Reservation {
  /** Which GPUs: UUIDs (also of MIG instances), PCI addresses, models or names. */
  readonly gpus: readonly string[]
  /** Beginning (ISO 8601 with offset). Default: it has begun. */
  readonly from?: string | undefined
  /** End (the same). Default: never. */
  readonly until?: string | undefined
  /** For whom or what. */
  readonly reason?: string | undefined
}

const moment = z.iso.datetime({
  offset: true,
  error: 'expected a moment such as 2026-12-01T08:00:00+01:00',
})

/** Schema of names of GPUs in a configuration. */
export const gpuName = z.string().min(1).max(512)

const toMs = (text: string): number => new Date(text).getTime()

const endsLater = ({ from, until }: { readonly from?: string; readonly until?: string }): boolean =>
  from === undefined || until === undefined || toMs(from) < toMs(until)

const later = { path: ['until'], message: 'expected a moment after from' }

/** Schema of {@link Maintenance}. */
export const Maintenance: z.ZodType<Maintenance> = z
  .strictObject({
    from: moment,
    until: moment,
    gpus: z.array(gpuName).min(1).optional(),
    reason: z.string().max(512).optional(),
  })
  .refine(endsLater, later)

/** Schema of {@link Reservation}. */
export const Reservation: z.ZodType<Reservation> = z
  .strictObject({
    gpus: z.array(gpuName).min(1),
    from: moment.optional(),
    until: moment.optional(),
    reason: z.string().max(512).optional(),
  })
  .refine(({ from, until }) => endsLater({ ...(from && { from }), ...(until && { until }) }), later)

const [{ fromMs: beginning, untilMs: end } = { fromMs: 0, untilMs: 0 }] = always

/**
 * The span of a maintenance or a reservation.
 *
 * @param closure - Its checked dates; an absent one is the beginning or the end of time.
 * @example
 * spanOf({ from: '1970-01-01T00:00:01Z', until: '1970-01-01T00:00:02Z' }) // => { fromMs: 1000, untilMs: 2000 }
 */
export const spanOf = (closure: Pick<Reservation, 'from' | 'until'>): OpenWindow => ({
  fromMs: closure.from === undefined ? beginning : toMs(closure.from),
  untilMs: closure.until === undefined ? end : toMs(closure.until),
})
