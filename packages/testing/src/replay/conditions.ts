/** Promises that are kept as soon as a condition holds. */
export interface Conditions {
  /** A promise that is kept when the condition holds at a call of `changed`, or at once. */
  readonly until: (holds: () => boolean) => Promise<void>
  /** Looks at every condition again. */
  readonly changed: () => void
}

/** Makes an empty list of conditions. */
export const createConditions = (): Conditions => {
  const waiting = new Set<() => boolean>()
  return {
    until: (holds) =>
      new Promise((resolve) => {
        const settle = (): boolean => {
          if (!holds()) return false
          resolve()
          return true
        }
        if (!settle()) waiting.add(settle)
      }),
    changed: () => {
      for (const settle of waiting) if (settle()) waiting.delete(settle)
    },
  }
}
