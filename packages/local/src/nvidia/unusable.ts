import type { UnusableDevice } from '../inventory.ts'
import type { Identity } from './identity.ts'

/** One GPU that cannot be used, as one view tells of it. */
export type Complaint = Omit<UnusableDevice, 'vendor'>

const identities = ['index', 'pciAddress', 'uuid'] as const

const isSame = (one: Identity, other: Identity): boolean | undefined => {
  const shared = identities.filter((key) => one[key] !== undefined && other[key] !== undefined)
  return shared.length === 0 ? undefined : shared.every((key) => one[key] === other[key])
}

const merge = (one: Complaint, other: Complaint): Complaint => ({
  index: one.index ?? other.index,
  uuid: one.uuid ?? other.uuid,
  pciAddress: one.pciAddress ?? other.pciAddress,
  name: one.name ?? other.name,
  reason: one.reason,
  text: one.text,
})

/** One view names a GPU by its PCI address and another by its number: with the same reason they mean the same one, in their order. */
const addView = (known: readonly Complaint[], view: readonly Complaint[]): readonly Complaint[] => {
  const merged = [...known]
  const taken = new Set<number>()
  for (const complaint of view) {
    const free = [...known.keys()].filter((place) => !taken.has(place))
    const place =
      free.find((candidate) => isSame(known[candidate] ?? {}, complaint) === true) ??
      free.find(
        (candidate) =>
          known[candidate]?.reason === complaint.reason &&
          isSame(known[candidate] ?? {}, complaint) === undefined,
      )
    const first = place === undefined ? undefined : known[place]
    if (place === undefined || first === undefined) merged.push(complaint)
    else {
      merged[place] = merge(first, complaint)
      taken.add(place)
    }
  }
  return merged
}

/**
 * Puts together what several views say of GPUs that cannot be used.
 *
 * @param views - Complaints, a list for each view, the view that knows most first.
 * @returns One complaint a GPU.
 * @example
 * mergeComplaints([[{ pciAddress: '0000:17:00.0', reason: 'lost', text: '' }], [{ index: 1, reason: 'lost', text: '' }]]).length // => 1
 */
export const mergeComplaints = (views: readonly (readonly Complaint[])[]): readonly Complaint[] =>
  views.reduce<readonly Complaint[]>(addView, [])

/**
 * Whether one of the complaints is about this GPU.
 *
 * @param gpu - A GPU.
 * @param complaints - The complaints.
 * @returns True when one of them shares an identity with it.
 * @example
 * isAmong({ index: 1 }, [{ index: 1, reason: 'lost', text: '' }]) // => true
 */
export const isAmong = (gpu: Identity, complaints: readonly Complaint[]): boolean =>
  complaints.some((complaint) =>
    identities.some((key) => gpu[key] !== undefined && gpu[key] === complaint[key]),
  )
