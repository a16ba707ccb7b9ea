import type { RememberedFailure } from '@aima/gpu-core'
import type { Clock } from '../clock.ts'
import type { FailureFacts, Lesson } from './failure-scope.ts'

/** What has failed lately. It is bounded, and forgets. */
export interface FailureMemory {
  /**
   * Remembers a failure. The same one again replaces what was remembered of it, its end included.
   *
   * @param lesson - Of what it speaks, why, and for how long; one without time to live is not remembered.
   */
  readonly remember: (lesson: Lesson) => void
  /** Gives all that is not over, in the order in which it was learnt, as core wants it. */
  readonly recall: () => readonly RememberedFailure[]
}

/** How much is remembered, and by which clock. */
export interface FailureMemoryOptions {
  /** Time. What is remembered ends by its `elapsedMs`, so that a clock that is set does no harm. */
  readonly clock: Clock
  /** Most failures at a time; when there are more, what would end first is forgotten. Default 256, because core compares each with each offer. */
  readonly most?: number | undefined
}

interface Entry {
  readonly facts: FailureFacts
  readonly endsAtElapsedMs: number
}

const keyOf = (facts: FailureFacts): string =>
  JSON.stringify(Object.entries(facts).sort(([one], [other]) => (one < other ? -1 : 1)))

/**
 * Creates a memory of failures.
 *
 * @param options - Clock and bound.
 * @example
 * const memory = createFailureMemory({ clock: { nowMs: () => 0, elapsedMs: () => 0, after: () => () => undefined } })
 * memory.remember({ facts: { provider: 'aws', reason: 'unauthorized' }, ttlMs: 60_000 })
 * memory.recall()[0].reason // => 'unauthorized'
 */
export const createFailureMemory = ({ clock, most = 256 }: FailureMemoryOptions): FailureMemory => {
  const entries = new Map<string, Entry>()

  const forgetOver = (): void => {
    const elapsedMs = clock.elapsedMs()
    for (const [key, { endsAtElapsedMs }] of entries) if (endsAtElapsedMs <= elapsedMs) entries.delete(key)
  }

  const forgetFirstToEnd = (): void => {
    const [first] = [...entries].sort(([, one], [, other]) => one.endsAtElapsedMs - other.endsAtElapsedMs)
    if (first !== undefined) entries.delete(first[0])
  }

  return {
    remember: ({ facts, ttlMs }) => {
      if (!(ttlMs > 0)) return
      forgetOver()
      const key = keyOf(facts)
      entries.delete(key)
      entries.set(key, { facts, endsAtElapsedMs: clock.elapsedMs() + ttlMs })
      if (entries.size > most) forgetFirstToEnd()
    },
    recall: () => {
      forgetOver()
      const elapsedMs = clock.elapsedMs()
      const nowMs = clock.nowMs()
      return [...entries.values()].map(({ facts, endsAtElapsedMs }) => ({
        ...facts,
        untilMs: nowMs + Math.max(1, Math.round(endsAtElapsedMs - elapsedMs)),
      }))
    },
  }
}
