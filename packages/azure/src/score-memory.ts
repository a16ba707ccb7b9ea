import type { Scores } from './scores.ts'

/** Scores of earlier listings. */
export interface ScoreMemory {
  /** Scores that are not too old; undefined: none. */
  readonly recall: (key: string, nowMs: number) => Scores | undefined
  /** Keeps scores, and forgets old ones. */
  readonly keep: (key: string, scores: Scores, nowMs: number) => void
}

/** How long scores count (ms): 15 minutes, since Azure allows few requests an hour. Source: Microsoft's page "Spot Placement Score" (2025-10). */
const freshForMs = 15 * 60_000

/**
 * Makes a memory for scores.
 *
 * @example
 * const memory = createScoreMemory()
 * memory.keep('a', new Map(), 0)
 * memory.recall('a', 60_000)?.size // => 0
 * memory.recall('a', 1_800_000) // => undefined
 */
export const createScoreMemory = (): ScoreMemory => {
  const kept = new Map<string, { readonly scores: Scores; readonly atMs: number }>()
  const isFresh = (atMs: number, nowMs: number): boolean => atMs <= nowMs && nowMs - atMs < freshForMs
  return {
    recall: (key, nowMs) => {
      const found = kept.get(key)
      return found !== undefined && isFresh(found.atMs, nowMs) ? found.scores : undefined
    },
    keep: (key, scores, nowMs) => {
      for (const [name, { atMs }] of kept) if (!isFresh(atMs, nowMs)) kept.delete(name)
      kept.set(key, { scores, atMs: nowMs })
    },
  }
}
