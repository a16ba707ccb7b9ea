import type { Vendor } from '@aima/gpu-core'
import { Result } from 'neverthrow'
import { z } from 'zod'
import { isMeantBy } from './gpu-names.ts'

/** How long a busy GPU stays busy, as somebody knows who is no tool. */
export type Wait =
  | {
      /** Until a moment. */
      readonly kind: 'until'
      /** The moment (ISO 8601 with offset). One that has passed tells nothing. */
      readonly at: string
    }
  | {
      /** For a time from now. */
      readonly kind: 'hours'
      /** The time (h, above 0). */
      readonly hours: number
    }
  | {
      /** Until a queue is done. */
      readonly kind: 'queue'
      /** Jobs before the next one, that which runs included (1 or more). */
      readonly jobs: number
      /** Time that one of them takes (h, above 0). */
      readonly hoursPerJob: number
    }

/** A GPU that somebody uses. */
export interface BusyGpu {
  /** Host. */
  readonly host: string
  /** Who made it. */
  readonly vendor: Vendor
  /** Name as the tool prints it. */
  readonly name: string
  /** Canonical model. */
  readonly model?: string | undefined
  /** UUID. */
  readonly uuid?: string | undefined
  /** UUID of the MIG instance. */
  readonly migUuid?: string | undefined
  /** PCI address. */
  readonly pciAddress?: string | undefined
  /** Numbers of the processes that use it, as far as they are told. */
  readonly processIds: readonly number[]
}

/** Waits by UUID, PCI address, model or name of the GPU, or a function that is asked for each busy GPU. Undefined: nobody knows. */
export type Waits = Readonly<Record<string, Wait>> | ((gpu: BusyGpu) => Wait | undefined)

/** Ten years: beyond that a number is a mistake. */
const span = z.number().positive().max(87_600)

/** Schema of {@link Wait}. */
export const Wait: z.ZodType<Wait> = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('until'), at: z.iso.datetime({ offset: true }) }),
  z.strictObject({ kind: z.literal('hours'), hours: span }),
  z.strictObject({
    kind: z.literal('queue'),
    jobs: z.int().min(1).max(10_000),
    hoursPerJob: span,
  }),
])

const isFunction = (value: unknown): value is (gpu: BusyGpu) => Wait | undefined =>
  typeof value === 'function'

/** Schema of {@link Waits}. */
export const Waits: z.ZodType<Waits> = z.union([
  z.custom<(gpu: BusyGpu) => Wait | undefined>(isFunction, 'expected a function, or waits by GPU'),
  z.record(z.string().min(1).max(512), Wait),
])

/** A wait, or that the user's function failed to give one. */
type KnownWait = { readonly hours: number | undefined; readonly failed: boolean }

/**
 * Hours of a wait.
 *
 * @param wait - The wait.
 * @param nowMs - The present (ms since 1970-01-01 UTC).
 * @returns Above 0; undefined when it tells nothing, because its end has passed.
 * @example
 * waitHours({ kind: 'queue', jobs: 3, hoursPerJob: 2 }, 0) // => 6
 */
export const waitHours = (wait: Wait, nowMs: number): number | undefined => {
  switch (wait.kind) {
    case 'hours':
      return wait.hours
    case 'queue':
      return wait.jobs * wait.hoursPerJob
    case 'until': {
      const hours = (new Date(wait.at).getTime() - nowMs) / 3_600_000
      return hours > 0 ? hours : undefined
    }
  }
}

const asked = (waits: Waits, gpu: BusyGpu): unknown => {
  if (isFunction(waits)) return waits(gpu)
  return Object.entries(waits).find(([name]) => isMeantBy(name, gpu))?.[1]
}

/**
 * Looks up how long a GPU stays busy.
 *
 * @param waits - As configured.
 * @param gpu - The GPU.
 * @param nowMs - The present (ms since 1970-01-01 UTC).
 * @returns The hours, or undefined when nobody knows. `failed`: the user's function threw, or gave what is no wait.
 * @example
 * lookUpWait(() => ({ kind: 'hours', hours: -1 }), { host: 'a', vendor: 'amd', name: 'b', processIds: [] }, 0).failed // => true
 */
export const lookUpWait = (waits: Waits, gpu: BusyGpu, nowMs: number): KnownWait => {
  const answer = Result.fromThrowable(asked)(waits, gpu)
  if (answer.isErr()) return { hours: undefined, failed: true }
  if (answer.value === undefined) return { hours: undefined, failed: false }
  const read = Wait.safeParse(answer.value)
  if (!read.success) return { hours: undefined, failed: true }
  return { hours: waitHours(read.data, nowMs), failed: false }
}
