/** FNV-1a hash of a text (32 bits). */
const hashOf = (text: string): number => {
  let hash = 2166136261
  for (const character of text) hash = Math.imul(hash ^ character.charCodeAt(0), 16777619) >>> 0
  return hash
}

/** Whether a slice belongs to a series that was held out while the policy was designed: whole series, by the parity of their name's hash. */
export const isHeldOut = (sliceId: string): boolean => hashOf(sliceId.split('#')[0] ?? '') % 2 === 1
