import type { Capacity } from '@aima/gpu-core'
import { always, commonOf, isOpenAt } from '../configuration/spans.ts'
import type { Part } from './part.ts'
import type { Use } from './use.ts'

const togetherUse = (parts: readonly Part[]): Use => {
  if (parts.some(({ use }) => use === 'busy')) return 'busy'
  return parts.every(({ use }) => use === 'free') ? 'free' : 'unknown'
}

/** The longest wait, if all waits are known; what is free waits for nobody. */
const togetherWait = (parts: readonly Part[]): number | undefined => {
  const waits = parts.filter(({ use }) => use !== 'free').map(({ waitHours }) => waitHours)
  const known = waits.filter((hours) => hours !== undefined)
  return known.length === waits.length && known.length > 0 ? Math.max(...known) : undefined
}

const stockOf = (
  use: Use,
  { isOpen, offersUnknown }: { readonly isOpen: boolean; readonly offersUnknown: boolean },
): Capacity['stock'] => {
  // Whether it will be free when it opens is not known.
  if (use === 'free') return isOpen ? 'available' : undefined
  return use === 'unknown' && offersUnknown ? undefined : 'busy'
}

const allocHoursOf = (stock: Capacity['stock'], parts: readonly Part[]): number | undefined => {
  if (stock === undefined) return undefined
  return stock === 'busy' ? togetherWait(parts) : 0
}

/**
 * Whether and when the parts of an offer can be had together.
 *
 * @param parts - The parts.
 * @param circumstances - `nowMs`: the present (ms since 1970-01-01 UTC). `offersUnknown`: a part whose use is not known is no busy one.
 * @returns `available` only when all are free and open now; `busy` with the longest wait, where all are known.
 */
export const capacityOf = (
  parts: readonly Part[],
  { nowMs, offersUnknown }: { readonly nowMs: number; readonly offersUnknown: boolean },
): Capacity => {
  const windows = parts.map((part) => part.windows).reduce(commonOf, always)
  const use = togetherUse(parts)
  const isOpen = isOpenAt(windows, nowMs)
  const isAlways = JSON.stringify(windows) === JSON.stringify(always)
  const stock = stockOf(use, { isOpen, offersUnknown })
  return {
    stock,
    allocHours: allocHoursOf(stock, parts),
    openWindows: isAlways ? undefined : windows,
  }
}
