import type { Needs } from '../../needs.ts'
import type { Offer } from '../../offer.ts'
import { type Rejection, reject } from '../../rejection.ts'
import { vramGiBOf, vramMatchOf } from '../../vram-match.ts'

const gpuCount = (offer: Offer, { gpuCount: needed = 1 }: Needs): Rejection | undefined => {
  const actual = offer.gpuCount
  return actual >= needed
    ? undefined
    : reject(offer, { gate: 'technical', kind: 'too-few-gpus', needed, actual })
}

const vram = (offer: Offer, { vramGiB: needed }: Needs): Rejection | undefined => {
  if (needed === undefined || vramMatchOf(offer, needed) !== undefined) return undefined
  return reject(offer, {
    gate: 'technical',
    kind: 'vram-too-small',
    needed,
    actual: vramGiBOf(offer) ?? null,
  })
}

const totalVram = (offer: Offer, { totalVramGiB: needed }: Needs): Rejection | undefined => {
  if (needed === undefined || vramMatchOf(offer, needed, offer.gpuCount) !== undefined) return undefined
  const one = vramGiBOf(offer)
  const actual = one === undefined ? null : one * offer.gpuCount
  return reject(offer, { gate: 'technical', kind: 'total-vram-too-small', needed, actual })
}

/** How many GPUs, and how much memory. */
export const memoryRules = [gpuCount, vram, totalVram] as const

/** The first rule on number and memory of GPUs that an offer breaks. */
export const memory = (offer: Offer, needs: Needs): Rejection | undefined =>
  gpuCount(offer, needs) ?? vram(offer, needs) ?? totalVram(offer, needs)
