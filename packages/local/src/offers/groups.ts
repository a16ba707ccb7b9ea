import { isOpenAt } from '../configuration/spans.ts'
import { bestConnected } from './best-connected.ts'
import { nearnessOf } from './links.ts'
import type { Part } from './part.ts'

/** Only GPUs of one kind make a group: same vendor, model and memory, and the same labels for who may use them. */
const kindOf = ({ gpu, settings }: Part): string =>
  JSON.stringify([
    gpu.vendor,
    gpu.model ?? gpu.name,
    gpu.vramGiB ?? null,
    // Two cards of one model differ by a few MiB at most.
    Math.round((gpu.reportedVramGiB ?? 0) * 10),
    gpu.computeCapability ?? null,
    Object.entries(settings.access ?? {}).sort(),
  ])

const byKind = (parts: readonly Part[]): readonly (readonly Part[])[] => {
  const kinds = new Map<string, Part[]>()
  for (const part of parts) {
    const alike = kinds.get(kindOf(part))
    if (alike === undefined) kinds.set(kindOf(part), [part])
    else alike.push(part)
  }
  return [...kinds.values()]
}

/** Sooner is less: free and open now, free, busy with a known end, anything else. */
const latenessOf = ({ use, windows, waitHours }: Part, nowMs: number): number => {
  if (use === 'free') return isOpenAt(windows, nowMs) ? -2 : -1
  return use === 'busy' && waitHours !== undefined ? waitHours : Number.POSITIVE_INFINITY
}

const powersOfTwo = (most: number): readonly number[] =>
  Array.from({ length: Math.floor(Math.log2(most)) }, (_size, index) => 2 ** (index + 1))

const choose = (parts: readonly Part[], size: number, nowMs: number): readonly Part[] => {
  const soonest =
    parts.map((part) => latenessOf(part, nowMs)).sort((one, other) => one - other)[size - 1] ?? 0
  // All that are no later than the last one that is needed: among them nearness decides.
  const sooner = parts.filter((part) => latenessOf(part, nowMs) < soonest)
  const last = parts.filter((part) => latenessOf(part, nowMs) === soonest)
  if (sooner.length === 0)
    return bestConnected(last, size, (one, other) => nearnessOf(one.device, other.device))
  return [...sooner, ...last].slice(0, size).sort((one, other) => (one.key < other.key ? -1 : 1))
}

/** What groups are made of. */
export interface GroupOptions {
  /** Sizes; undefined: 2, 4, 8 and so on, all that are free, and all. */
  readonly sizes?: readonly number[] | undefined
  /** The present (ms since 1970-01-01 UTC). */
  readonly nowMs: number
}

/**
 * Makes groups of whole GPUs: of each kind and size one, the GPUs that are there soonest and, among these, those that are best connected.
 *
 * @param parts - Whole GPUs of one host, in the order of their keys.
 * @param options - Sizes, and the present.
 * @returns Groups of two or more, each GPU once in a group.
 */
export const groupsOf = (
  parts: readonly Part[],
  { sizes, nowMs }: GroupOptions,
): readonly (readonly Part[])[] =>
  byKind(parts).flatMap((alike) => {
    const free = alike.filter((part) => latenessOf(part, nowMs) === -2).length
    const wanted = sizes ?? [...powersOfTwo(alike.length), free, alike.length]
    return [...new Set(wanted)]
      .filter((size) => size >= 2 && size <= alike.length)
      .map((size) => choose(alike, size, nowMs))
  })
